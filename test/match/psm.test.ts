import { describe, expect, it } from "vitest";
import { effectAt, type PsmOptions, psmDid, readSample } from "../../src/did/index.js";
import { matchScores, scoreModel } from "../../src/match/index.js";
import type { Balance } from "../../src/result/index.js";
import { COEFFICIENT, golden, goldenTable, near, SE, STATISTIC } from "../did/golden.js";

const NAMES = ["gdp", "ind", "fdi", "gov", "edu"];

async function sampleOf() {
  return readSample(await goldenTable("d01_staggered"), {
    outcome: "y",
    unit: "city",
    time: "year",
    first: "g",
    covariates: NAMES,
  });
}

function optionsOf(spec: Record<string, never>): PsmOptions {
  const order: Record<string, "largest" | "smallest" | "data"> = {
    "highest score first": "largest",
    "lowest score first": "smallest",
    "order of rows": "data",
  };
  const common = spec.common_support === undefined ? {} : { support: "common" as const };
  if (spec.radius !== undefined) return { method: "radius", radius: spec.radius, ...common };
  if (spec.bandwidth !== undefined)
    return { method: "kernel", bandwidth: spec.bandwidth, ...common };
  return {
    ratio: spec.neighbours ?? 1,
    draw: spec.replacement === false ? order[spec.order!]! : "replacement",
    ...(spec.caliper === null ? {} : { caliper: spec.caliper! }),
    ...common,
  };
}

interface WantedRow {
  readonly variable: string;
  readonly [field: string]: number | string;
}

function checkBalance(
  found: Balance,
  wanted: { table: WantedRow[]; before: Record<string, number>; after: Record<string, number> },
) {
  for (const row of wanted.table) {
    const own = found.rows.find((r) => r.variable === row.variable)!;
    for (const side of ["before", "after"] as const) {
      near(
        own[side].meanControl,
        row[`mean_control_${side}`] as number,
        COEFFICIENT,
        `${row.variable} mean`,
      );
      near(
        own[side].bias,
        row[`bias_${side}`] as number,
        STATISTIC,
        `${row.variable} bias ${side}`,
      );
      near(own[side].t, row[`t_${side}`] as number, STATISTIC, `${row.variable} t ${side}`);
      near(
        own[side].varianceRatio,
        row[`variance_ratio_${side}`] as number,
        STATISTIC,
        `${row.variable} ratio ${side}`,
      );
    }
  }
  for (const side of ["before", "after"] as const) {
    near(found[side].pseudoR2!, wanted[side].pseudo_r2!, STATISTIC, `pseudo-R² ${side}`);
    near(found[side].lr!, wanted[side].lr_chi2!, STATISTIC, `LR ${side}`);
    near(found[side].meanBias, wanted[side].mean_abs_bias!, STATISTIC, `mean bias ${side}`);
    near(found[side].medianBias, wanted[side].median_abs_bias!, STATISTIC, `median bias ${side}`);
  }
}

describe("propensity score against R glm", () => {
  it("gives coefficients, likelihood and scores", async () => {
    const s = await sampleOf();
    const { results } = golden("d06_psm").find((m) => m.id === "logit")!;
    const at = s.periods.indexOf(2013);
    const rows = Array.from({ length: s.n }, (_, i) => i).filter((i) => s.period[i] === at);
    const D = Float64Array.from(rows, (i) => (Number.isFinite(s.first[s.unit[i]!]!) ? 1 : 0));
    const X = [
      new Float64Array(rows.length).fill(1),
      ...s.X.map((x) => Float64Array.from(rows, (i) => x[i]!)),
    ];
    const model = scoreModel(D, X);
    results.coefficients.forEach((c: { estimate: number; se: number }, j: number) => {
      near(model.coefficients[j]!, c.estimate, COEFFICIENT, `b${j}`);
      near(model.se[j]!, c.se, SE, `se${j}`);
    });
    near(model.logLikelihood, results.log_likelihood, COEFFICIENT, "log likelihood");
    near(model.pseudoR2, results.pseudo_r2, COEFFICIENT, "pseudo-R²");
    results.pscore.forEach((p: { pscore: number }, i: number) => {
      near(model.scores[i]!, p.pscore, COEFFICIENT, `score ${i}`);
    });
  });
});

