import { solveLinear } from "../../math/index.js";
import { regress } from "../../regress/index.js";
import { numberColumn, Table, textColumn } from "../../table/index.js";
import { type City004, orderOf } from "./cities.js";
import type { ByPolicy, Settings004 } from "./settings.js";
import type { Splits004 } from "./splits.js";

/** The three policies of the paper, in its order. */
export const POLICIES = ["broadband", "clusters", "dual"] as const;

/** 0/1 by city-year of each policy, and the basis of the effects. */
export interface Paths004 {
  readonly dummies: Readonly<Record<(typeof POLICIES)[number], Float64Array>>;
  readonly others: Readonly<Record<string, Float64Array>>;
  /** Dummies that effects are paths of: broadband, clusters, dual by order of adoption. */
  readonly basis: readonly Float64Array[];
  /** How the effect of a city-year differs from the mean, 1 on average. */
  readonly share: Float64Array;
}

/** Policies by city-year, cities in blocks of years.   中文: 政策路径 */
export function paths004(
  settings: Settings004,
  cities: readonly City004[],
  splits: Splits004,
): Paths004 {
  const { first, last } = settings.years;
  const T = last - first + 1;
  const each = (value: (city: City004, year: number) => number): Float64Array =>
    Float64Array.from(
      cities.flatMap((c) => Array.from({ length: T }, (_, t) => value(c, first + t))),
    );
  const after = (year: number, start: number): number => (start > 0 && year >= start ? 1 : 0);
  const broadband = each((c, y) => after(y, c.broadband));
  const clusters = each((c, y) => after(y, c.clusters));
  const dual = broadband.map((v, i) => v * clusters[i]!);
  const { broadbandFirst, clustersFirst } = settings.planted.order;
  const weight = each((c) => {
    const order = orderOf(c);
    if (order === "broadband") return broadbandFirst;
    return order === "clusters" ? clustersFirst : (broadbandFirst + clustersFirst) / 2;
  });
  const names = Object.keys(settings.otherPolicies);
  return {
    dummies: { broadband, clusters, dual },
    others: Object.fromEntries(names.map((n) => [n, each((c, y) => after(y, c.others[n]!))])),
    basis: [broadband, clusters, dual.map((v, i) => v * weight[i]!)],
    share: heterogeneity(settings, cities, splits, T),
  };
}

/** 1 ± the share of each split, divided by the mean over all city-years. */
function heterogeneity(
  settings: Settings004,
  cities: readonly City004[],
  splits: Splits004,
  T: number,
): Float64Array {
  const { halves } = settings.planted;
  const sign = (on: number): number => (on === 1 ? 1 : -1);
  const raw = Float64Array.from({ length: cities.length * T }, (_, i) => {
    const city = cities[Math.floor(i / T)]!;
    return (
      1 -
      halves.resource * sign(city.resource) +
      halves.centre * sign(city.centre) +
      halves.large * sign(splits.large[i]!) +
      halves.soft * sign(splits.soft[i]!) -
      halves.overbid * sign(splits.overbid[i]!)
    );
  });
  const mean = raw.reduce((a, b) => a + b, 0) / raw.length;
  return raw.map((v) => v / mean);
}

/** What the separate regressions control for. */
export interface ModelColumns {
  readonly city: readonly string[];
  readonly year: readonly number[];
  readonly controls: readonly Float64Array[];
}

/**
 * The path of effects whose noise-free regressions, one policy at a time as in the paper, give the
 * printed coefficients where the effect is the mean one everywhere.   中文: 求解植入效应
 *
 * The policies overlap, so each coefficient mixes the three effects: with basis paths B, C, D the
 * coefficient on policy k is Σ_j a_kj β_j; the three β solve that system. Differences between
 * city-years, drawn without regard to the policies, are then put on top.
 */
export function solvePath(paths: Paths004, model: ModelColumns, wanted: ByPolicy): Float64Array {
  const table = new Table([
    textColumn("city", model.city),
    numberColumn("year", model.year),
    ...POLICIES.map((name) => numberColumn(name, paths.dummies[name])),
    ...model.controls.map((x, j) => numberColumn(`x${j + 1}`, x)),
    ...paths.basis.map((path, j) => numberColumn(`path${j + 1}`, path)),
  ]);
  const controls = model.controls.map((_, j) => ` + x${j + 1}`).join("");
  const coefficient = (policy: string, j: number): number =>
    regress(table, `path${j + 1} ~ ${policy}${controls} | city + year`, { vcov: { type: "iid" } })
      .coefficients[0]!;
  const a = POLICIES.flatMap((policy) => paths.basis.map((_, j) => coefficient(policy, j)));
  const right = POLICIES.map((policy) => wanted[policy]);
  const beta = solveLinear(Float64Array.from(a), POLICIES.length, Float64Array.from(right));
  return Float64Array.from(paths.basis[0]!, (_, i) =>
    paths.basis.reduce((sum, path, j) => sum + beta[j]! * path[i]! * paths.share[i]!, 0),
  );
}
