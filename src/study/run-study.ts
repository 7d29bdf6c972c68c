import {
  type Lang,
  type Notice,
  nearest,
  type Progress,
  silent,
  UserError,
} from "../base/index.js";
import type { LineageGraph } from "../report/index.js";
import { getStep, putStep, type Store } from "../store/index.js";
import { studyError } from "./errors.js";
import type { StudyFrame } from "./frame.js";
import { studyLineage } from "./lineage.js";
import { type PlantedEffect, plantedEffects } from "./planted.js";
import type { Study } from "./read-study.js";
import { runSteps, type StepOutcome } from "./run-steps.js";
import { sectionKinds } from "./sections/index.js";
import type { SectionKind, SectionOutput } from "./sections/section.js";
import type { Step } from "./step.js";
import { frameStep } from "./steps/frame-step.js";
import { panelStep } from "./steps/panel-step.js";
import { patentStep } from "./steps/patent-step.js";
import { textStep } from "./steps/text-step.js";
import type { SectionEntry } from "./study-schema.js";

/** Choices of `runStudy`. */
export interface RunStudyOptions {
  /** Only these sections (and what they need). */
  readonly only?: readonly string[];
  /** Run everything again, changed or not. */
  readonly rerun?: "changed" | "all";
  readonly progress?: Progress;
  readonly signal?: AbortSignal | undefined;
  readonly lang?: Lang;
  /** Time stamp of cached steps; the caller has the clock. */
  readonly now: () => Date;
}

/** One section as it was made, or why it was not. */
export interface MadeSection {
  readonly name: string;
  readonly kind: SectionKind;
  readonly entry: SectionEntry;
  readonly output?: SectionOutput;
  readonly error?: UserError;
}

/** A study that was run.   中文: 研究结果 */
export interface StudyRun {
  readonly study: Study;
  readonly frame: StudyFrame;
  readonly sections: readonly MadeSection[];
  readonly steps: readonly StepOutcome[];
  readonly planted: readonly PlantedEffect[];
  readonly lineage: LineageGraph;
  readonly warnings: readonly Notice[];
}

/**
 * Runs a study: data, texts, patents, indices, then every table and figure of its list.
 * 中文: 运行研究
 *
 * Unchanged steps come from the store. A table that fails by the user's input is listed with its
 * error and does not stop the others; what all of them need (the data) does.
 *
 * Errors    study/unknown-section, study/missing-column, study/nobody-treated, and those of the
 *           stages.
 */
export async function runStudy(
  study: Study,
  store: Store,
  options: RunStudyOptions,
): Promise<StudyRun> {
  const wanted = chooseSections(study, options.only);
  const panel = panelStep(study);
  const text = textStep(study, store);
  const patents = patentStep(study, store);
  const frame = frameStep(study, { panel, text, patents });
  const steps = [panel, text, patents, frame].filter((s): s is Step<never> => s !== undefined);
  const result = await runSteps(steps as readonly Step<unknown>[], {
    cache: {
      get: (key) => getStep(store, key),
      put: (key, step, bytes) => putStep(store, key, step, bytes, options.now().toISOString()),
    },
    progress: options.progress ?? silent,
    signal: options.signal,
    ...(options.rerun === undefined ? {} : { rerun: options.rerun }),
    ...(options.lang === undefined ? {} : { lang: options.lang }),
  });
  const failed = result.outcomes.find((o) => o.state === "failed");
  if (failed !== undefined) throw failed.error;
  const made = result.get(frame)!;
  const sections = await makeSections(made, wanted, options);
  return assemble(study, made, sections, result.outcomes);
}

function chooseSections(study: Study, only: readonly string[] | undefined) {
  const all = study.sections.map((entry, i) => {
    const kind = sectionKinds.get(entry.make);
    if (kind === undefined) {
      throw studyError("unknown-section", {
        file: study.file,
        row: study.placeOf(["sections", i]).row,
        name: entry.make,
        nearest: nearest(entry.make, sectionKinds.keys()),
        known: [...sectionKinds.keys()],
      });
    }
    checkOptions(study, i, entry, kind);
    return { name: entry.make, kind, entry };
  });
  if (only === undefined || only.length === 0) return all;
  for (const name of only) {
    if (all.some((s) => s.name === name)) continue;
    throw studyError("unknown-section", {
      file: study.file,
      row: study.placeOf(["sections"]).row,
      name,
      nearest: nearest(
        name,
        all.map((s) => s.name),
      ),
      known: all.map((s) => s.name),
    });
  }
  return all.filter((s) => only.includes(s.name));
}

/** An option that a section does not know would be ignored without a word. */
function checkOptions(study: Study, i: number, entry: SectionEntry, kind: SectionKind): void {
  const known = ["make", "title", ...kind.options];
  for (const name of Object.keys(entry)) {
    if (known.includes(name)) continue;
    const near = nearest(name, kind.options);
    throw studyError("bad-option", {
      file: study.file,
      row: study.placeOf(["sections", i]).row,
      section: entry.make,
      problem: {
        en: `there is no option "${name}"${near === undefined ? "" : ` (did you mean "${near}"?)`}`,
        zh: `没有选项“${name}”${near === undefined ? "" : `（是否想写“${near}”？）`}`,
      },
    });
  }
}

async function makeSections(
  frame: StudyFrame,
  wanted: readonly { name: string; kind: SectionKind; entry: SectionEntry }[],
  options: RunStudyOptions,
): Promise<MadeSection[]> {
  const progress = options.progress ?? silent;
  const lang = options.lang ?? "en";
  const made: MadeSection[] = [];
  for (const section of wanted) {
    progress.start(section.kind.title[lang]);
    try {
      made.push({ ...section, output: await section.kind.make(frame, section.entry) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      made.push({ ...section, error });
    }
    progress.finish();
  }
  return made;
}

function assemble(
  study: Study,
  frame: StudyFrame,
  sections: readonly MadeSection[],
  steps: readonly StepOutcome[],
): StudyRun {
  const done = sections.filter((s) => s.output !== undefined);
  const outputs = new Map(done.map((s) => [s.name, s.output!]));
  const estimates = done
    .filter((s) => s.output!.tables.length > 0)
    .flatMap((s) => s.output!.estimates.map((estimate) => ({ section: s.name, estimate })));
  const notices = [...frame.warnings, ...done.flatMap((s) => s.output!.warnings)];
  const warnings = [...new Map(notices.map((n) => [`${n.code} ${n.en}`, n])).values()];
  return {
    study,
    frame,
    sections,
    steps,
    planted: plantedEffects(frame, outputs),
    lineage: studyLineage(frame, estimates),
    warnings,
  };
}
