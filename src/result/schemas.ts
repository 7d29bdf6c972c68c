import { z } from "zod";
import { designSchema, leaveOneOutSchema, powerSchema } from "./did-schemas.js";
import { noticeSchema, nullable, number, provenanceSchema, tidySchema } from "./schema-parts.js";

// The published JSON of every command, as `interface.md` fixes it. Kept out of the room's face:
// only the schema writer and the tests load it.

const testSchema = z
  .object({
    statistic: number,
    df1: number,
    df2: nullable,
    p: number,
    distribution: z.enum(["F", "chi2"]),
  })
  .loose();

/** A regression, `xinzhi regress --json`. */
export const fitSchema = z
  .object({
    model: z.string(),
    outcome: z.string(),
    terms: z.array(tidySchema),
    level: z.number().optional(),
    nobs: z.number().int(),
    dropped: z.object({
      missing: z.number().int(),
      singletons: z.number().int(),
      collinear: z.array(z.string()),
      separated: z.number().int(),
      zeroWeight: z.number().int().optional(),
    }),
    fixedEffects: z.record(z.string(), z.number().int()),
    vcov: z
      .object({
        type: z.string(),
        ways: z.array(z.string()),
        clusters: z.record(z.string(), z.number().int()),
        ssc: z.union([z.string(), z.object({}).loose()]),
        df: nullable,
      })
      .loose(),
    r2: nullable,
    r2Adj: nullable,
    r2Within: nullable,
    rmse: nullable,
    wald: testSchema.nullable(),
    design: designSchema.optional(),
    warnings: z.array(noticeSchema),
    provenance: provenanceSchema.optional(),
  })
  .loose();

const eventSchema = z.object({
  time: number,
  estimate: number,
  se: nullable,
  p: nullable,
  ciLow: nullable,
  ciHigh: nullable,
  ciLowSup: nullable,
  ciHighSup: nullable,
  n: nullable,
});

/** Event study and robust difference-in-differences, `xinzhi did … --json`. */
export const eventStudySchema = z
  .object({
    events: z.array(eventSchema),
    att: tidySchema.omit({ name: true }).nullable(),
    pretrend: testSchema.nullable(),
    nobs: z.number().int(),
    design: designSchema.optional(),
    warnings: z.array(noticeSchema),
    provenance: provenanceSchema.optional(),
  })
  .loose();

/** Goodman-Bacon decomposition. */
export const baconSchema = z
  .object({
    comparisons: z.array(
      z
        .object({
          type: z.enum([
            "treated-vs-never",
            "earlier-vs-later",
            "later-vs-earlier",
            "later-vs-always",
            "both-treated",
          ]),
          treated: number,
          control: z.union([number, z.literal("never"), z.literal("always")]),
          weight: number,
          estimate: number,
        })
        .loose(),
    ),
    byType: z.array(z.object({ type: z.string(), weight: number, estimate: number }).loose()),
    twfe: z.union([number, z.object({}).loose()]),
    within: z.object({ weight: number, estimate: number }).loose().nullable(),
    design: designSchema.optional(),
  })
  .loose();

/** Placebo and permutation tests. */
export const placeboSchema = z
  .object({
    estimate: number,
    draws: z.array(z.object({ estimate: number, se: nullable, p: nullable }).loose()),
    pLeft: number,
    pRight: number,
    pTwoSided: number,
    seed: nullable,
    design: designSchema.optional(),
  })
  .loose();

/** Keyword counts, `xinzhi attention --json`. */
export const attentionSchema = z
  .object({
    kind: z.literal("attention"),
    rows: z.array(
      z
        .object({
          document: z.union([z.string(), z.number()]).optional(),
          region: z.string().nullable(),
          year: nullable,
          dictionary: z.string(),
          group: z.string().nullable(),
          term: z.string().nullable(),
          count: z.number().int(),
        })
        .loose(),
    ),
  })
  .loose();

/** Patent labels, `xinzhi classify --json`. */
export const classifySchema = z
  .object({
    kind: z.literal("classification"),
    rows: z.array(
      z
        .object({
          patent: z.string(),
          key: z.boolean(),
          symbols: z.array(z.string()),
          malformed: z.array(z.string()),
          matches: z.array(
            z
              .object({
                symbol: z.string(),
                rule: z.union([z.string(), z.number()]),
                code: z.string(),
                name: z.string(),
              })
              .loose(),
          ),
        })
        .loose(),
    ),
  })
  .loose();

/** A composite index, `xinzhi index --json`. */
export const indexSchema = z
  .object({
    name: z.string(),
    unit: z.string(),
    time: z.string(),
    scale: z.enum(["pooled", "by-year"]),
    method: z.string(),
    composite: z.enum(["linear", "topsis"]),
    shift: number,
    nobs: number,
    dropped: z.object({ missing: number }).loose(),
    weights: z.array(
      z
        .object({
          indicator: z.string(),
          weight: number,
          direction: z.enum(["+", "-"]),
          dimension: z.string().nullable(),
          formula: z.string(),
          missing: number,
          filled: number,
        })
        .loose(),
    ),
    /** One set for the pooled panel (period null) or one for each period, with what led to it. */
    weightSets: z.array(
      z.object({ period: nullable, weights: z.record(z.string(), nullable) }).loose(),
    ),
    dimensions: z.array(
      z.object({ name: z.string(), weight: number, indicators: z.array(z.string()) }),
    ),
    summary: z.object({ n: number, mean: number, sd: nullable, min: number, max: number }),
    /** Unit, time, composite and dimension scores of every row, under their own names. */
    values: z.array(z.record(z.string(), z.unknown())),
  })
  .loose();

