import { eventStudy, readSample } from "../../did/index.js";
import { eventStudyFigure } from "../../report/index.js";
import type { StudyFrame } from "../frame.js";
import { type SectionKind, simulatedNote } from "./section.js";

/** Leads and lags of the policy: parallel trends and dynamics.   中文: 事件研究（平行趋势） */
export const eventStudySection: SectionKind = {
  name: "event-study",
  title: { en: "Parallel trends and dynamic effects", zh: "平行趋势与动态效应" },
  options: ["bins", "ref"],
  make: (frame, entry) => {
    const bins = pairOf(entry.bins);
    const result = eventStudy(didSample(frame), {
      ...(typeof entry.ref === "number" ? { reference: entry.ref } : {}),
      ...(bins === undefined ? {} : { bins }),
    });
    const figure = eventStudyFigure(result, {
      title: eventStudySection.title,
      xLabel: { en: "Years since the policy", zh: "政策实施相对年份" },
      notes: simulatedNote(frame),
    });
    return {
      tables: [],
      figures: [figure],
      results: { ...result },
      warnings: result.warnings,
      estimates: result.events.map((e) => ({
        column: 1,
        term: `event ${e.time}`,
        estimate: e.estimate,
        ciLow: e.ciLow ?? e.estimate,
        ciHigh: e.ciHigh ?? e.estimate,
      })),
    };
  },
};

/** The sample of the study for the estimators of difference in differences. */
export function didSample(frame: StudyFrame) {
  const { study, panel } = frame;
  return readSample(panel, {
    outcome: study.outcome,
    covariates: study.controls,
    unit: study.data.unit,
    time: study.data.time,
    first: study.policy.first,
    fixedEffects: study.fixedEffects.map((effect) => effect.split("^")),
    ...(study.cluster[0] === undefined ? {} : { cluster: study.cluster[0] }),
  });
}

function pairOf(value: unknown): readonly [number, number] | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [low, high] = value.map(Number);
  return [low!, high!];
}
