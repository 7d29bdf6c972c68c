import { cholesky, choleskySolve, crossProducts, twoSidedP } from "../../math/index.js";
import { isNested } from "../../regress/index.js";
import type { PlaceboDraw } from "../../result/index.js";
import { estimableCovariates } from "../sample/estimable.js";
import { fixestFactor } from "../sample/panel-ols.js";
import type { DidSample } from "../sample/sample.js";
import { sweepOf } from "../sample/sweep.js";
import { type FalseTreatment, momentsByUnit } from "./placebo-moments.js";

/** Estimate of the effect of a treatment path (first treated time by unit); null without variation. */
export type PlaceboEngine = (first: Float64Array) => PlaceboDraw | null;

/**
 * Estimates the effect of any treatment path on one sample, fast.   中文: 安慰剂检验的快速估计器
 *
 * y and the covariates are swept once. With unit and time effects (and clusters of whole units) a draw
 * then costs one pass over the rows (see `momentsByUnit`); otherwise the effects are swept out of each
 * draw.
 * Shapes    path: first treated time for each unit of the sample, ascending; 0 or infinite = never
 */
export function placeboEngine(sample: DidSample): PlaceboEngine {
  const s = inUnitOrder(sample);
  const { n, weights } = s;
  const sweep = sweepOf(s.effects, weights);
  const swept = s.X.map((x) => sweep.residual(x));
  const used = estimableCovariates(s, swept).kept.map((j) => swept[j]!);
  const k = used.length;
  const L = cholesky(crossProducts(used, weights ?? undefined), k);
  const X = rowMajor(used, n);
  const projected = (v: Float64Array): Float64Array => {
    const b = choleskySolve(L, k, products(X, k, v, weights));
    return v.map((x, i) => x - dotRow(X, k, i, b));
  };
  const y = projected(sweep.residual(s.y));
  const wy = weights === null ? y : y.map((v, i) => v * weights[i]!);
  const parts: FalseTreatment = { sample: s, X, k, wy, inner: L };
  const moments = isByUnit(s)
    ? momentsByUnit(parts)
    : momentsByRow(parts, (d) => sweep.residual(d));
  const factor = fixestFactor(s)(k + 1);
  const df = s.clusters - 1;
  const cross = new Float64Array(s.clusters);
  const squares = new Float64Array(s.clusters);
  return (first) => {
    cross.fill(0);
    squares.fill(0);
    moments(first.map(startOf), cross, squares);
    let xx = 0;
    let xy = 0;
    for (let c = 0; c < s.clusters; c++) {
      xx += squares[c]!;
      xy += cross[c]!;
    }
    if (!(xx > SMALLEST * n)) return null;
    const estimate = xy / xx;
    let meat = 0;
    for (let c = 0; c < s.clusters; c++) meat += (cross[c]! - estimate * squares[c]!) ** 2;
    const se = Math.sqrt(factor * meat) / xx;
    return { estimate, se, p: twoSidedP(estimate / se, df) };
  };
}

/** k columns as one array, the values of a row together. */
function rowMajor(columns: readonly Float64Array[], n: number): Float64Array {
  const k = columns.length;
  const out = new Float64Array(n * k);
  columns.forEach((x, j) => {
    for (let i = 0; i < n; i++) out[i * k + j] = x[i]!;
  });
  return out;
}

function dotRow(X: Float64Array, k: number, i: number, b: Float64Array): number {
  let v = 0;
  for (let j = 0; j < k; j++) v += X[i * k + j]! * b[j]!;
  return v;
}

function products(
  X: Float64Array,
  k: number,
  v: Float64Array,
  weights: Float64Array | null,
): Float64Array {
  const out = new Float64Array(k);
  if (k === 0) return out;
  for (let i = 0; i < v.length; i++) {
    const x = weights === null ? v[i]! : weights[i]! * v[i]!;
    for (let j = 0; j < k; j++) out[j]! += X[i * k + j]! * x;
  }
  return out;
}

/** Below this mean square a 0/1 column has no variation left beside the effects. */
const SMALLEST = 1e-12;

/** A first treated time of 0 means never, as in the column of the data. */
function startOf(first: number): number {
  return first === 0 ? Number.POSITIVE_INFINITY : first;
}

/** Unit and time are the only effects, and each cluster holds whole units. */
function isByUnit(s: DidSample): boolean {
  const names = s.effects.map((e) => e.name);
  const own = s.effects.find((e) => e.name === s.spec.unit);
  if (names.length !== 2 || own === undefined || !names.includes(s.spec.time)) return false;
  return isNested({ codes: own.codes, size: own.levels }, { codes: s.cluster, size: s.clusters });
}

/** The sample by unit and, in it, by period; codes stay as they are. */
function inUnitOrder(s: DidSample): DidSample {
  const order = Int32Array.from({ length: s.n }, (_, i) => i).sort(
    (a, b) => s.unit[a]! - s.unit[b]! || s.period[a]! - s.period[b]!,
  );
  const codes = (x: Int32Array) => order.map((i) => x[i]!);
  const numbers = (x: Float64Array) => Float64Array.from(order, (i) => x[i]!);
  return {
    ...s,
    rows: codes(s.rows),
    unit: codes(s.unit),
    period: codes(s.period),
    cluster: codes(s.cluster),
    y: numbers(s.y),
    X: s.X.map(numbers),
    effects: s.effects.map((e) => ({ ...e, codes: codes(e.codes) })),
    weights: s.weights === null ? null : numbers(s.weights),
  };
}

/** The same for any effects and clusters: the false treatment is swept like a regressor. */
function momentsByRow(
  { sample: s, X, k, wy, inner }: FalseTreatment,
  remove: (d: Float64Array) => Float64Array,
): ReturnType<typeof momentsByUnit> {
  const { n, weights, cluster } = s;
  const d = new Float64Array(n);
  return (start, cross, squares) => {
    for (let i = 0; i < n; i++) d[i] = s.periods[s.period[i]!]! >= start[s.unit[i]!]! ? 1 : 0;
    const rest = remove(d);
    const b = choleskySolve(inner, k, products(X, k, d, weights));
    for (let i = 0; i < n; i++) {
      const r = rest[i]! - dotRow(X, k, i, b);
      const c = cluster[i]!;
      squares[c]! += weights === null ? r * r : weights[i]! * r * r;
      cross[c]! += r * wy[i]!;
    }
  };
}
