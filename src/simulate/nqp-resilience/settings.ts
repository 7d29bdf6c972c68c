import { z } from "zod";
import { answerShape } from "../parts/answer-shape.js";
import { variableShape, yearsShape } from "../parts/variable-shape.js";

const scoreShape = {
  between: z.number(),
  trend: z.number(),
  persistence: z.number(),
} as const;

/** What study 002 says under `simulate`.   中文: 研究 002 的模拟设定 */
export const settings002 = z.strictObject({
  years: yearsShape,
  cities: z.number().int().positive(),
  /** Printed moments of the controls. */
  variables: z.record(z.string(), variableShape),
  /** Printed moments of the outcome, and how its untreated part varies. */
  outcome: variableShape.extend({
    /** National growth by year, in percent, from the first year on. */
    nationalGrowth: z.array(z.number()),
    /** Standard deviation of city growth around it, percentage points. */
    growthSd: z.number().positive(),
    /** What the outcome owes to the scores of the controls. */
    loads: z.record(z.string(), z.number()),
  }),
  /** The common factor behind the 24 indicators. */
  factor: z.strictObject({
    ...scoreShape,
    /** Share of the level of development of the city. */
    wealth: z.number(),
    /** Loads of the two instruments (standardised constant × last year's internet users). */
    relief: z.number(),
    phones: z.number(),
    /** Load of the score that province and year share and that the reports show. */
    province: z.number(),
  }),
  index: z.strictObject({
    /** A bundled system: by its name. */
    system: z.string().regex(/^[\w-]+$/),
    mean: z.number(),
    sd: z.number().positive(),
  }),
  /** Level of each indicator, by the name in the indicator system; `load` on the factor. */
  indicators: z.record(z.string(), variableShape.extend({ load: z.number() })),
  /** The planted effect of the index, and its shifts for groups of cities. */
  planted: z.strictObject({
    nqp: z.number(),
    nonResource: z.number(),
    governmentScience: z.number(),
    rank: z.number(),
  }),
  groups: z.strictObject({
    /** Cities of each kind; the municipalities are of high rank. */
    resourceCities: z.number().int(),
    highRankCities: z.number().int(),
  }),
  /** Variables that answer to the index. */
  answers: z.strictObject({
    unemployment: answerShape,
    recovery: answerShape,
    rationalisation: answerShape,
    advancement: answerShape,
    talent: answerShape,
    patents: answerShape,
  }),
  reports: z.strictObject({
    /** Keywords in a provincial report: mean, and what one sd of the province's score adds. */
    mean: z.number(),
    spread: z.number(),
    /** Keywords in the national report of the first year, and what each year adds. */
    national: z.number(),
    nationalGrowth: z.number(),
  }),
});

/** Settings of study 002. */
export type Settings002 = z.output<typeof settings002>;

/** Stream labels: each part draws from a stream of its own. */
export const STREAM_002 = {
  base: 20020,
  variables: 20021,
  indicators: 20022,
  outcome: 20023,
  answers: 20024,
  reports: 20025,
  patents: 20026,
  structure: 20027,
  factor: 20028,
} as const;
