import { counts } from "./data/counts.js";
import { descriptives } from "./data/descriptives.js";
import { indexLines, indexMap } from "./data/index-figures.js";
import { indexWeights, indicatorSystem } from "./data/index-weights.js";
import { timeline } from "./data/timeline.js";
import { baconSection } from "./design/bacon.js";
import { competing } from "./design/competing.js";
import { eventStudySection } from "./design/event-study.js";
import { honestSection } from "./design/honest.js";
import { placeboSection } from "./design/placebo.js";
import { psmSection } from "./design/psm.js";
import { compareSection, robust } from "./design/robust.js";
import { dmlSection, ife } from "./design/single-method.js";
import { specCurve } from "./design/spec-curve.js";
import { spilloverSection } from "./design/spillover.js";
import { orderSection, synergySection } from "./design/synergy.js";
import { weightsSection } from "./design/weights.js";
import { baseline } from "./effects/baseline.js";
import { coefficients } from "./effects/coefficients.js";
import { iv } from "./effects/iv.js";
import { mechanism } from "./effects/mechanism.js";
import { mediation } from "./effects/mediation.js";
import { models } from "./effects/models.js";
import { moderation } from "./effects/moderation.js";
import { subgroups } from "./effects/subgroups.js";
import { refereeSection } from "./referee.js";
import type { SectionKind } from "./section.js";

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
