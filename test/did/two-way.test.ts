import { describe, expect, it } from "vitest";
import {
  bacon,
  type DidSample,
  eventStudy,
  placebo,
  placeboTime,
  readSample,
  twfe,
  twfeWeights,
} from "../../src/did/index.js";
import { supT } from "../../src/math/index.js";
import { readTable, Table } from "../../src/table/index.js";
import {
  COEFFICIENT,
  type GoldenModel,
  golden,
  goldenPath,
  goldenTable,
  near,
  SE,
  STATISTIC,
} from "./golden.js";

const FILES = ["d01_staggered", "d02_no_never", "d03_unbalanced", "d05_always"];
/** The reference is itself a simulation, good to about 1e-3. */
const SUP_T = 2e-3;

async function sampleOf(file: string, spec: GoldenModel["spec"]): Promise<DidSample> {
  const effects: string[] = spec.fixed_effects ?? ["city", "year"];
  return readSample(await goldenTable(file), {
    outcome: "y",
    unit: "city",
    time: "year",
    first: "g",
    covariates: spec.covariates ?? [],
    cluster: spec.cluster ?? "city",
    fixedEffects: effects.map((e) => e.split("^")),
  });
}

function each(kind: string, check: (file: string, model: GoldenModel) => Promise<void>) {
  for (const file of FILES) {
    for (const model of golden(file).filter((m) => m.kind === kind)) {
      it(`${file} ${model.id}`, () => check(file, model));
    }
  }
}

describe("two-way fixed effects against R fixest", () => {
  each("twfe", async (file, { spec, results }) => {
    const fit = twfe(await sampleOf(file, spec));
    expect(fit.nobs).toBe(results.nobs);
    const k = fit.names.length;
    results.coefficients.forEach((c: { term: string; estimate: number; se: number }) => {
      const j = fit.names.indexOf(c.term);
      near(fit.coefficients[j]!, c.estimate, COEFFICIENT, c.term);
      near(Math.sqrt(fit.covariance.matrix[j * k + j]!), c.se, SE, c.term);
    });
    near(fit.r2!, results.r2, COEFFICIENT, "r2");
    near(fit.r2Adj!, results.r2_adj, COEFFICIENT, "r2Adj");
    near(fit.r2Within!, results.r2_within, COEFFICIENT, "r2Within");
    near(fit.rmse!, results.rmse, COEFFICIENT, "rmse");
  });
});

describe("event studies against R fixest", () => {
  each("event_study", async (file, { spec, results }) => {
    const sample = await sampleOf(file, spec);
    const bins = spec.bins === null ? {} : { bins: [spec.bins.low, spec.bins.high] as const };
    const fit = eventStudy(sample, bins);
    expect(fit.nobs).toBe(results.nobs);
    for (const e of results.event) {
      const own = fit.events.find((x) => x.time === e.rel)!;
      near(own.estimate, e.estimate, COEFFICIENT, `event ${e.rel}`);
      if (e.rel !== -1) near(own.se!, e.se, SE, `se ${e.rel}`);
    }
    const extra = fit.extra as Record<string, never>;
    expect(extra.alsoOmitted).toEqual(spec.also_omitted);
    near(fit.pretrend!.statistic, results.pretrend_test.F, STATISTIC, "pretrend");
    near(fit.pretrend!.p, results.pretrend_test.p_F, STATISTIC, "pretrend p");
    const post: { statistic: number } = extra.postTest!;
    near(post.statistic, results.post_test.F, STATISTIC, "post");
    const average: { estimate: number; se: number } = extra.averagePost!;
    near(average.estimate, results.average_post.estimate, COEFFICIENT, "average post");
    near(average.se, results.average_post.se, SE, "average post se");
    // The reference is normal; the fit's own band has its degrees of freedom.
    const { matrix }: { matrix: number[][] } = extra.covariance!;
    const normal = supT(Float64Array.from(matrix.flat()), matrix.length);
    expect(Math.abs(normal - results.sup_t.critical_value)).toBeLessThan(SUP_T);
    const critical: number = extra.supCritical!;
    expect(critical).toBeGreaterThan(normal);
    if (results.pretrend_test_without_binned_end !== undefined) {
      const inner: { statistic: number } = extra.pretrendWithoutBinnedEnd!;
      near(inner.statistic, results.pretrend_test_without_binned_end.F, STATISTIC, "inner");
    }
  });
});

describe("Goodman-Bacon against R bacondecomp", () => {
  each("bacon", async (file, { spec, results }) => {
    const found = bacon(await sampleOf(file, spec));
    expect(found.comparisons.length).toBe(results.comparisons.length);
    for (const c of results.comparisons) {
      const type = c.kind.replaceAll("_", "-");
      const other = c.untreated === 99999 ? "never" : c.untreated;
      const own = found.comparisons.find(
        (x) =>
          x.type === type &&
          ((x.treated === c.treated && x.control === other) ||
            (type === "both-treated" && x.treated === other && x.control === c.treated)),
      )!;
      near(own.weight, c.weight, COEFFICIENT, "weight");
      near(own.estimate, c.estimate, COEFFICIENT, "estimate");
    }
    near(found.twfe, results.twfe, COEFFICIENT, "twfe");
  });

  it("has weights that sum to one and rebuild the two-way estimate", async () => {
    for (const covariates of [[], ["gdp", "ind"]]) {
      const sample = await sampleOf("d01_staggered", { covariates });
      const found = bacon(sample);
      const total = found.comparisons.reduce((a, c) => a + c.weight, 0);
      const between = found.comparisons.reduce((a, c) => a + c.weight * c.estimate, 0);
      const omega = found.within?.weight ?? 0;
      expect(Math.abs(total - 1)).toBeLessThan(1e-10);
      const rebuilt = omega * (found.within?.estimate ?? 0) + (1 - omega) * between;
      expect(Math.abs(rebuilt - twfe(sample).coefficients[0]!)).toBeLessThan(1e-10);
    }
  });
});

