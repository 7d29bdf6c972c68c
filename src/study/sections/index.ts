import { baconSection } from "./bacon.js";
import { baseline } from "./baseline.js";
import { coefficients } from "./coefficients.js";
import { competing } from "./competing.js";
import { counts } from "./counts.js";
import { descriptives } from "./descriptives.js";
import { eventStudySection } from "./event-study.js";
import { honestSection } from "./honest.js";
import { indexLines, indexMap } from "./index-figures.js";
import { indexWeights, indicatorSystem } from "./index-weights.js";
import { iv } from "./iv.js";
import { mechanism } from "./mechanism.js";
import { mediation } from "./mediation.js";
import { models } from "./models.js";
import { moderation } from "./moderation.js";
import { placeboSection } from "./placebo.js";
import { psmSection } from "./psm.js";
import { refereeSection } from "./referee.js";
import { compareSection, robust } from "./robust.js";
import type { SectionKind } from "./section.js";
import { dmlSection, ife } from "./single-method.js";
import { specCurve } from "./spec-curve.js";
import { spilloverSection } from "./spillover.js";
import { subgroups } from "./subgroups.js";
import { orderSection, synergySection } from "./synergy.js";
import { timeline } from "./timeline.js";
import { weightsSection } from "./weights.js";

const KINDS: readonly SectionKind[] = [
  indexWeights,
  indicatorSystem,
  descriptives,
  timeline,
  models,
  baseline,
  eventStudySection,
  placeboSection,
  baconSection,
  weightsSection,
  robust,
  compareSection,
  honestSection,
  psmSection,
  competing,
  iv,
  mechanism,
  mediation,
  moderation,
  subgroups,
  synergySection,
  orderSection,
  spilloverSection,
  specCurve,
  ife,
  dmlSection,
  coefficients,
  counts,
  indexLines,
  indexMap,
  refereeSection,
];

/** Every table and figure that a study file can ask for.   中文: 可用的表与图 */
export const sectionKinds: ReadonlyMap<string, SectionKind> = new Map(
  KINDS.map((kind) => [kind.name, kind]),
);
