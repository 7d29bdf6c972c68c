import {
  choleskyInOrder,
  choleskyInverse,
  choleskySolve,
  crossProducts,
  twoSidedP,
} from "../math/index.js";
import type { PlaceboDraw } from "../result/index.js";
import { fixestFactor } from "./panel-ols.js";
import type { DidSample } from "./sample.js";
import { sweepOf } from "./sweep.js";

/** Estimate of the effect of a treatment path (first treated time by unit); null without variation. */
export type PlaceboEngine = (first: Float64Array) => PlaceboDraw | null;

/** The false treatment of a path without the fixed effects, and its products with the covariates. */
interface FalseTreatment {
  /** The array is used again by the next path. */
  residual(first: Float64Array): Float64Array;
  /** X′d of the path whose residual was taken last. */
  products(): Float64Array;
}

/**
 * Estimates the effect of any treatment path on one sample, fast.   中文: 安慰剂检验的快速估计器
 *
 * y and the covariates are swept once. With unit and time effects a draw then costs two passes over
 * the rows: sums kept from each row to the end of its unit give means and products with the
 * covariates, one product with the inverse of the T × T system of the periods the period effects, and sums of squares and products by cluster, from which estimate and standard error
 * follow. Other fixed effects are swept out of each draw.
 * Shapes    path: first treated time for each unit of the sample, ascending; 0 or infinite = never
 */
export function placeboEngine(sample: DidSample): PlaceboEngine {
  const s = inUnitOrder(sample);
  const { n, weights } = s;
  const sweep = sweepOf(s.effects, weights);
  const w = weights ?? undefined;
  const swept = s.X.map((x) => sweep.residual(x));
  const { kept, L } = choleskyInOrder(crossProducts(swept, w), swept.length);
  const k = kept.length;
  const X = rowMajor(
    kept.map((j) => swept[j]!),
    n,
  );
  const projected = (v: Float64Array): Float64Array => {
    const b = choleskySolve(L, k, products(X, k, v, weights));
    return v.map((x, i) => x - dotRow(X, k, i, b));
  };
  const y = projected(sweep.residual(s.y));
  const wy = weights === null ? y : y.map((v, i) => v * weights[i]!);
  const treatment = hasUnitAndTime(s)
    ? unitTimeTreatment(s, X, k)
    : sweptTreatment(s, X, k, (d) => sweep.residual(d));
  const factor = fixestFactor(s)(k + 1);
  const df = s.clusters - 1;
  const { cluster } = s;
  const cross = new Float64Array(s.clusters);
  const squares = new Float64Array(s.clusters);
  return (first) => {
    const rest = treatment.residual(first);
    const b = choleskySolve(L, k, treatment.products());
    cross.fill(0);
    squares.fill(0);
    for (let i = 0; i < n; i++) {
      const r = rest[i]! - dotRow(X, k, i, b);
      const c = cluster[i]!;
      squares[c]! += weights === null ? r * r : weights[i]! * r * r;
      cross[c]! += r * wy[i]!;
    }
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

function hasUnitAndTime(s: DidSample): boolean {
  const names = s.effects.map((e) => e.name);
  return names.length === 2 && names.includes(s.spec.unit) && names.includes(s.spec.time);
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

function sweptTreatment(
  s: DidSample,
  X: Float64Array,
  k: number,
  remove: (d: Float64Array) => Float64Array,
): FalseTreatment {
  const d = new Float64Array(s.n);
  return {
    residual: (first) => {
      for (let i = 0; i < s.n; i++) {
        d[i] = s.periods[s.period[i]!]! >= startOf(first[s.unit[i]!]!) ? 1 : 0;
      }
      return remove(d);
    },
    products: () => products(X, k, d, s.weights),
  };
}

function unitTimeTreatment(s: DidSample, X: Float64Array, k: number): FalseTreatment {
  const { n, period } = s;
  const U = s.unitLevels.length;
  const T = s.periods.length;
  const w = s.weights ?? new Float64Array(n).fill(1);
  const time = Float64Array.from(period, (p) => s.periods[p]!);
  const start = new Int32Array(U + 1);
  for (const u of s.unit) start[u + 1]!++;
  for (let u = 0; u < U; u++) start[u + 1]! += start[u]!;
  // Sums of w and w·x from a row to the end of its unit: those of a treatment that begins there.
  const after = new Float64Array(n + U);
  const productsAfter = new Float64Array((n + U) * k);
  for (let u = 0; u < U; u++) {
    for (let i = start[u + 1]! - 1; i >= start[u]!; i--) {
      after[i + u] = after[i + u + 1]! + w[i]!;
      for (let j = 0; j < k; j++) {
        productsAfter[(i + u) * k + j] =
          productsAfter[(i + u + 1) * k + j]! + w[i]! * X[i * k + j]!;
      }
    }
  }
  const total = Float64Array.from({ length: U }, (_, u) => after[start[u]! + u]!);
  const { kept, inverse } = periodSystem(s, w, start, total);
  const m = kept.length;
  const from = new Int32Array(U);
  const right = new Float64Array(T);
  const beta = new Float64Array(T);
  const out = new Float64Array(n);
  const residual = (first: Float64Array): Float64Array => {
    right.fill(0);
    for (let u = 0; u < U; u++) {
      const g = startOf(first[u]!);
      const end = start[u + 1]!;
      let at = start[u]!;
      while (at < end && time[at]! < g) at++;
      from[u] = at;
      if (at === end) continue;
      const mean = after[at + u]! / total[u]!;
      for (let i = start[u]!; i < at; i++) right[period[i]!]! -= mean * w[i]!;
      for (let i = at; i < end; i++) right[period[i]!]! += (1 - mean) * w[i]!;
    }
    for (let i = 0; i < m; i++) {
      let v = 0;
      for (let j = 0; j < m; j++) v += inverse[i * m + j]! * right[kept[j]!]!;
      beta[kept[i]!] = v;
    }
    for (let u = 0; u < U; u++) {
      const end = start[u + 1]!;
      const at = from[u]!;
      let level = -after[at + u]!;
      for (let i = start[u]!; i < end; i++) level += w[i]! * beta[period[i]!]!;
      level /= total[u]!;
      for (let i = start[u]!; i < at; i++) out[i] = level - beta[period[i]!]!;
      for (let i = at; i < end; i++) out[i] = 1 + level - beta[period[i]!]!;
    }
    return out;
  };
  return {
    residual,
    products: () => {
      const sum = new Float64Array(k);
      if (k === 0) return sum;
      for (let u = 0; u < U; u++) {
        const at = (from[u]! + u) * k;
        for (let j = 0; j < k; j++) sum[j]! += productsAfter[at + j]!;
      }
      return sum;
    },
  };
}

/** Inverse of diag(w_t) − Σ_u w_u w_u′ / Σw_u: the periods once the units are eliminated. */
function periodSystem(s: DidSample, w: Float64Array, start: Int32Array, total: Float64Array) {
  const T = s.periods.length;
  const system = new Float64Array(T * T);
  for (let u = 0; u < total.length; u++) {
    for (let i = start[u]!; i < start[u + 1]!; i++) {
      const p = s.period[i]!;
      system[p * T + p]! += w[i]!;
      for (let j = start[u]!; j < start[u + 1]!; j++) {
        system[p * T + s.period[j]!]! -= (w[i]! * w[j]!) / total[u]!;
      }
    }
  }
  const { kept, L } = choleskyInOrder(system, T);
  return { kept, inverse: choleskyInverse(L, kept.length) };
}
