import { z } from "zod";
import { didEffects, entropyBalanceMethod, psmMethod } from "../../../did/index.js";
import { regressFamilies } from "../../../regress/index.js";
import { text } from "../../file/schema/common.js";
import { optionKeys, optionsSchema } from "../../file/schema/method-schema.js";

const whole = z.number().int();

/** Options of a score and its matching. */
export const matchingShape = {
  ...optionKeys(psmMethod.options),
  /** Covariates of the score; default the controls. */
  on: z.array(text).min(1).optional(),
  /** 0/1 column of treated rows, for matching without a policy. */
  treated: text.optional(),
} as const;

/** Options of the methods that take some, by method.   中文: 各方法的选项 */
export const METHOD_OPTIONS: Readonly<Record<string, z.ZodObject>> = {
  [psmMethod.name]: z.strictObject(matchingShape),
  [entropyBalanceMethod.name]: optionsSchema(entropyBalanceMethod.options),
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
  ...Object.fromEntries(regressFamilies().map((f) => [f.name, optionsSchema(f.options)])),
  ...Object.fromEntries(didEffects().map((m) => [m.name, optionsSchema(m.options)])),
};
