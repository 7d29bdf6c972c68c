import { z } from "zod";
import { bilingual, names, text } from "./schema/common.js";
import { dataShape } from "./schema/data-schema.js";
import { operationShape } from "./schema/prepare-schema.js";
import { indexShape, patentShape, policyShape, textShape } from "./schema/stage-schema.js";

/** A kind with its settings, or the name of the kind alone. */
const sectionShape = z.union([
  text.transform((make): { make: string; [key: string]: unknown } => ({ make })),
  z.looseObject({ make: text }),
]);

/** What a simulated study planted, and where the estimate of it is to be looked for. */
const plantedShape = z.strictObject({
  /** Id of the section and its column whose term should recover it. */
  section: text,
  column: z.number().int().min(1),
  term: text,
  /** The effect itself, or the effect on each indicator of an index. */
  value: z.number().optional(),
  index: text.optional(),
  indicators: z.record(text, z.number()).optional(),
});

/** The study file, `study.yaml`.   中文: 研究文件的结构 */
export const studySchema = z.strictObject({
  name: z.string().regex(/^[\p{L}\p{N}_-]+$/u),
  title: bilingual,
  simulated: z.boolean().default(false),
  seed: z.number().int().default(2026),
  /** Writes simulated files before anything is read; its other keys are the design's own. */
  simulate: z.looseObject({ design: text }).optional(),
  data: dataShape,
  text: textShape.optional(),
  patents: patentShape.optional(),
  policies: z.record(text, policyShape).default({}),
  prepare: z.array(operationShape).default([]),
  indices: z.array(indexShape).optional(),
  derive: z.array(operationShape).default([]),
  samples: z.record(text, text).default({}),
  /** The policy that the sections are about: a name of `policies`, or a column of first times. */
  policy: z.union([text, z.strictObject({ first: text, name: text.default("did") })]).optional(),
  outcome: text,
  /** The variable of interest of a study without a policy. */
  regressor: text.optional(),
  controls: names.default([]),
  /** Default: the unit and the time of the panel. */
  fixedEffects: names.min(1).optional(),
  cluster: names.default([]),
  parentheses: z.enum(["se", "t"]).default("se"),
  digits: z.number().int().min(0).max(10).default(4),
  sections: z.array(sectionShape).min(1),
  planted: z.record(text, plantedShape).optional(),
});

/** A study as its file states it. */
export type StudyFile = z.output<typeof studySchema>;

/** One entry of `sections`, before its kind has read it. */
export type SectionEntry = z.output<typeof sectionShape>;
