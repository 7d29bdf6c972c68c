import { z } from "zod";

const text = z.string().trim().min(1);
const columns = z.array(text);
const bilingual = z.strictObject({ en: text, zh: text });

const dataShape = z.strictObject({
  panel: text,
  unit: text,
  time: text,
  /** Column with region codes, by which counts from reports and patents are joined. */
  regionCode: text.optional(),
  /** Region table of the study's own units (invented cities of simulated data). */
  regions: text.optional(),
  labels: z.record(text, bilingual).optional(),
});

const textShape = z.strictObject({
  reports: z.array(text).min(1),
  prefer: text.optional(),
  measures: z
    .array(
      z.strictObject({
        name: text,
        dictionary: text,
        mode: z.enum(["match", "segment"]).default("match"),
        measure: z
          .enum(["count", "per10k", "per10kTokens", "ln1p", "sentenceShare"])
          .default("count"),
      }),
    )
    .min(1),
});

const patentShape = z.strictObject({
  files: z.array(text).min(1),
  table: text.default("sei-ipc-2021"),
  ipc: z.enum(["any", "main"]).default("any"),
  rules: z.enum(["ipc", "ipc+keywords"]).default("ipc"),
  measures: z.array(z.strictObject({ name: text, measure: text })).min(1),
});

const indexShape = z.strictObject({
  system: text,
  weights: text.default("entropy"),
  composite: z.enum(["linear", "topsis"]).default("linear"),
  shift: z.number().default(0),
});

const sectionShape = z.looseObject({ make: text, title: bilingual.optional() });

/** What a simulated study planted, and where the estimate of it is to be looked for. */
const plantedShape = z.strictObject({
  /** Section and column whose term should recover it. */
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
  data: dataShape,
  text: textShape.optional(),
  patents: patentShape.optional(),
  indices: z.array(indexShape).optional(),
  policy: z.strictObject({ first: text, name: text.default("did") }),
  outcome: text,
  controls: columns.default([]),
  fixedEffects: columns.min(1),
  cluster: columns.default([]),
  sections: z.array(sectionShape).min(1),
  planted: z.record(text, plantedShape).optional(),
});

/** A study as its file states it. */
export type StudyFile = z.output<typeof studySchema>;

/** One entry of `sections`. */
export type SectionEntry = z.output<typeof sectionShape>;
