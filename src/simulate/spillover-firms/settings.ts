import { z } from "zod";

const count = z.number().int().min(0);
const year = z.number().int();

const batch = z.strictObject({
  announced: year,
  /** Pilot projects of the list. */
  projects: count,
  /** Cities that have their first project in this year. */
  cities: count,
});

/**
 * Settings of the simulated panel of study 003, `simulate:` in `studies/003.yaml`.
 * 中文: 研究 003 的模拟设定
 */
export const settings003 = z.strictObject({
  /** `last` is the end of the long window, `baseline` that of the published one. */
  years: z.strictObject({ first: year, baseline: year, last: year }),
  cities: count,
  /** Firms of the sample; pilot firms come on top and are dropped by the study. */
  firms: count,
  pilotFirms: count,
  industries: count,
  batches: z.array(batch).min(1),
  rows: z.strictObject({
    /** Firm-years up to the end of the baseline window, pilot firms left out. */
    all: count,
    /** Firms seen once: singletons of the firm effects. */
    seenOnce: count,
    missingFirmControls: count,
    missingCityControls: count,
    missingRobots: count,
    /** Industries with one listed firm of `soleYears` years: singletons of industry × year. */
    soleFirms: count,
    soleYears: count,
    /** Rows of the last baseline column without each of the three measures of uncertainty. */
    missingVolatility: z.strictObject({ before: count, same: count, after: count }),
  }),
  planted: z.strictObject({
    /** Mean effect on ln(1 + key applications) and on ln(1 + other applications). */
    key: z.number(),
    nonkey: z.number(),
    joint: z.number(),
    /** Difference of the effect on key technology between the two halves of a split. */
    differences: z.strictObject({
      similarity: z.number(),
      agglomeration: z.number(),
      words: z.number(),
      financing: z.number(),
      concentration: z.number(),
      subsidies: z.number(),
    }),
    /** Slope of the effect in ln sales, and slope of key technology in ln sales. */
    salesSlope: z.number(),
    sales: z.number(),
    lnSales: z.number(),
    volatility: z.strictObject({ before: z.number(), same: z.number(), after: z.number() }),
  }),
  noise: z.strictObject({
    /** Standard deviation of the city-year shock and of the firm-year shock of large firms. */
    city: z.number(),
    firm: z.number(),
  }),
});

/** Settings of study 003. */
export type Settings003 = z.output<typeof settings003>;

/** Stream labels: each part draws from a stream of its own. */
export const STREAM_003 = {
  cities: 301,
  firms: 302,
  rows: 303,
  columns: 304,
  counts: 305,
  patents: 306,
  reports: 307,
} as const;
