import { z } from "zod";
import { noticeSchema, nullable, number, provenanceSchema, tidySchema } from "./schema-parts.js";

/** What every `xinzhi did` says first: cohorts, never and always treated, gaps.   中文: 研究设计概况 */
export const designSchema = z
  .object({
    units: z.number().int(),
    periods: z.array(number),
    rows: z.number().int(),
    balanced: z.boolean(),
    cohorts: z.array(z.object({ first: number, units: z.number().int() }).loose()),
    never: z.object({ units: z.number().int(), share: number }).loose(),
    always: z.number().int(),
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
