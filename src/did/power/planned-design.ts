import { createRng } from "../../base/index.js";
import { didError } from "../errors.js";
import { clockOf } from "../sample/clock.js";
import { firstPeriods } from "../sample/first-years.js";
import type { DidSample } from "../sample/sample.js";

/** A design before there are data: who is treated when, how large the effect, how noisy.   中文: 计划的设计 */
export interface PlannedDesign {
  readonly units: number;
  /** Ascending. */
  readonly periods: readonly number[];
  /** Units first treated in each of these periods; the others never are. */
  readonly cohorts: readonly { readonly first: number; readonly units: number }[];
  /** Effect by periods since the start; the last one stays. */
  readonly effect: readonly number[];
  /** What multiplies the effect of a cohort. Default 1. */
  readonly effectByCohort?: Readonly<Record<number, number>>;
  /** Standard deviation of the errors and their first-order autocorrelation. */
  readonly errors: { readonly sd: number; readonly rho: number };
  /** Standard deviation of unit effects. Default 1. */
  readonly unitSd?: number;
  /**
   * Clusters above the unit, dealt out in turn inside each cohort, and the share of the error
   * variance that is common to a cluster; errors are then clustered there.
   */
  readonly clusters?: { readonly count: number; readonly share: number };
}

/**
 * Refuses a design that cannot be drawn.   中文: 检查计划的设计
 *
 * Errors    did/bad-design
 */
export function checkDesign(d: PlannedDesign): void {
  const refuse = (field: string, found: string, expected: string) => {
    throw didError("bad-design", { field, found, expected });
  };
  const treated = d.cohorts.reduce((a, c) => a + c.units, 0);
  const T = d.periods.length;
  if (T < 2) refuse("years", `${T} periods`, "at least two periods");
  if (d.cohorts.length === 0) refuse("cohorts", "none", "at least one cohort");
  if (treated > d.units) refuse("cohorts", `${treated} treated units`, `at most ${d.units}`);
  for (const { first, units } of d.cohorts) {
    if (!(first > d.periods[0]! && first <= d.periods[T - 1]!)) {
      refuse(
        "cohorts",
        String(first),
        `a year after ${d.periods[0]} and not after ${d.periods[T - 1]}`,
      );
    }
    if (!(Number.isInteger(units) && units > 0)) refuse("cohorts", `${units} units`, "1 or more");
  }
  if (d.effect.length === 0) refuse("effect", "none", "a number, or one for each year since");
  if (!(Math.abs(d.errors.rho) < 1)) refuse("errors.rho", String(d.errors.rho), "between −1 and 1");
  if (!(d.errors.sd > 0)) refuse("errors.sd", String(d.errors.sd), "a positive number");
  const { clusters } = d;
  if (clusters === undefined) return;
  if (!(clusters.share >= 0 && clusters.share < 1)) {
    refuse("clusters.share", String(clusters.share), "from 0 to below 1");
  }
  if (!(clusters.count >= 2 && clusters.count <= d.units)) {
    refuse("clusters.count", String(clusters.count), `from 2 to ${d.units}`);
  }
}

/**
 * One panel of a planned design.   中文: 按计划的设计抽取一个面板
 *
 * y = unit effect + 0.1·t + effect + error, errors stationary AR(1) of the unit and, with `share`, of
 * its cluster. Draw b has a stream of its own, so a design gives the same panels at any number of
 * threads. `none` leaves errors out: what an estimator finds there is what it aims at.
 * @example drawDesign(plan, 2026, 0).n
 */
export function drawDesign(
  d: PlannedDesign,
  seed: number,
  draw: number,
  errors: "drawn" | "none" = "drawn",
): DidSample {
  const rng = createRng(seed, draw);
  const T = d.periods.length;
  const n = d.units * T;
  const first = new Float64Array(d.units).fill(Number.POSITIVE_INFINITY);
  let at = 0;
  for (const c of d.cohorts) {
    first.fill(c.first, at, at + c.units);
    at += c.units;
  }
  const count = d.clusters?.count ?? d.units;
  const share = d.clusters?.share ?? 0;
  const sd = errors === "none" ? 0 : d.errors.sd;
  const series = (scale: number) => {
    const out = new Float64Array(T);
    let e = rng.normal();
    for (let t = 0; t < T; t++) {
      if (t > 0) {
        e = d.errors.rho * e + Math.sqrt(1 - d.errors.rho ** 2) * rng.normal();
      }
      out[t] = scale * e;
    }
    return out;
  };
  const common =
    d.clusters === undefined
      ? null
      : Array.from({ length: count }, () => series(sd * Math.sqrt(share)));
  const unit = new Int32Array(n);
  const period = new Int32Array(n);
  const cluster = new Int32Array(n);
  const y = new Float64Array(n);
  for (let u = 0; u < d.units; u++) {
    const level = (d.unitSd ?? 1) * rng.normal();
    const own = series(sd * Math.sqrt(1 - share));
    const c = u % count;
    const shared = common?.[c];
    for (let t = 0; t < T; t++) {
      const i = u * T + t;
      unit[i] = u;
      period[i] = t;
      cluster[i] = c;
      y[i] = level + 0.1 * t + effectAt(d, first[u]!, t) + own[t]! + (shared?.[t] ?? 0);
    }
  }
  const clock = clockOf(d.periods);
  return {
    spec: { outcome: "y", unit: "unit", time: "time", first: "first" },
    n,
    rows: Int32Array.from({ length: n }, (_, i) => i),
    unit,
    unitLevels: Array.from({ length: d.units }, (_, u) => u),
    period,
    periods: d.periods,
    clock,
    first: firstPeriods(clock, first),
    firstYear: first,
    excluded: { units: 0, rows: 0 },
    y,
    X: [],
    covariates: [],
    effects: [
      { name: "unit", codes: unit, levels: d.units },
      { name: "time", codes: period, levels: T },
    ],
    cluster,
    clusterName: d.clusters === undefined ? "unit" : "cluster",
    clusters: count,
    weights: null,
    missing: 0,
    warnings: [],
  };
}

/** Mean of the true effects over all treated cells: the average effect on the treated. */
export function averageOfEffects(d: PlannedDesign): number {
  let sum = 0;
  let cells = 0;
  for (const c of d.cohorts) {
    d.periods.forEach((time, t) => {
      if (time < c.first) return;
      sum += c.units * effectAt(d, c.first, t);
      cells += c.units;
    });
  }
  return sum / cells;
}

/** The effect in a period; years since the start are counted in periods of the design. */
function effectAt(d: PlannedDesign, first: number, t: number): number {
  if (!(d.periods[t]! >= first)) return 0;
  let start = 0;
  while (d.periods[start]! < first) start++;
  const since = Math.min(t - start, d.effect.length - 1);
  return d.effect[since]! * (d.effectByCohort?.[first] ?? 1);
}
