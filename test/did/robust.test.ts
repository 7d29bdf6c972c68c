import { describe, expect, it } from "vitest";
import {
  bjs,
  callawaySantanna,
  type DidSample,
  etwfe,
  gardner,
  readSample,
  restrict,
  stacked,
  sunab,
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

const FILES = ["d01_staggered", "d02_no_never", "d03_unbalanced", "d05_always"];
/** The package's standard errors are numerical derivatives. */
const ETWFE_SE = 1e-5;

async function sampleOf(file: string, spec: GoldenModel["spec"]): Promise<DidSample> {
  const sample = readSample(await goldenTable(file), {
    outcome: "y",
    unit: "city",
    time: "year",
    first: "g",
    covariates: spec.covariates ?? spec.first_stage?.covariates ?? [],
    cluster: spec.cluster ?? "city",
  });
  const cut = /year < (\d+)/.exec(spec.subset ?? "");
  if (cut === null) return sample;
  return restrict(sample, (i) => sample.periods[sample.period[i]!]! < Number(cut[1]));
}

interface Wanted {
  readonly estimate: number | null;
  readonly se: number | null;
}

function same(
  what: string,
  found: { estimate: number; se: number | null } | undefined,
  w: Wanted,
  se: number,
) {
  if (w.se === null || w.estimate === null) return;
  expect(found, what).toBeDefined();
  near(found!.estimate, w.estimate, COEFFICIENT, what);
  near(found!.se!, w.se, se, `${what} se`);
}

function events(
  fit: EventStudy,
  wanted: readonly (Wanted & { rel: number })[],
  se = SE,
  scale = 1,
) {
  for (const e of wanted) {
    const own = fit.events.find((x) => x.time === e.rel);
    same(`event ${e.rel}`, own, { ...e, se: e.se === null ? null : e.se / scale }, se);
  }
}

function each(kind: string, check: (file: string, model: GoldenModel) => Promise<void>) {
  for (const file of FILES) {
    for (const model of golden(file).filter((m) => m.kind === kind)) {
      it(`${file} ${model.id}`, () => check(file, model));
    }
  }
}

describe("Gardner's two stages against R did2s", () => {
  each("gardner_two_stage", async (file, { spec, results }) => {
    const none = spec.reference !== null && !spec.reference.includes(-1);
    const fit = gardner(await sampleOf(file, spec), {
      bands: "pointwise",
      ...(none ? { reference: "none" } : {}),
      ...(spec.bins === null ? {} : { bins: [spec.bins.low, spec.bins.high] }),
    });
    expect(fit.nobs).toBe(results.nobs);
    if (results.att !== undefined) same("att", fit.att!, results.att, SE);
    if (results.event !== undefined) events(fit, results.event);
  });
});

describe("imputation against R didimputation", () => {
  each("bjs_imputation", async (file, { spec, results }) => {
    const fit = bjs(await sampleOf(file, spec), {
      bands: "pointwise",
      pretrends: -spec.pretrends.leads[0],
    });
    same("att", fit.att!, results.att, SE);
    events(fit, results.event);
    const extra = fit.extra as Record<string, never>;
    expect(extra.treatedUsed).toBe(results.n_treated_used);
    const leads: { time: number; estimate: number; se: number }[] = extra.pretrends!;
    for (const e of results.pretrends) {
      same(
        `lead ${e.rel}`,
        leads.find((x) => x.time === e.rel),
        e,
        SE,
      );
    }
    near(fit.pretrend!.statistic, results.pretrend_test.F, STATISTIC, "pretrend");
  });
});

describe("Sun–Abraham against R fixest", () => {
  each("sun_abraham", async (file, { spec, results }) => {
    let sample = await sampleOf(file, spec);
    if (file === "d05_always") {
      // With a cohort treated throughout the package loses the fourth row of the data; so do we here.
      sample = restrict(sample, (i) => i !== 3);
    }
    // The package keeps periods in which everybody is treated; the default cuts them.
    const fit = sunab(sample, { bands: "pointwise", withoutNever: "whole" });
    expect(fit.nobs).toBe(results.nobs);
    same("att", fit.att!, results.att, SE);
    events(fit, results.event);
    const extra = fit.extra as {
      aggregate: { group: { group: number; estimate: number; se: number }[] };
    };
    for (const g of results.by_cohort) {
      same(
        `cohort ${g.g}`,
        extra.aggregate.group.find((x) => x.group === g.g),
        g,
        SE,
      );
    }
  });
});

describe("extended two-way effects against R etwfe", () => {
  each("etwfe", async (file, { spec, results }) => {
    const fit = etwfe(await sampleOf(file, spec), {
      bands: "pointwise",
      controls: spec.control_group,
    });
    expect(fit.nobs).toBe(results.nobs);
    // With covariates the package counts redundant slopes in K; the file gives the factor.
    const scale = results.simple.factor ?? 1;
    same("simple", fit.att!, { ...results.simple, se: results.simple.se / scale }, ETWFE_SE);
    events(fit, results.event, ETWFE_SE, scale);
    const { aggregate } = fit.extra as {
      aggregate: Record<
        "group" | "calendar",
        { group: number; time: number; estimate: number; se: number }[]
      >;
    };
    for (const g of results.group) {
      same(
        `cohort ${g.g}`,
        aggregate.group.find((x) => x.group === g.g),
        { ...g, se: g.se / scale },
        ETWFE_SE,
      );
    }
    for (const c of results.calendar) {
      same(
        `year ${c.year}`,
        aggregate.calendar.find((x) => x.time === c.year),
        { ...c, se: c.se / scale },
        ETWFE_SE,
      );
    }
  });
});

describe("stacked regression against R fixest", () => {
  each("stacked", async (file, { spec, results }) => {
    const fit = stacked(await sampleOf(file, spec), {
      bands: "pointwise",
      window: [spec.window.low, spec.window.high],
    });
    same("att", fit.att!, results.att, SE);
    events(fit, results.event);
    near(fit.pretrend!.statistic, results.pretrend_test.F, STATISTIC, "pretrend");
    const extra = fit.extra as { cohorts: number[]; rows: number };
    expect(extra.cohorts).toEqual(results.cohorts);
    expect(extra.rows).toBe(results.rows);
  });
});

describe("estimators that are the same number", () => {
  it("agree on a balanced panel without covariates", async () => {
    const s = await sampleOf("d01_staggered", {});
    const one = { bands: "pointwise" } as const;
    const imputed = bjs(s, one).att!.estimate;
    expect(Math.abs(gardner(s, one).att!.estimate - imputed)).toBeLessThan(1e-10);
    expect(Math.abs(etwfe(s, one).att!.estimate - imputed)).toBeLessThan(1e-10);
    const cs = callawaySantanna(s, { est: "reg", controls: "never" }).att!.estimate;
    expect(Math.abs(sunab(s, one).att!.estimate - cs)).toBeLessThan(1e-10);
    expect(Math.abs(etwfe(s, { ...one, controls: "never" }).att!.estimate - cs)).toBeLessThan(
      1e-10,
    );
  });
});
