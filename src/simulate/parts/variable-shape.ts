import { z } from "zod";

/** The moments of a variable as a paper prints them. */
export const momentsShape = z.strictObject({
  mean: z.number(),
  sd: z.number().positive(),
  min: z.number(),
  max: z.number(),
});

/** A drawn variable: printed moments, and how it varies between and inside units. */
export const variableShape = momentsShape.extend({
  /** Shares of the variance between units and of the common trend; the rest is inside units. */
  between: z.number().min(0).max(1).default(0.6),
  trend: z.number().min(0).max(1).default(0.15),
  /** First autocorrelation inside units. */
  persistence: z.number().min(0).lt(1).default(0.6),
  /** What it shares with the general level of development of the city (−1 … 1). */
  wealth: z.number().min(-1).max(1).default(0),
  /** Decimals that are written. */
  digits: z.number().int().min(0).max(12).default(6),
});

/** A drawn variable as the study file states it. */
export type VariableSettings = z.output<typeof variableShape>;

/** A cohort: how many units are first treated in a year. */
export const cohortShape = z.strictObject({
  year: z.number().int(),
  cities: z.number().int().positive(),
});

/** A cohort as the study file states it. */
export type CohortSettings = z.output<typeof cohortShape>;

/** First and last year of a panel. */
export const yearsShape = z.strictObject({ first: z.number().int(), last: z.number().int() });
