import { z } from "zod";

const count = z.number().int().min(0);
const year = z.number().int();
const moments = z.strictObject({
  mean: z.number(),
  sd: z.number(),
  min: z.number(),
  max: z.number(),
});
/** Coefficient of each policy in its own regression. */
const byPolicy = z.strictObject({
  broadband: z.number(),
  clusters: z.number(),
  dual: z.number(),
});

const cohort = z.strictObject({
  /** Year of selection; 0 = never. */
  broadband: year,
  clusters: year,
  cities: count,
});

/**
 * Settings of the simulated panel of study 004, `simulate:` in `studies/004.yaml`.
 * 中文: 研究 004 的模拟设定
 */
export const settings004 = z.strictObject({
  years: z.strictObject({ first: year, last: year }),
  cities: count,
  /** Of them in the east, as the paper counts. */
  east: count,
  cohorts: z.array(cohort).min(1),
  otherPolicies: z.record(
    z.string(),
    z.strictObject({
      effect: z.number(),
      cohorts: z.array(z.strictObject({ year, cities: count })),
    }),
  ),
  /** Printed mean and standard deviation of the index. */
  index: z.strictObject({ mean: z.number(), sd: z.number() }),
  moments: z.strictObject({
    market: moments,
    fdi: moments,
    structure: moments,
    urban: moments,
    fintech: moments,
    agglomeration: moments,
    innovation: moments,
  }),
  /** Numbers of cities, or of city-years, on the first side of each split. */
  splits: z.strictObject({
    resource: count,
    centre: count,
    large: count,
    soft: count,
    overbid: count,
  }),
  planted: z.strictObject({
    index: byPolicy,
    agglomeration: byPolicy,
    innovation: byPolicy,
    /** Slopes of the index in its controls and in the two mediators. */
    slopes: z.strictObject({
      market: z.number(),
      fdi: z.number(),
      structure: z.number(),
      urban: z.number(),
      fintech: z.number(),
      agglomeration: z.number(),
      innovation: z.number(),
    }),
    /** Share by which the effect of one half of a split is above (the other below) the mean. */
    halves: z.strictObject({
      resource: z.number(),
      centre: z.number(),
      large: z.number(),
      soft: z.number(),
      overbid: z.number(),
    }),
    /** How many times the joint effect counts when broadband (or clusters) came first. */
    order: z.strictObject({ broadbandFirst: z.number(), clustersFirst: z.number() }),
  }),
  noise: z.strictObject({
    /** Standard deviation of the index between cities and of its yearly shock. */
    city: z.number(),
    year: z.number(),
    /** Of each indicator around the common level: between cities, and yearly (shares of its mean). */
    indicatorCity: z.number(),
    indicatorYear: z.number(),
  }),
  missingCells: count,
});

/** Settings of study 004. */
export type Settings004 = z.output<typeof settings004>;

/** Mean, standard deviation, minimum and maximum as printed. */
export type Moments = z.output<typeof moments>;

/** A number for each of the three policies. */
export type ByPolicy = z.output<typeof byPolicy>;

/** Stream labels: each part draws from a stream of its own. */
export const STREAM_004 = {
  cities: 401,
  splits: 402,
  variables: 403,
  indicators: 404,
  reports: 405,
  missing: 406,
} as const;
