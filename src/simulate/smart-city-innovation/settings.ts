import { z } from "zod";
import { answerShape } from "../parts/answer-shape.js";
import { cohortShape, variableShape, yearsShape } from "../parts/variable-shape.js";

const policy = z.strictObject({ title: z.string(), cohorts: z.array(cohortShape).min(1) });

/** What study 001 says under `simulate`.   中文: 研究 001 的模拟设定 */
export const settings001 = z.strictObject({
  years: yearsShape,
  cities: z.number().int().positive(),
  east: z.number().int().positive(),
  cohorts: z.array(cohortShape).min(1),
  /** Printed moments of the controls. */
  variables: z.record(z.string(), variableShape),
  /** Printed moments of the outcome, which is 0 in the base year; its untreated part. */
  outcome: variableShape.extend({ loads: z.record(z.string(), z.number()) }),
  /** The average effect, and by how much it differs between groups and with the moderators. */
  planted: z.strictObject({
    did: z.number(),
    ipCity: z.number(),
    east: z.number(),
    lowHuman: z.number(),
    lowPhysical: z.number(),
    manufacturing: z.number(),
    finance: z.number(),
  }),
  /** Variables that the groups and interactions go by; not printed. */
  moderators: z.strictObject({
    human: variableShape,
    investment: variableShape,
    manufacturing: variableShape,
    finance: variableShape,
  }),
  /** Variables that answer to treatment, in logs but for infrastructure. */
  answers: z.strictObject({
    joint: answerShape,
    transfers: answerShape,
    telecom: answerShape,
    infrastructure: answerShape,
  }),
  /** City-years without any transfer: left out of a logarithm. */
  withoutTransfers: z.number().int(),
  policies: z.record(z.string(), policy),
  /** Keywords in city reports. */
  reports: z.strictObject({
    last: z.number().int(),
    /** Mean growth rate without treatment, and what treatment adds to it. */
    growth: z.number().positive(),
    effect: z.number(),
    /** Mean number without treatment. */
    mean: z.number().positive(),
    /** Growth rates that there are: reports of the first years are missing. */
    growthRates: z.number().int().positive(),
  }),
  firms: z.strictObject({
    firms: z.number().int().positive(),
    rows: z.number().int().positive(),
    last: z.number().int(),
    mean: z.number(),
    between: z.number(),
    noise: z.number(),
    cityNoise: z.number(),
    effect: z.number(),
  }),
});

/** Settings of study 001. */
export type Settings001 = z.output<typeof settings001>;

/** Stream labels: each part draws from a stream of its own. */
export const STREAM_001 = {
  cohorts: 20010,
  variables: 20011,
  outcome: 20012,
  moderators: 20013,
  answers: 20014,
  policies: 20015,
  reports: 20016,
  firms: 20017,
  patents: 20018,
  wealth: 20019,
} as const;
