import { type Lang, type Progress, UserError } from "../../base/index.js";
import { runJobAsFinished, threadsFor } from "../../jobs/index.js";
import type { StepCache, StepOutcome } from "../graph/run-steps.js";
import type { StudyFrame } from "../stages/frame.js";
import { frameCodec } from "../stages/frame-step.js";
import type { SectionResult } from "./make-section.js";
import type { FrameRead } from "./observe-frame.js";
import type { PlannedSection } from "./plan-sections.js";
import type { CommonEntry, SectionOutput } from "./section.js";
import { SectionCache } from "./section-cache.js";
import { sectionJob } from "./section-job.js";
import { contentOf } from "./section-key.js";

/** One section as it was made, or why it was not. */
export interface MadeSection {
  readonly name: string;
  readonly make: string;
  readonly entry?: CommonEntry;
  readonly output?: SectionOutput;
  /** What it read of the frame. */
  readonly reads?: readonly FrameRead[];
  readonly error?: UserError;
}

/** How sections are run. */
export interface RunSectionsOptions {
  readonly cache: StepCache;
  readonly rerun: "changed" | "all";
  /** Ids of the sections to make; the others stay as they were made last. Left out: all. */
  readonly only?: ReadonlySet<string> | undefined;
  readonly draws: number | null;
  readonly threads: number | undefined;
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
  readonly lang: Lang;
}

/**
 * Makes the sections, several at a time; those whose entry and data did not change come from the
 * cache, and each is kept as soon as it is done.   中文: 生成各章节
 */
export async function runSections(
  frame: StudyFrame,
  wanted: readonly PlannedSection[],
  options: RunSectionsOptions,
): Promise<{ readonly sections: readonly MadeSection[]; readonly steps: readonly StepOutcome[] }> {
  const { cache, draws, progress, signal } = options;
  const kept = new SectionCache(frame, cache, draws);
  const keys = new Map<PlannedSection, string>();
  const results = new Map<PlannedSection, SectionResult>();
  const states = new Map<PlannedSection, StepOutcome["state"]>();
  /** Not asked for, and never made. */
  const absent = new Set<PlannedSection>();
  const open: Extract<PlannedSection, { kind: unknown }>[] = [];
  for (const section of wanted) {
    if ("error" in section) {
      if (options.only?.has(section.id) === false) absent.add(section);
      continue;
    }
    const isAsked = options.only?.has(section.id) ?? true;
    const known = isAsked && options.rerun === "all" ? undefined : kept.find(section);
    const stored = known ?? (isAsked ? undefined : kept.findLast(section));
    if (stored === undefined && isAsked) open.push(section);
    else if (stored === undefined) absent.add(section);
    else {
      results.set(section, stored);
      keys.set(section, stored.key);
      states.set(section, known === undefined ? "earlier" : "cached");
    }
  }
  if (open.length > 0) {
    const title = options.lang === "zh" ? "生成表与图" : "sections";
    progress.start(title, open.length);
    const setup = {
      study: {
        file: frame.study.file,
        text: frame.study.source,
        simulated: frame.study.simulatedFolder,
      },
      frame: frameCodec.encode(frame),
      draws,
    };
    const threads = Math.min(threadsFor(sectionJob, options.threads), open.length);
    const tasks = open.map((s) => s.at);
    const made = runJobAsFinished(sectionJob, tasks, {
      setup,
      threads,
      ...(signal === undefined ? {} : { signal }),
    });
    for await (const { at, result } of made) {
      const section = open[at]!;
      results.set(section, result);
      states.set(section, "output" in result ? "ran" : "failed");
      if ("output" in result) keys.set(section, kept.keep(section, result));
      progress.advance();
    }
    progress.finish();
  }
  const there = wanted.filter((s) => !absent.has(s));
  const sections = there.map((section) => assemble(section, results.get(section)));
  const steps = there.map((section, i) => ({
    name: `section ${section.id}`,
    state: states.get(section) ?? ("failed" as const),
    key: keys.get(section) ?? "",
    reads: readsOf(frame, results.get(section)),
    ...(sections[i]!.error === undefined ? {} : { error: sections[i]!.error }),
  }));
  return { sections, steps };
}

function readsOf(frame: StudyFrame, result: SectionResult | undefined): StepOutcome["reads"] {
  if (result === undefined || !("output" in result)) return [];
  return result.reads.map((r) => ({ what: r.join(" "), hash: contentOf(frame, r) }));
}

function assemble(section: PlannedSection, result: SectionResult | undefined): MadeSection {
  const { id: name, make } = section;
  if ("error" in section) return { name, make, error: section.error };
  const { entry } = section;
  if (result === undefined) return { name, make, entry };
  if ("output" in result) {
    const warnings = [...section.notices, ...result.output.warnings];
    return { name, make, entry, output: { ...result.output, warnings }, reads: result.reads };
  }
  const { code, facts, text } = result.failure;
  return { name, make, entry, error: new UserError(code, facts, text) };
}
