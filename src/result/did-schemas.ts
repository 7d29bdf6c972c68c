import { z } from "zod";
import { noticeSchema, nullable, number, provenanceSchema, tidySchema } from "./schema-parts.js";

const countSchema = z.object({ units: z.number().int(), rows: z.number().int() }).loose();

/**
 * What every `xinzhi did` says first: cohorts; units and rows treated, never, only later, always, and
 * not in the sample; how event time is counted.   中文: 研究设计概况
 */
export const designSchema = z
  .object({
    units: z.number().int(),
    periods: z.array(number),
    rows: z.number().int(),
    balanced: z.boolean(),
    cohorts: z.array(z.object({ first: number, units: z.number().int() }).loose()),
    treated: countSchema,
    never: countSchema.extend({ share: number }),
    later: countSchema,
    always: countSchema,
    excluded: countSchema,
    missing: z.number().int(),
    step: number,
    eventTime: z.enum(["calendar", "observed"]),
    calendarGaps: z.array(number),
  })
  .loose();

/** The effect without each unit or period in turn, `xinzhi did leave-one-out --json`. */
export const leaveOneOutSchema = z
  .object({
    kind: z.literal("leave-one-out"),
    outcome: z.string(),
    by: z.string(),
    estimate: number,
    rows: z.array(
      tidySchema
        .omit({ name: true })
        .extend({ left: z.union([z.string(), number]) })
        .loose(),
    ),
    nobs: z.number().int(),
    design: designSchema.optional(),
    warnings: z.array(noticeSchema),
    provenance: provenanceSchema.optional(),
  })
  .loose();

/** Bias, coverage and power of a planned design, `xinzhi study simulate --json`. */
export const powerSchema = z
  .object({
    kind: z.literal("power"),
    name: z.string(),
    design: z
      .object({
        units: z.number().int(),
        periods: z.array(number),
        cohorts: z.array(z.object({ first: number, units: z.number().int() })),
        effect: z.array(number),
        effectByCohort: z.record(z.string(), number).optional(),
        errors: z.object({ sd: number, rho: number }),
        unitSd: number.optional(),
        clusters: z.object({ count: z.number().int(), share: number }).optional(),
      })
      .loose(),
    draws: z.number().int(),
    estimators: z.array(
      z
        .object({
          estimator: z.string(),
          target: number,
          draws: z.number().int(),
          failed: z.number().int(),
          bias: nullable,
          sd: nullable,
          meanSe: nullable,
          rmse: nullable,
          coverage: nullable,
          coverageSe: nullable,
          power: nullable,
          powerSe: nullable,
          detectable: nullable,
        })
        .loose(),
    ),
    skipped: z.array(z.object({ estimator: z.string() }).loose()),
    warnings: z.array(noticeSchema),
    provenance: provenanceSchema.optional(),
  })
  .loose();