/** Growth and other targets, `xinzhi targets --json`. */
export const targetsSchema = z
  .object({
    kind: z.literal("targets"),
    rows: z.array(
      z
        .object({
          document: z.union([z.string(), z.number()]),
          region: z.string().nullable(),
          year: nullable,
          target: z.string(),
          low: nullable,
          high: nullable,
          value: nullable,
          wording: z.enum(["hard", "soft", "plain"]).nullable(),
          stretch: nullable,
          sentence: z.string().nullable(),
        })
        .loose(),
    ),
  })
  .loose();

/** What a study leaves in `results.json`. */
export const studyResultsSchema = z
  .object({
    study: z.string(),
    simulated: z.boolean(),
    sections: z.array(
      z
        .object({ name: z.string(), make: z.string(), number: z.string(), results: z.unknown() })
        .loose(),
    ),
    planted: z.array(
      z.object({
        name: z.string(),
        value: number,
        estimate: number,
        ciLow: number,
        ciHigh: number,
      }),
    ),
  })
  .loose();

const intervalSchema = z.object({ low: number, high: number });

/** Mediation analysis, `xinzhi mediate --json`. */
export const mediationSchema = z
  .object({
    kind: z.literal("mediation"),
    outcome: z.string(),
    treatment: z.string(),
    steps: z.enum(["two", "three"]),
    total: fitSchema,
    paths: z.array(
      z.object({
        mediator: z.string(),
        a: fitSchema,
        b: fitSchema.nullable(),
        indirect: nullable,
        direct: nullable,
        share: nullable,
        tests: z
          .object({ sobel: tidySchema, aroian: tidySchema, goodman: tidySchema.nullable() })
          .nullable(),
        bootstrap: z
          .object({
            draws: z.number().int(),
            failed: z.number().int(),
            by: z.string(),
            units: z.number().int(),
            seed: number,
            se: number,
            percentile: intervalSchema,
            bca: intervalSchema,
          })
          .nullable(),
      }),
    ),
    warnings: z.array(noticeSchema),
    provenance: provenanceSchema.optional(),
  })
  .loose();

/** Moderation, `xinzhi moderate --moderator … --json`. */
export const moderationSchema = z
  .object({
    kind: z.literal("moderation"),
    outcome: z.string(),
    treatment: z.string(),
    moderator: z.string(),
    centre: z.enum(["mean", "none"]),
    mean: number,
    sd: number,
    fit: fitSchema,
    slopes: z.array(tidySchema.extend({ at: number })),
    provenance: provenanceSchema.optional(),
  })
  .loose();

const differenceDrawsSchema = z.object({
  differences: z.array(nullable),
  failed: z.number().int(),
  pLeft: number,
  pRight: number,
  pTwoSided: number,
});

/** Comparison of two groups, `xinzhi moderate --group … --json`. */
export const groupComparisonSchema = z
  .object({
    kind: z.literal("group-comparison"),
    outcome: z.string(),
    treatment: z.string(),
    group: z.string(),
    levels: z.tuple([z.string(), z.string()]),
    fits: z.tuple([fitSchema, fitSchema]),
    difference: number,
    permutation: differenceDrawsSchema.extend({ moved: z.enum(["units", "rows"]) }).nullable(),
    bootstrap: differenceDrawsSchema.extend({ se: number }).nullable(),
    chow: tidySchema.nullable(),
    sur: tidySchema.nullable(),
    seed: number,
    warnings: z.array(noticeSchema),
    provenance: provenanceSchema.optional(),
  })
  .loose();

/** Double machine learning, `xinzhi dml --json`. */
export const dmlSchema = z
  .object({
    kind: z.literal("dml"),
    outcome: z.string(),
    treatment: z.string(),
    features: z.array(z.string()),
    learner: z.object({ outcome: z.string(), treatment: z.string() }),
    folds: z.number().int(),
    term: tidySchema,
    seType: z.enum(["robust", "cluster"]),
    clusters: z.record(z.string(), z.number().int()),
    nobs: z.number().int(),
    repetitions: z.array(
      z
        .object({ theta: number, se: number, seCluster: nullable, thetaByFold: z.array(number) })
        .loose(),
    ),
    seed: number,
    warnings: z.array(noticeSchema),
    provenance: provenanceSchema.optional(),
  })
  .loose();

/** Every published schema by the name of its file in `docs/reference/schema/`. */
export const publishedSchemas = {
  fit: fitSchema,
  "event-study": eventStudySchema,
  bacon: baconSchema,
  placebo: placeboSchema,
  attention: attentionSchema,
  classify: classifySchema,
  index: indexSchema,
  targets: targetsSchema,
  mediation: mediationSchema,
  moderation: moderationSchema,
  "group-comparison": groupComparisonSchema,
  dml: dmlSchema,
  "leave-one-out": leaveOneOutSchema,
  power: powerSchema,
  provenance: provenanceSchema,
  "study-results": studyResultsSchema,
} as const;
