import type { Study } from "../file/read-study.js";
import type { StageStore } from "../graph/stage-store.js";
import type { Step } from "../graph/step.js";
import type { FrameData } from "./frame.js";
import { frameStep } from "./frame-step.js";
import { MAIN, panelStep } from "./panel-step.js";
import { type PatentOutcome, patentStep } from "./patent-step.js";
import { simulateStep } from "./simulate-step.js";
import { type TextOutcome, textStep } from "./text-step.js";

/** The steps of a study from its files to the data of its sections. */
export interface StudySteps {
  readonly steps: readonly Step<unknown>[];
  readonly frame: Step<FrameData>;
  readonly text: Step<TextOutcome> | undefined;
  readonly patents: Step<PatentOutcome> | undefined;
}

/**
 * The steps of a study: simulation, panels, texts, patents, frame. Only whether a stage is there is
 * taken from the study here; what a step depends on it reads itself.   中文: 研究的步骤
 */
export function studySteps(
  study: Pick<Study, "simulate" | "text" | "patents" | "data">,
  open: StageStore,
): StudySteps {
  const first = study.simulate === undefined ? [] : [simulateStep()];
  const names = [MAIN, ...Object.keys(study.data.panels ?? {})];
  const panels = names.map((name) => panelStep(name, first));
  const text = study.text && textStep(open, first);
  const patents = study.patents && patentStep(open, first);
  const frame = frameStep({ panels, text, patents });
  const steps = [...first, ...panels.map((p) => p.step), text, patents, frame];
  // Steps of different artefacts in one list: each is asked for its own by the one it is.
  const some = steps.filter((s) => s !== undefined) as unknown as readonly Step<unknown>[];
  return { steps: some, frame, text, patents };
}
