import { describe, expect, it } from "vitest";
import {
  bjs,
  callawaySantanna,
  type DidSample,
  etwfe,
  eventStudy,
  gardner,
  readSample,
  stacked,
  sunab,
  twfe,
} from "../../src/did/index.js";
import type { EventStudy } from "../../src/result/index.js";
import {
  COEFFICIENT,
  type GoldenModel,
  golden,
  goldenTable,
  near,
  SE,
  STATISTIC,
} from "./golden.js";

const FILE = "../did2/r01_absorbed";
/** The simultaneous bands are checked elsewhere. */
const POINTWISE = { bands: "pointwise" } as const;

type Row = Record<string, number>;
// biome-ignore lint/suspicious/noExplicitAny: the shape differs by kind and is checked by use
type Results = any;

async function sampleOf({ spec }: GoldenModel): Promise<DidSample> {
  return readSample(await goldenTable(FILE), {
    outcome: "y",
    unit: "city",
    time: "year",
    first: "g",
    covariates: spec.covariates ?? spec.first_stage?.covariates ?? [],
    cluster: spec.cluster ?? "city",
  });
}

function pair(found: { estimate: number; se: number | null }, wanted: Row, what: string, se = SE) {
  near(found.estimate, wanted.estimate ?? wanted.att!, COEFFICIENT, what);
  if (wanted.se === null) expect(found.se, `${what} se`).toBeNull();
  else near(found.se!, wanted.se!, se, `${what} se`);
}

function events(fit: EventStudy, wanted: readonly Row[], se = SE): void {
  for (const e of wanted) {
    const own = fit.events.find((x) => x.time === e.rel);
    // An effect that is 0 by construction has no row.
    if (own === undefined) expect(e.estimate, `event ${e.rel}`).toBe(0);
    else pair(own, e, `event ${e.rel}`, se);
  }
}

const CHECKS: Record<
  string,
  (s: DidSample, results: Results, model: GoldenModel) => readonly { code: string }[]
> = {
  twfe: (s, results) => {
    const fit = twfe(s);
    const k = fit.names.length;
    expect(fit.names).toEqual(results.coefficients.map((c: { term: string }) => c.term));
    results.coefficients.forEach((c: Row, j: number) => {
      near(fit.coefficients[j]!, c.estimate!, COEFFICIENT, fit.names[j]);
      near(Math.sqrt(fit.covariance.matrix[j * k + j]!), c.se!, SE, fit.names[j]);
    });
    expect(fit.nobs).toBe(results.nobs);
    near(fit.r2!, results.r2, COEFFICIENT, "r2");
    near(fit.r2Adj!, results.r2_adj, COEFFICIENT, "r2Adj");
    near(fit.r2Within!, results.r2_within, COEFFICIENT, "r2Within");
    near(fit.rmse!, results.rmse, COEFFICIENT, "rmse");
    return fit.warnings;
  },
  event_study: (s, results) => {
    const fit = eventStudy(s, POINTWISE);
    events(
      fit,
      results.event.filter((e: Row) => e.rel !== -1),
    );
    const extra = fit.extra as Results;
    expect(extra.df).toBe(results.df_t);
    near(fit.pretrend!.p, results.pretrend_test.p_F, STATISTIC, "pretrend p");
    near(extra.postTest.p, results.post_test.p_F, STATISTIC, "post p");
    pair(extra.averagePost, results.average_post, "average post");
    return fit.warnings;
  },
  gardner_two_stage: (s, results) => {
    const fit = gardner(s, POINTWISE);
    if (results.att !== undefined) pair(fit.att!, results.att, "att");
    if (results.event !== undefined)
      events(
        fit,
        results.event.filter((e: Row) => e.rel !== -1),
      );
    return fit.warnings;
  },
  bjs_imputation: (s, results) => {
    const fit = bjs(s, { pretrends: 4, ...POINTWISE });
    pair(fit.att!, results.att, "att");
    events(fit, results.event);
    const rows = (fit.extra as Results).pretrends as (Row & { time: number })[];
    for (const w of results.pretrends) {
      pair(rows.find((r) => r.time === w.rel) as Results, w, `lead ${w.rel}`);
    }
    near(fit.pretrend!.p, results.pretrend_test.p_F, STATISTIC, "pretrend p");
    return fit.warnings;
  },
  sun_abraham: (s, results) => {
    const fit = sunab(s, POINTWISE);
    pair(fit.att!, results.att, "att");
    events(
      fit,
      results.event.filter((e: Row) => e.rel !== -1),
    );
    const { group } = (fit.extra as Results).aggregate;
    for (const w of results.by_cohort) {
      pair(
        group.find((r: Row) => r.group === w.g),
        w,
        `cohort ${w.g}`,
      );
    }
    return fit.warnings;
  },
  stacked: (s, results, { spec }) => {
    const fit = stacked(s, { window: [spec.window.low, spec.window.high], ...POINTWISE });
    pair(fit.att!, results.att, "att");
    events(
      fit,
      (results.event ?? []).filter((e: Row) => e.rel !== -1),
    );
    if (results.pretrend_test !== undefined) {
      near(fit.pretrend!.p, results.pretrend_test.p_F, STATISTIC, "pretrend p");
    }
    expect((fit.extra as Results).rows).toBe(results.rows);
    return fit.warnings;
  },
  callaway_santanna: (s, results) => {
    const fit = callawaySantanna(s, { controls: "never", ...POINTWISE });
    const extra = fit.extra as Results;
    pair(extra.aggregate.simple, results.simple, "simple");
    pair(extra.aggregate.dynamic, results.dynamic.overall, "dynamic");
    events(fit, results.dynamic.effects);
    for (const w of results.att_gt) {
      pair(
        extra.groupTime.find((c: Row) => c.group === w.g && c.time === w.year),
        w,
        `ATT(${w.g}, ${w.year})`,
      );
    }
    return fit.warnings;
  },
  etwfe: (s, results) => {
    const fit = etwfe(s, POINTWISE);
    const { aggregate } = fit.extra as Results;
    const loose = 1e-5;
    pair(aggregate.simple, results.simple, "simple", loose);
    events(fit, results.event, loose);
    for (const w of results.group) {
      pair(
        aggregate.group.find((r: Row) => r.group === w.g),
        w,
        `cohort ${w.g}`,
        loose,
      );
    }
    return fit.warnings;
  },
};

describe("absorbed covariates and coarse clusters against R", () => {
  for (const model of golden(FILE)) {
    it(model.id, async () => {
      const warnings = CHECKS[model.kind]!(await sampleOf(model), model.results, model);
      const gone: string[] = model.spec.absorbed ?? [];
      const notices = warnings.filter((w) => w.code === "regress/collinear");
      for (const name of gone) expect(JSON.stringify(notices), name).toContain(name);
      if (gone.length === 0) expect(notices).toEqual([]);
    });
  }
  it("has a check for every kind", () => {
    for (const { kind } of golden(FILE)) expect(CHECKS[kind]).toBeDefined();
  });
});