describe("matching at one period, its balance, and difference in differences on the matched sample", () => {
  for (const { id, kind, spec, results } of golden("d06_psm")) {
    if (kind !== "matching") continue;
    it(id, async () => {
      const s = await sampleOf();
      const options = { ...optionsOf(spec), when: 2013 };
      const found = psmDid(s, options);
      expect(found.offSupport).toBe(results.off_support_treated);
      const weights = new Map(
        results.weights.map((w: { city: number; weight: number }) => [w.city, w.weight]),
      );
      s.unit.forEach((u, i) => {
        near(
          found.weights[i]!,
          Number(weights.get(Number(s.unitLevels[u])) ?? 0),
          COEFFICIENT,
          `city ${s.unitLevels[u]}`,
        );
      });
      for (const m of results.matches ?? []) {
        const own = found.pairs.find((p) => p.treated === String(m.treated))!;
        expect([...own.controls].sort()).toEqual(String(m.controls).split(" ").sort());
        near(own.distance, m.distance, STATISTIC, "distance");
      }
      checkBalance(found.balance!, results.balance);
      const change = new Map<number, number>();
      s.unit.forEach((u, i) => {
        const year = s.periods[s.period[i]!]!;
        const sign = year === 2018 ? 1 : year === 2013 ? -1 : 0;
        change.set(u, (change.get(u) ?? 0) + sign * s.y[i]!);
      });
      const effect = effectAt(s, 2013, (u) => change.get(u)!, options);
      near(effect.att, results.att, COEFFICIENT, "att");
      near(effect.se, results.se, SE, "se");
      expect(effect.controls).toBe(results.n_controls_used);
      const { weighted_covariates: weighted, matched_sample_unweighted_covariates: plain } =
        results.psm_did;
      near(found.fit.coefficients[0]!, weighted.estimate, COEFFICIENT, "weighted");
      near(Math.sqrt(found.fit.covariance.matrix[0]!), weighted.se, SE, "weighted se");
      const unweighted = psmDid(s, { ...options, weighting: "none" }).fit;
      near(unweighted.coefficients[0]!, plain.estimate, COEFFICIENT, "unweighted");
      near(Math.sqrt(unweighted.covariance.matrix[0]!), plain.se, SE, "unweighted se");
    });
  }
});

describe("matching of all rows, pooled and year by year", () => {
  for (const { id, kind, spec, results } of golden("d06_psm")) {
    if (kind !== "psm_did") continue;
    it(id, async () => {
      const s = await sampleOf();
      const form = id.replace(/^(pooled|year)_/, "");
      const options: Record<string, PsmOptions> = {
        nn1: {},
        nn1_caliper: { caliper: 0.05 },
        nn4: { ratio: 4 },
        radius: { method: "radius", radius: 0.05 },
        kernel: { method: "kernel" },
      };
      const when = id.startsWith("year") ? "year" : "pooled";
      const found = psmDid(s, { ...options[form], when });
      const table = await goldenTable("d06_psm_rows");
      const wanted = table.number(spec.weights_column);
      const place = new Map<string, number>();
      table.number("city").forEach((c, i) => {
        place.set(`${c} ${table.number("year")[i]}`, i);
      });
      for (let i = 0; i < s.n; i++) {
        const at = place.get(`${s.unitLevels[s.unit[i]!]} ${s.periods[s.period[i]!]}`)!;
        near(found.weights[i]!, wanted[at]!, COEFFICIENT, `row ${i}`);
      }
      near(
        found.fit.coefficients[0]!,
        results.weighted_covariates.estimate,
        COEFFICIENT,
        "weighted",
      );
      near(Math.sqrt(found.fit.covariance.matrix[0]!), results.weighted_covariates.se, SE, "se");
      expect(found.fit.nobs).toBe(results.weighted_covariates.nobs);
      if (results.balance !== undefined) checkBalance(found.balance!, results.balance);
    });
  }
});

describe("other ways to comparable groups", () => {
  it("balances means exactly by entropy balancing", async () => {
    const found = psmDid(await sampleOf(), { kind: "entropy" });
    for (const row of found.balance!.rows) expect(Math.abs(row.after.bias)).toBeLessThan(1e-5);
    expect(found.fit.coefficients[0]).toBeGreaterThan(0.05);
  });

  it("matches each cohort before it starts by default", async () => {
    const found = psmDid(await sampleOf());
    expect(found.pairs.length + found.offSupport).toBe(106);
    expect(found.warnings.map((w) => w.code)).not.toContain("match/changing-partners");
  });

  it("refuses one group, and a caliper that nobody meets", () => {
    const score = Float64Array.of(0.2, 0.4, 0.6);
    expect(() => matchScores(score, [1, 1, 1])).toThrow(/both groups/);
    expect(() => matchScores(score, [1, 0, 0], { caliper: 0.01 })).toThrow(/found a partner/);
  });
});
