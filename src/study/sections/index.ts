import { baseline } from "./baseline.js";
import { descriptives } from "./descriptives.js";
import { eventStudySection } from "./event-study.js";
import { indexWeights } from "./index-weights.js";
import { models } from "./models.js";
import { placeboSection } from "./placebo.js";
import type { SectionKind } from "./section.js";

/** Every table and figure that a study file can ask for.   中文: 可用的表与图 */
export const sectionKinds: ReadonlyMap<string, SectionKind> = new Map(
  [indexWeights, descriptives, models, baseline, eventStudySection, placeboSection].map((kind) => [
    kind.name,
    kind,
  ]),
);
