import { describe, expect, it } from "vitest";
import { interactiveEffects } from "../../src/regress/index.js";
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
