import { z } from "zod";
import { bilingual, names, text } from "./common.js";
import { indexShape } from "./stage-schema.js";

const panel = text.default("main");
const label = bilingual.optional();
const percent = z.number().gt(0).lt(50).default(1);

/** Further columns by an expression. */
const derive = z.strictObject({ derive: text, formula: text, label, panel });

/** 1 above a cut, else 0. */
const split = z.strictObject({
  split: text,
  name: text,
  at: z.union([z.enum(["mean", "median"]), z.number().gt(0).lt(1)]).default("median"),
  over: z.enum(["rows", "units", "years"]).default("rows"),
  /** Each unit's mean before this period is compared. */
  before: z.number().optional(),
  label,
  panel,
});

const fill = z.strictObject({
  fill: names.min(1),
  inside: z.enum(["linear", "growth", "none"]).default("linear"),
  ends: z.enum(["growth", "linear", "nearest", "none"]).default("growth"),
  panel,
});

const winsorise = z.strictObject({
  winsorise: names.min(1),
  percent,
  by: text.optional(),
  panel,
});
const trim = z.strictObject({ trim: names.min(1), percent, by: text.optional(), panel });

const deflate = z.strictObject({
  deflate: names.min(1),
  index: text,
  base: z.enum(["previous", "fixed"]).default("previous"),
  year: z.number().int(),
  by: text.optional(),
  panel,
});

const map = z.strictObject({
  map: text,
  mean: z.number(),
  sd: z.number().positive(),
  name: text.optional(),
  label,
  panel,
});

const merge = z.strictObject({
  merge: names.min(1),
  from: text,
  on: z.union([names.min(1), z.record(text, text)]),
  panel,
});

const keep = z.strictObject({ keep: text, panel });

const index = indexShape.omit({ system: true }).extend({ index: text });

const hypothetical = z.strictObject({
  hypothetical: text,
  /** Column of true first treated times. */
  first: text,
  rank: text,
  rankAt: z.enum(["adoption", "before"]).default("adoption"),
  panel,
});

const growth = z.union([z.number(), z.strictObject({ firstYears: z.number().int().positive() })]);

const readyForms = {
  resilience: z.strictObject({
    column: text,
    base: z.number().int(),
    form: z.enum(["log-ratio", "deviation"]).default("log-ratio"),
  }),
  sensitivity: z.strictObject({
    column: text,
    /** Column with the national growth rate, or `sum` over the units. */
    national: text.default("sum"),
    form: z.enum(["difference", "ratio"]).default("difference"),
  }),
  coupling: z.strictObject({ systems: names.min(2), shares: z.array(z.number()).optional() }),
  "frontier-tfp": z.strictObject({
    output: text,
    inputs: names.min(1),
    scale: z.enum(["levels", "logs"]).default("levels"),
    form: z.enum(["cobb-douglas", "translog"]).default("cobb-douglas"),
    time: z.enum(["decay", "invariant", "pooled"]).default("decay"),
    distribution: z.enum(["half-normal", "truncated-normal"]).default("half-normal"),
    trend: z.enum(["none", "linear"]).default("none"),
    value: z.enum(["efficiency", "tfp"]).default("tfp"),
  }),
  "location-quotient": z.strictObject({ column: text, total: text }),
  agglomeration: z.strictObject({ column: text, area: text }),
  "perpetual-inventory": z.strictObject({
    column: text,
    deflator: text.optional(),
    depreciation: z.number().default(0.096),
    growth: growth.optional(),
  }),
  advancement: z.strictObject({
    output: names.min(1),
    labour: names.min(1),
    base: z.array(z.number()),
  }),
  rationalisation: z.strictObject({
    output: names.min(1),
    labour: names.min(1),
    form: z.enum(["theil", "closeness", "deviation"]).default("theil"),
  }),
  "tertiary-to-secondary": z.strictObject({ tertiary: text, secondary: text }),
  herfindahl: z.strictObject({ column: text, by: names.min(1) }),
  "shift-share": z.strictObject({
    shares: names.min(1),
    shocks: names.min(1),
    base: z.number().int(),
  }),
} as const;

const about = { name: text, label, panel };
const ready = z.discriminatedUnion("ready", [
  readyForms.resilience.extend({ ready: z.literal("resilience"), ...about }),
  readyForms.sensitivity.extend({ ready: z.literal("sensitivity"), ...about }),
  readyForms.coupling.extend({ ready: z.literal("coupling"), ...about }),
  readyForms["frontier-tfp"].extend({ ready: z.literal("frontier-tfp"), ...about }),
  readyForms["location-quotient"].extend({ ready: z.literal("location-quotient"), ...about }),
  readyForms.agglomeration.extend({ ready: z.literal("agglomeration"), ...about }),
  readyForms["perpetual-inventory"].extend({ ready: z.literal("perpetual-inventory"), ...about }),
  readyForms.advancement.extend({ ready: z.literal("advancement"), ...about }),
  readyForms.rationalisation.extend({ ready: z.literal("rationalisation"), ...about }),
  readyForms["tertiary-to-secondary"].extend({
    ready: z.literal("tertiary-to-secondary"),
    ...about,
  }),
  readyForms.herfindahl.extend({ ready: z.literal("herfindahl"), ...about }),
  readyForms["shift-share"].extend({ ready: z.literal("shift-share"), ...about }),
]);

const OPERATIONS = {
  derive,
  split,
  fill,
  winsorise,
  trim,
  deflate,
  map,
  merge,
  keep,
  index,
  hypothetical,
  ready,
} as const;

/** Names of the operations: the key that tells them apart. */
export const OPERATION_NAMES = Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[];

/** The schema of one operation by its name. */
export function operationSchema(name: keyof typeof OPERATIONS): z.ZodType {
  return OPERATIONS[name];
}

/** One operation of `prepare` or `derive`.   中文: 数据处理步骤 */
export const operationShape = z.union(Object.values(OPERATIONS));

/** One operation of `prepare` or `derive`. */
export type Operation = z.output<typeof operationShape>;
/** A ready-made indicator as the study file names it. */
export type ReadyOperation = z.output<typeof ready>;
