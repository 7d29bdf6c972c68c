import { z } from "zod";
import { didEffects } from "../../../did/index.js";
import { text } from "../../file/schema/common.js";
import { optionsSchema } from "../../file/schema/method-schema.js";

const whole = z.number().int();

/** Options of a score and its matching. */
export const matchingShape = {
  method: z.enum(["nearest", "radius", "kernel"]).optional(),
  ratio: whole.positive().optional(),
  caliper: z.number().positive().optional(),
  radius: z.number().positive().optional(),
  bandwidth: z.number().positive().optional(),
  score: z.enum(["logit", "probit"]).optional(),
  when: z.union([z.enum(["pre", "year", "pooled"]), whole]).optional(),
  draw: z.enum(["replacement", "largest", "smallest", "data"]).optional(),
  ties: z.enum(["first", "all"]).optional(),
  support: z.enum(["all", "common"]).optional(),
  weighting: z.enum(["matching", "none"]).optional(),
  /** Covariates of the score; default the controls. */
  on: z.array(text).min(1).optional(),
  /** 0/1 column of treated rows, for matching without a policy. */
  treated: text.optional(),
} as const;

/** Options of the methods that take some, by method.   中文: 各方法的选项 */
export const METHOD_OPTIONS: Readonly<Record<string, z.ZodObject>> = {
  psm: z.strictObject(matchingShape),
  ife: z.strictObject({
    factors: z.union([whole.positive(), z.literal("auto")]).optional(),
    maxFactors: whole.positive().optional(),
    criterion: z.enum(["icp1", "icp2", "bic3"]).optional(),
  }),
  dml: z.strictObject({
    learner: text.optional(),
    treatmentLearner: text.optional(),
    folds: whole.min(2).optional(),
    repetitions: whole.positive().optional(),
    features: z.enum(["as-given", "quadratic"]).optional(),
  }),
  ...Object.fromEntries(didEffects().map((m) => [m.name, optionsSchema(m.options)])),
};
