import { z } from "zod";

/** A variable that answers to the regressor: no moments are printed, so level and noise are ours. */
export const answerShape = z.strictObject({
  mean: z.number(),
  /** Standard deviation between units. */
  between: z.number().min(0),
  /** Standard deviation inside units. */
  noise: z.number().min(0),
  persistence: z.number().min(0).lt(1).default(0.5),
  /** What one unit of the regressor adds: the planted effect. */
  effect: z.number(),
});

/** A variable that answers to the regressor, as the study file states it. */
export type AnswerSettings = z.output<typeof answerShape>;