describe("negative weights against R TwoWayFEWeights", () => {
  each("twfe_weights", async (file, { spec, results }) => {
    const found = twfeWeights(await sampleOf(file, spec));
    expect(found.positive.count).toBe(results.n_positive);
    expect(found.negative.count).toBe(results.n_negative);
    near(found.negative.sum, results.sum_negative, COEFFICIENT, "negative");
    near(found.estimate, results.beta_fe, COEFFICIENT, "beta");
    near(found.sigmaZero!, results.sigma_min_zero_effect, STATISTIC, "sigma");
    if (results.sigma_min_all_opposite === null) expect(found.sigmaOpposite).toBeNull();
    else near(found.sigmaOpposite!, results.sigma_min_all_opposite, STATISTIC, "opposite");
    for (const c of results.by_cohort_year) {
      const own = found.cells.find((x) => x.group === c.g && x.time === c.year)!;
      near(own.weight, c.weight, COEFFICIENT, `${c.g} ${c.year}`);
    }
  });
});

describe("placebo draws against R fixest", () => {
  for (const model of golden("d07_draws").filter((m) => m.kind === "placebo")) {
    if (model.spec.assignment === undefined) {
      it(`${model.id} shifts the dates`, async () => {
        const sample = await sampleOf("d01_staggered", { covariates: [] });
        for (const r of model.results) {
          const [own] = placeboTime(sample, [r.k], r.sample);
          near(own!.estimate, r.estimate, COEFFICIENT, `${r.k} ${r.sample}`);
          near(own!.se!, r.se, SE, `${r.k} ${r.sample} se`);
          expect(own!.nobs).toBe(r.nobs);
        }
      });
      continue;
    }
    it(`${model.id} gives each draw and the shares exactly`, async () => {
      const sample = await sampleOf("d01_staggered", { covariates: model.spec.covariates ?? [] });
      const table = await readTable(goldenPath(model.spec.assignment));
      const columns = table.names.slice(1).map((name) => table.number(name));
      const assignments = Array.from({ length: table.nrow }, (_, b) =>
        Float64Array.from(columns, (c) => c[b]!),
      );
      const mode = model.id.includes("mixed") ? "mixed" : "space";
      const found = placebo(sample, { mode, seed: 1, assignments });
      const { summary, draws } = model.results;
      found.draws.forEach((d, b) => {
        near(d.estimate, draws[b].estimate, COEFFICIENT, `draw ${b}`);
        near(d.se!, draws[b].se, SE, `se ${b}`);
        near(d.p!, draws[b].p, STATISTIC, `p ${b}`);
      });
      expect([found.pLeft, found.pRight, found.pTwoSided]).toEqual([
        summary.p_left,
        summary.p_right,
        summary.p_two_sided,
      ]);
      near(found.mean, summary.mean, STATISTIC, "mean");
      near(found.sd, summary.sd, STATISTIC, "sd");
    });
  }

  it("repeats by seed, and the first draws do not depend on how many are asked for", async () => {
    const sample = await sampleOf("d01_staggered", { covariates: [] });
    const few = placebo(sample, { mode: "mixed", draws: 5, seed: 3 });
    const more = placebo(sample, { mode: "mixed", draws: 8, seed: 3 });
    expect(more.draws.slice(0, 5)).toEqual(few.draws);
  });
});

describe("impossible designs are refused with the way out", () => {
  const panel = (first: readonly number[], skip = -1) => {
    const rows = first.flatMap((g, i) =>
      [2010, 2011, 2012, 2013].map((year) => ({
        city: i + 1,
        year,
        g,
        y: i + year * 0.1 + ((i * year) % 7),
      })),
    );
    const kept = rows.filter((_, i) => i !== skip);
    const column = (name: "city" | "year" | "g" | "y") => kept.map((r) => r[name]);
    return Table.of({ city: column("city"), year: column("year"), g: column("g"), y: column("y") });
  };
  const spec = { outcome: "y", unit: "city", time: "year", first: "g" };

  it("says that nobody is treated", () => {
    expect(() => readSample(panel([0, 0, 0]), spec)).toThrow(/no unit is treated/);
  });

  it("names the unit whose first treated time varies", () => {
    const table = panel([0, 2011]);
    const g = table.number("g").slice();
    g[5] = 2012;
    const bad = Table.of({
      city: table.number("city"),
      year: table.number("year"),
      g,
      y: table.number("y"),
    });
    expect(() => readSample(bad, spec)).toThrow(/unit 2 has more than one/);
  });

  it("refuses an unbalanced panel for Bacon and offers the balanced part", () => {
    const sample = readSample(panel([0, 0, 2011, 2012, 2012], 2), spec);
    expect(() => bacon(sample)).toThrow(/balanced sub-panel of the 4 units/);
    expect(bacon(sample, { balance: "units" }).units).toBe(4);
  });

  it("refuses treatment that is absorbed, and a reference nobody is seen at", () => {
    const sample = readSample(panel([2011, 2011, 2011]), spec);
    expect(() => twfe(sample)).toThrow(/cannot be told from the fixed effects/);
    const others = readSample(panel([0, 2012, 2011]), spec);
    expect(() => eventStudy(others, { reference: -9 })).toThrow(/relative time -9/);
  });
});
