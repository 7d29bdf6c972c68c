import { type Lang, type Notice, notice, type Progress, silent } from "../base/index.js";
import type { LineageGraph } from "../report/index.js";
import { getStep, putStep, type Store } from "../store/index.js";
import type { Study } from "./file/read-study.js";
import { runSteps, type StepCache, type StepOutcome } from "./graph/run-steps.js";
import { stageStores } from "./graph/stage-store.js";
import { studyDoors } from "./graph/study-door.js";
import { studyLineage } from "./lineage/study-lineage.js";
import { namedSections, planSections } from "./sections/plan-sections.js";
import { type PlantedEffect, plantedEffects } from "./sections/planted.js";
import { type MadeSection, runSections } from "./sections/run-sections.js";
import { frameOf, type StudyFrame } from "./stages/frame.js";
import { studySteps } from "./stages/study-steps.js";

/** Choices of `runStudy`. */
export interface RunStudyOptions {
  /** Only these sections (and what they need): the others stay as they were made last. */
  readonly only?: readonly string[];
  /** Run everything again, changed or not. */
  readonly rerun?: "changed" | "all";
  /** Most draws of any permutation, bootstrap or placebo; left out: as the file says. */
  readonly draws?: number;
  /** Threads for sections; left out: one for each processor. */
  readonly threads?: number | undefined;
  /** Folder of the stages' stores. */
  readonly folder: string;
  readonly progress?: Progress;
  readonly signal?: AbortSignal | undefined;
  readonly lang?: Lang;
  /** Time stamp of cached steps; the caller has the clock. */
  readonly now: () => Date;
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
  /** The cap on draws, null without one. */
  readonly draws: number | null;
}

/**
 * Runs a study: data, texts, patents, indices, then every table and figure of its list.
 * 中文: 运行研究
 *
 * Unchanged steps come from the store. A table that fails by the user's input is listed with its
 * error and does not stop the others; what all of them need (the data) does.
 *
 * Errors    study/unknown-section (`only`), and those of the stages.
 */
export async function runStudy(
  study: Study,
  store: Store,
  options: RunStudyOptions,
): Promise<StudyRun> {
  const planned = planSections(study);
  const only = options.only && new Set(namedSections(study, planned, options.only));
  const { frame: made, steps, cache } = await runFrame(study, store, options);
  const draws = options.draws ?? null;
  const { sections, steps: sectionSteps } = await runSections(made, planned, {
    cache,
    only,
    rerun: options.rerun ?? "changed",
    draws,
    threads: options.threads,
    progress: options.progress ?? silent,
    signal: options.signal,
    lang: options.lang ?? "en",
  });
  return assemble(made, sections, [...steps, ...sectionSteps], draws);
}

/** Sections that stay as they were made last, though what they are made from has changed. */
function earlierNotice(steps: readonly StepOutcome[]): Notice[] {
  const names = steps.flatMap(({ name, state }) =>
    state === "earlier" ? [name.replace(/^section /, "")] : [],
  );
  if (names.length === 0) return [];
  return [
    notice(
      "study/earlier-result",
      `results of an earlier run, made before the study was changed, are shown for: ${names.join(", ")}`,
      `以下各项仍为研究更改之前一次运行的结果：${names.join("、")}`,
    ),
  ];
}

/** Choices of `runFrame`: those of `runStudy` that concern the data. */
export type RunFrameOptions = Pick<
  RunStudyOptions,
  "rerun" | "folder" | "progress" | "signal" | "lang" | "now"
>;

/** The data of a study, and how it was made. */
export interface MadeFrame {
  readonly frame: StudyFrame;
  readonly steps: readonly StepOutcome[];
  readonly cache: StepCache;
}

/**
 * Makes the data of a study alone: panels, texts, patents, indices.   中文: 只生成研究数据
 *
 * Errors    those of the stages.
 */
export async function runFrame(
  study: Study,
  store: Store,
  options: RunFrameOptions,
): Promise<MadeFrame> {
  const cache: StepCache = {
    get: (key) => getStep(store, key),
    put: (key, step, bytes) => putStep(store, key, step, bytes, options.now().toISOString()),
  };
  const doors = studyDoors(study);
  const graph = studySteps(study, stageStores(options.folder, options.rerun ?? "changed"));
  const result = await runSteps(graph.steps, {
    cache,
    door: doors,
    progress: options.progress ?? silent,
    signal: options.signal,
    ...(options.rerun === undefined ? {} : { rerun: options.rerun }),
    ...(options.lang === undefined ? {} : { lang: options.lang }),
  });
  const failed = result.outcomes.find((o) => o.state === "failed");
  if (failed !== undefined) throw failed.error;
  const frame = frameOf(study, result.get(graph.frame)!, {
    text: graph.text && result.get(graph.text),
    patents: graph.patents && result.get(graph.patents),
    regions: () => doors().regions(),
  });
  return { frame, steps: result.outcomes, cache };
}

function assemble(
  frame: StudyFrame,
  sections: readonly MadeSection[],
  steps: readonly StepOutcome[],
  draws: number | null,
): StudyRun {
  const done = sections.filter((s) => s.output !== undefined);
  const outputs = new Map(done.map((s) => [s.name, s.output!]));
  const estimates = done
    .filter((s) => s.output!.tables.length > 0)
    .flatMap((s) => s.output!.estimates.map((estimate) => ({ section: s.name, estimate })));
  const notices = [
    ...earlierNotice(steps),
    ...frame.warnings,
    ...done.flatMap((s) => s.output!.warnings),
  ];
  const warnings = [...new Map(notices.map((n) => [`${n.code} ${n.en}`, n])).values()];
  return {
    study: frame.study,
    frame,
    sections,
    steps,
    planted: plantedEffects(frame, outputs),
    lineage: studyLineage(frame, estimates),
    warnings,
    draws,
  };
}
