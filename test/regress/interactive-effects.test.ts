import { describe, expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import { interactiveEffects, regress } from "../../src/regress/index.js";
import { solveFactorModel } from "../../src/regress/interactive-effects-solve.js";
import { Panel, Table } from "../../src/table/index.js";
import { deviation, readCase } from "./golden.js";

const { golden, table } = readCase("c07_interactive_fe");
const panel = new Panel(table, { unit: "city", time: "year" });

function estimate(id: string, vcov: "iid" | "hc1" | "cluster" = "iid") {
  const m = golden.models.find((each) => each.id === id)!;
  const effects = m.spec.fixed_effects.length > 0 ? " | city + year" : "";
  return interactiveEffects(panel, `y ~ x1 + x2 + did${effects}`, {
    factors: (m.spec as unknown as { n_factors: number }).n_factors,
    vcov: vcov === "cluster" ? { type: "cluster", cluster: ["city"] } : { type: vcov },
    ...(vcov === "iid" ? {} : { ssc: "none" as const }),
    ...(m.spec.subset === null ? {} : { where: m.spec.subset }),
  });
}

describe("agrees with R (golden c07)", () => {
  for (const m of golden.models) {
    it(m.id, () => {
      const fit = estimate(m.id);
      const { results } = m;
      expect(fit.nobs).toBe(results.nobs);
      const extra = fit.extra as Record<string, number>;
      expect(deviation(extra.ssr!, results.fit.ssr)).toBeLessThan(1e-12);
      fit.tidy().forEach((row, j) => {
        const e = results.coefficients[j];
        expect(row.name).toBe(e.term);
        expect(deviation(row.estimate, e.estimate)).toBeLessThan(1e-9);
        if (e.se !== undefined) expect(deviation(row.se, e.se)).toBeLessThan(1e-8);
      });
      if (results.fit.sigma2 === undefined) return;
      expect(deviation(extra.sigma2!, results.fit.sigma2)).toBeLessThan(1e-12);
      const robust = estimate(m.id, "hc1").tidy();
      const clustered = estimate(m.id, "cluster").tidy();
      robust.forEach((row, j) => {
        expect(deviation(row.se, results.extra.se_hc0[j])).toBeLessThan(1e-8);
        const byCity = results.extra.se_cluster_city_no_factor[j];
        expect(deviation(clustered[j]!.se, byCity)).toBeLessThan(1e-8);
      });
    });
  }
});

it("the common component does not depend on the signs of the factors", () => {
  const m = golden.models.find((each) => each.id === "ife_none_r2")!;
  const { factorValues, loadings } = estimate("ife_none_r2").extra as {
    factorValues: number[][];
    loadings: number[][];
  };
  m.results.extra.common_component_first_city.forEach((value: number, t: number) => {
    const own = factorValues[t]!.reduce((s, f, l) => s + f * loadings[0]![l]!, 0);
    expect(own).toBeCloseTo(value, 8);
  });
});

it("no factors give the fixed-effects estimate; the criterion finds the planted number", () => {
  const none = interactiveEffects(panel, "y ~ x1 + x2 | city + year", {
    factors: 0,
    vcov: { type: "iid" },
  });
  expect(none.extra!.factors).toBe(0);
  const auto = interactiveEffects(panel, "y ~ x1 + x2 + did", {
    factors: "auto",
    maxFactors: 4,
    vcov: { type: "iid" },
  });
  const choice = auto.extra!.choice as { factors: number; ssr: number }[];
  expect(choice.map((c) => c.factors)).toEqual([0, 1, 2, 3, 4]);
  expect(choice.every((c, i) => i === 0 || c.ssr < choice[i - 1]!.ssr)).toBe(true);
  expect(auto.extra!.factors).toBeGreaterThanOrEqual(2);
});

it("row order changes nothing", () => {
  const order = Array.from({ length: table.nrow }, (_, i) => (i * 7) % table.nrow);
  const shuffled = new Panel(table.take(order), { unit: "city", time: "year" });
  const a = estimate("ife_twoways_r1").coefficients;
  const b = interactiveEffects(shuffled, "y ~ x1 + x2 + did | city + year", {
    factors: 1,
    vcov: { type: "iid" },
  }).coefficients;
  a.forEach((v, j) => {
    expect(deviation(b[j]!, v)).toBeLessThan(1e-9);
  });
});

describe("bad input", () => {
  it("says what is missing or too much", () => {
    const iid = { vcov: { type: "iid" } } as const;
    expect(() => interactiveEffects(table, "y ~ x1", { factors: 1, ...iid })).toThrow(/panel/);
    expect(() => interactiveEffects(panel, "y ~ x1", { factors: 40, ...iid })).toThrow(/Give 0 to/);
    expect(() => interactiveEffects(panel, "y ~ x1 | city^year", { factors: 1, ...iid })).toThrow(
      /other effects/,
    );
    const fixed = new Panel(
      table.withColumns([
        { kind: "number", name: "flat", values: table.number("city").map((v) => v * 2) } as never,
      ]),
      { unit: "city", time: "year" },
    );
    const fit = interactiveEffects(fixed, "y ~ x1 + flat | city", { factors: 1, ...iid });
    expect(fit.dropped.collinear).toEqual(["flat"]);
    const tiny = new Panel(
      Table.of({ u: [1, 1, 2, 2], t: [1, 2, 1, 2], y: [1, 2, 3, 5], x: [1, 0, 2, 1] }),
      {
        unit: "u",
        time: "t",
      },
    );
    expect(() => interactiveEffects(tiny, "y ~ x", { factors: 1, ...iid })).toThrow(/factors/);
  });
});

describe("unbalanced panels", () => {
  const { y, x, unit, time } = simulated(60, 9);

  it.each(["none", "unit", "time", "two-way"] as const)(
    "%s: another EM pass moves nothing",
    (a) => {
      for (const r of [0, 1, 2]) {
        const panel = { y, columns: [x], unit, time, N: 60, T: 9 };
        const found = solveFactorModel(panel, r, a);
        // At a minimum the residuals are orthogonal to what the structure can absorb to first order.
        const slope = x.reduce((s, v, i) => s + v * found.residuals[i]!, 0);
        expect(Math.abs(slope)).toBeLessThan(1e-9);
        for (let l = 0; l < r; l++) {
          const byUnit = new Float64Array(60);
          const byTime = new Float64Array(9);
          found.residuals.forEach((e, i) => {
            byUnit[unit[i]!]! += e * found.F[time[i]! * r + l]!;
            byTime[time[i]!]! += e * found.loadings[unit[i]! * r + l]!;
          });
          expect(Math.max(...[...byUnit, ...byTime].map(Math.abs))).toBeLessThan(1e-8);
        }
      }
    },
  );

  it("units and periods may change places", () => {
    const panel = { y, columns: [x], unit, time, N: 60, T: 9 };
    const turned = { y, columns: [x], unit: time, time: unit, N: 9, T: 60 };
    for (const [a, b] of [
      ["none", "none"],
      ["unit", "time"],
      ["two-way", "two-way"],
    ] as const) {
      const one = solveFactorModel(panel, 1, a);
      const other = solveFactorModel(turned, 1, b);
      expect(deviation(other.beta[0]!, one.beta[0]!)).toBeLessThan(1e-10);
      expect(deviation(other.ssr, one.ssr)).toBeLessThan(1e-12);
    }
  });

  it("no factors: the fixed-effects estimate", () => {
    const rows = Table.of({ y: [...y], x: [...x], u: [...unit], t: [...time] });
    const { coefficients } = regress(rows, "y ~ x | u + t", { vcov: { type: "iid" } });
    const own = solveFactorModel({ y, columns: [x], unit, time, N: 60, T: 9 }, 0, "two-way");
    expect(deviation(own.beta[0]!, coefficients[0]!)).toBeLessThan(1e-10);
  });
});

describe("a small panel with gaps, where the least squares may lie at infinity", () => {
  it.each([
    [2, "unit", 1],
    [18, "two-way", 2],
  ] as const)("seed %i, %s: %i factors fit no worse than one less", (seed, additive, r) => {
    const panel = gappy(seed);
    const [fewer, found] = [r - 1, r].map((n) => solveFactorModel(panel, n, additive));
    expect(found!.ssr).toBeLessThan(fewer!.ssr);
    expect(Math.abs(found!.beta[0]! - 1)).toBeLessThan(0.5);
  });
});

it("says where the passes ran out before the estimates came to rest", () => {
  const { y, columns, unit, time } = gappy(18);
  const rows = Table.of({ y: [...y], x: [...columns[0]!], u: [...unit], t: [...time] });
  const panel = new Panel(rows, { unit: "u", time: "t" });
  const codes = (factors: number) =>
    interactiveEffects(panel, "y ~ x | u + t", { factors, vcov: { type: "iid" } }).warnings.map(
      (w) => w.code,
    );
  expect(codes(2)).toContain("regress/ife-unsettled");
  expect(codes(1)).toContain("regress/ife-unbalanced");
  expect(codes(1)).not.toContain("regress/ife-unsettled");
});

/** Twelve units, eight periods, two factors, a fifth of the cells missing. */
function gappy(seed: number) {
  const rng = createRng(seed, 1);
  const normal = () =>
    Math.sqrt(-2 * Math.log(rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform());
  const [N, T] = [12, 8];
  const loadings = Array.from({ length: N * 2 }, normal);
  const factors = Array.from({ length: T * 2 }, normal);
  const rows: { y: number; x: number; unit: number; time: number }[] = [];
  for (let i = 0; i < N; i++) {
    for (let t = 0; t < T; t++) {
      const first = loadings[i]! * factors[t]!;
      const x = normal() + first;
      if (normal() > 0.8) continue;
      const second = loadings[N + i]! * factors[T + t]!;
      const y = x + first + second + 0.8 * normal() + i * 0.3 + t * 0.5;
      rows.push({ y, x, unit: i, time: t });
    }
  }
  return {
    y: Float64Array.from(rows, (row) => row.y),
    columns: [Float64Array.from(rows, (row) => row.x)],
    unit: Int32Array.from(rows, (row) => row.unit),
    time: Int32Array.from(rows, (row) => row.time),
    N,
    T,
  };
}

/** Two unit effects, one factor, a fifth of the cells missing; the same numbers every time. */
function simulated(N: number, T: number) {
  let state = 7;
  const uniform = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648 - 0.5;
  };
  const factors = Float64Array.from({ length: T }, () => 2 * uniform());
  const rows: { y: number; x: number; unit: number; time: number }[] = [];
  for (let i = 0; i < N; i++) {
    const [effect, loading] = [uniform(), 1 + uniform()];
    for (let t = 0; t < T; t++) {
      const x = uniform() + 0.3 * loading * factors[t]!;
      const y = effect + 0.1 * t + loading * factors[t]! + 0.5 * x + 0.3 * uniform();
      if (uniform() > -0.3) rows.push({ y, x, unit: i, time: t });
    }
  }
  return {
    y: Float64Array.from(rows, (row) => row.y),
    x: Float64Array.from(rows, (row) => row.x),
    unit: Int32Array.from(rows, (row) => row.unit),
    time: Int32Array.from(rows, (row) => row.time),
  };
}
