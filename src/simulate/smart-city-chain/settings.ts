import { z } from "zod";
import { cohortShape, variableShape, yearsShape } from "../parts/variable-shape.js";

const range = z.strictObject({ low: z.number(), high: z.number() });
const policy = z.strictObject({
  title: z.string(),
  cohorts: z.array(cohortShape).min(1),
  /** What the policy itself adds to the outcome. */
  effect: z.number(),
});

/** What study 000 says under `simulate`.   中文: 研究 000 的模拟设定 */
export const settings000 = z.strictObject({
  years: yearsShape,
  cities: z.number().int().positive(),
  cohorts: z.array(cohortShape).min(1),
  /** Printed moments of the controls and of the moderator. */
  variables: z.record(z.string(), variableShape),
  /** Tech: printed moments, and what treatment adds to it. */
  mediator: variableShape.extend({ effect: z.number() }),
  /** PhaRes: printed moments, and how its untreated part varies. */
  outcome: variableShape.extend({ loads: z.record(z.string(), z.number()) }),
  index: z.strictObject({
    /** A bundled system: by its name. */
    system: z.string().regex(/^[\w-]+$/),
    weights: z.string(),
    mean: z.number(),
    sd: z.number().positive(),
    /** Noise of each indicator: in sd of the outcome, and how much of it stays with the city. */
    noise: z.number().positive(),
    noiseBetween: z.number().min(0).max(1),
    /** Lowest and highest value of each indicator. */
    indicators: z.record(z.string(), range),
  }),
  planted: z.strictObject({
    /** The whole effect of treatment, the part through the mediator included. */
    did: z.number(),
    /** One sd of the mediator. */
    mediator: z.number(),
    /** Treatment × moderator (rescaled to 0 … 1). */
    moderation: z.number(),
  }),
  policies: z.record(z.string(), policy),
  /** Cells left out, to be filled by interpolation. */
  missing: z.strictObject({ cells: z.number().int(), columns: z.array(z.string()) }),
});

/** Settings of study 000. */
export type Settings000 = z.output<typeof settings000>;

/** Stream labels: each part draws from a stream of its own. */
export const STREAM_000 = {
  cohorts: 20001,
  variables: 20002,
  mediator: 20003,
  outcome: 20004,
  indicators: 20005,
  policies: 20006,
  wealth: 20007,
  missing: 20008,
} as const;
