import { z } from "zod";
import { weightMethods, weightOptions } from "../../../indices/index.js";
import { moments, names, text } from "./common.js";
import { optionsSchema } from "./method-schema.js";

const measureShape = z
  .strictObject({
    name: text,
    /** A bundled word list or a file; or the words themselves. */
    dictionary: text.optional(),
    terms: names.min(1).optional(),
    group: text.optional(),
    source: z.enum(["reports", "annual-reports"]).default("reports"),
    mode: z.enum(["match", "segment"]).default("match"),
    measure: z.enum(["count", "per10k", "per10kTokens", "ln1p", "sentenceShare"]).default("count"),
    /** Whose report: the unit's own, or that of its province. */
    level: z.enum(["own", "province"]).default("own"),
    panel: text.default("main"),
  })
  .refine((m) => (m.dictionary === undefined) !== (m.terms === undefined), {
    error: "give either a dictionary or terms",
  });

const targetShape = z.strictObject({
  name: text,
  target: z.enum(["gdp", "cpi", "investment", "jobs", "unemployment"]).default("gdp"),
  value: z.enum(["value", "low", "high", "hard", "soft", "stretch", "overbid"]),
  /** How a target without a marker counts in the two classes. */
  plain: z.enum(["hard", "soft"]).default("soft"),
  panel: text.default("main"),
});

/** Reports and what is counted in them.   中文: 文本阶段 */
export const textShape = z
  .strictObject({
    reports: names.optional(),
    annualReports: names.optional(),
    prefer: text.optional(),
    measures: z.array(measureShape).default([]),
    targets: z.array(targetShape).default([]),
  })
  .refine((t) => (t.reports?.length ?? 0) + (t.annualReports?.length ?? 0) > 0, {
    error: "reports or annualReports are needed",
  });

/** Patents and what is counted of them.   中文: 专利阶段 */
export const patentShape = z.strictObject({
  files: names.min(1),
  table: text.default("sei-ipc-2021"),
  ipc: z.enum(["any", "main"]).default("any"),
  rules: z.enum(["ipc", "ipc+keywords"]).default("ipc"),
  measures: z
    .array(
      z.strictObject({
        name: text,
        measure: text,
        by: z.enum(["city", "province", "firm"]).default("city"),
        panel: text.default("main"),
      }),
    )
    .min(1),
});

/** An index over an indicator system.   中文: 指数 */
export const indexShape = z.strictObject({
  system: text,
  weights: text.default("entropy").describe(
    `${weightMethods()
      .map((m) => m.name)
      .join(" | ")} | given | given:FILE | combined:a,b[:rule]`,
  ),
  /** Options of the weight method. */
  options: optionsSchema(weightOptions()).optional(),
  composite: z.enum(["linear", "topsis"]).default("linear"),
  shift: z.number().default(0),
  panel: text.default("main"),
  /** Column of the composite; default the system's name. */
  name: text.optional(),
  /** Affine mapping of the composite to a printed mean and standard deviation. */
  map: moments.optional(),
});

const listShape = z.strictObject({
  /** A bundled list or a file in the same form. */
  list: text,
  partial: z.enum(["exclude", "include", "fraction"]).default("exclude"),
  start: z.enum(["announcement", "following"]).default("announcement"),
  startMap: z.record(z.string(), z.number().int()).optional(),
  /** Column of city names or codes; default the region code, else the unit. */
  city: text.optional(),
  panel: text.default("main"),
});

/** A policy: from a column, from a list, or made of others.   中文: 政策 */
export const policyShape = z.union([
  z.strictObject({
    first: text,
    empty: z.enum(["never", "excluded"]).optional(),
    panel: text.default("main"),
  }),
  z.strictObject({ treatment: text, panel: text.default("main") }),
  listShape,
  z.strictObject({ all: names.min(2), panel: text.default("main") }),
  z.strictObject({ any: names.min(2), panel: text.default("main") }),
]);

/** The text stage as the study file states it. */
export type TextEntry = z.output<typeof textShape>;
/** The patent stage as the study file states it. */
export type PatentEntry = z.output<typeof patentShape>;
/** One entry of `indices`. */
export type IndexEntry = z.output<typeof indexShape>;
/** One entry of `policies`. */
export type PolicyEntry = z.output<typeof policyShape>;
