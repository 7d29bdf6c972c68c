import { placebo } from "../../did/index.js";
import { placeboFigure } from "../../report/index.js";
import { didSample } from "./event-study.js";
import { type SectionKind, simulatedNote } from "./section.js";

const DRAWS = 500;

/** Random units keep the number and timing of true adoption.   中文: 空间（或混合）安慰剂检验 */
export const placeboSection: SectionKind = {
  name: "placebo",
  title: { en: "Placebo test", zh: "安慰剂检验" },
  options: ["draws", "mode"],
  make: (frame, entry) => {
    const result = placebo(didSample(frame), {
      mode: entry.mode === "mixed" ? "mixed" : "space",
      draws: typeof entry.draws === "number" ? entry.draws : DRAWS,
      seed: frame.study.seed,
    });
    const figure = placeboFigure(result, {
      title: placeboSection.title,
      notes: simulatedNote(frame),
    });
    return {
      tables: [],
      figures: [figure],
      results: { ...result },
      warnings: result.warnings,
      estimates: [],
    };
  },
};
