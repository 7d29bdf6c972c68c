import { z } from "zod";
import { didEffects, entropyBalanceMethod, psmMethod } from "../../../did/index.js";
import { linearFamily, regressFamilies } from "../../../regress/index.js";
import { names, text, vcov, wording } from "./common.js";

/** Estimators that a column of a table can name. */
export const METHODS = [
  "ols",
  "iv",
  // Least squares is "ols" or, with instruments, "iv".
  ...regressFamilies()
    .map((f) => f.name)
    .filter((name) => name !== linearFamily.name),
  "ife",
  "dml",
  psmMethod.name,
  entropyBalanceMethod.name,
  ...didEffects().map((m) => m.name),
] as const;

/** What a model is made of; left out, the section's or the study's own. */
export const modelFields = {
  panel: text.optional(),
  /** A named sample, or several: rows that are in all of them. */
  sample: z.union([text, names]).optional(),
  where: text.optional(),
  outcome: text.optional(),
  /** Terms of the formula language; default the policy, else the study's regressor. */
  regressors: names.optional(),
  controls: z.union([z.enum(["all", "none"]), names]).optional(),
  effects: z.union([z.literal("none"), names]).optional(),
  trends: text.optional(),
  cluster: names.optional(),
  vcov: vcov.optional(),
  weights: text.optional(),
  policy: text.optional(),
} as const;

/** One column of a table of regressions.   中文: 回归表的一列 */
export const columnShape = z.strictObject({
  ...modelFields,
  label: wording.optional(),
  group: wording.optional(),
  method: z.enum(METHODS).optional(),
  endogenous: names.min(1).optional(),
  instruments: names.min(1).optional(),
  stage: z.enum(["first", "second"]).optional(),
  options: z.record(z.string(), z.unknown()).optional(),
  foot: z.record(text, z.union([wording, z.number()])).optional(),
  "expect-error": z.boolean().optional(),
});

/** One column of a table of regressions. */
export type ColumnEntry = z.output<typeof columnShape>;
