import { choleskyInOrder, choleskyInverse, choleskySolve } from "../../math/index.js";
import type { DidSample } from "../sample/sample.js";

/** What a draw is regressed with. */
export interface FalseTreatment {
  /** Rows by unit and, in it, by period. */
  readonly sample: DidSample;
  /** Covariates without the effects, the k values of a row together. */
  readonly X: Float64Array;
  readonly k: number;
  /** Weight times the outcome without effects and covariates. */
  readonly wy: Float64Array;
  /** Cholesky factor of X′WX. */
  readonly inner: Float64Array;
}

/**
 * Adds, by cluster, the products of the residual false treatment with the outcome and with itself.
 *
 * `start`: first treated time of each unit, infinite = never.
 */
export type Moments = (start: Float64Array, cross: Float64Array, squares: Float64Array) => void;

/**
 * Moments of a false treatment with unit and time effects, unit by unit.   中文: 按单位计算虚假处理的矩
 *
 * The residual is (d − d̄) − (h − h̄) with h the fitted period effects and covariates, bars the unit's
 * means. All that has d in it is a sum from the first treated row to the end of the unit, made once:
 * a draw costs one pass for Σwh, Σwh² and Σwyh. The period effects come from one product with the
 * inverse of the T × T system that is left once the units are eliminated.
 */
export function momentsByUnit({ sample: s, X, k, wy, inner }: FalseTreatment): Moments {
  const { n, period, cluster } = s;
  const U = s.unitLevels.length;
  const T = s.periods.length;
  const w = s.weights ?? new Float64Array(n).fill(1);
  const time = Float64Array.from(period, (p) => s.periods[p]!);
  const begin = new Int32Array(U + 1);
  for (const u of s.unit) begin[u + 1]!++;
  for (let u = 0; u < U; u++) begin[u + 1]! += begin[u]!;
  const weightAfter = sumsAfter(w, 1, begin);
  const outcomeAfter = sumsAfter(wy, 1, begin);
  const weighted = s.weights === null ? X : X.map((x, at) => x * w[Math.floor(at / k)]!);
  const covariatesAfter = sumsAfter(weighted, k, begin);
  const total = Float64Array.from({ length: U }, (_, u) => weightAfter[begin[u]! + u]!);
  const { kept, inverse } = periodSystem(s, w, begin, total);
  const m = kept.length;
  const from = new Int32Array(U);
  const right = new Float64Array(T);
  const beta = new Float64Array(T);
  const products = new Float64Array(k);
  return (start, cross, squares) => {
    right.fill(0);
    products.fill(0);
    for (let u = 0; u < U; u++) {
      const end = begin[u + 1]!;
      const first = start[u]!;
      let at = first === Number.POSITIVE_INFINITY ? end : begin[u]!;
      while (at < end && time[at]! < first) at++;
      from[u] = at;
      if (at === end) continue;
      const mean = weightAfter[at + u]! / total[u]!;
      for (let i = begin[u]!; i < at; i++) right[period[i]!]! -= mean * w[i]!;
      for (let i = at; i < end; i++) right[period[i]!]! += (1 - mean) * w[i]!;
      for (let j = 0; j < k; j++) products[j]! += covariatesAfter[(at + u) * k + j]!;
    }
    for (let i = 0; i < m; i++) {
      let v = 0;
      for (let j = 0; j < m; j++) v += inverse[i * m + j]! * right[kept[j]!]!;
      beta[kept[i]!] = v;
    }
    const b = choleskySolve(inner, k, products);
    for (let u = 0; u < U; u++) {
      const end = begin[u + 1]!;
      const at = from[u]!;
      let sum = 0;
      let square = 0;
      let fitted = 0;
      let before = 0;
      for (let i = begin[u]!; i < end; i++) {
        if (i === at) before = sum;
        let h = beta[period[i]!]!;
        for (let j = 0; j < k; j++) h += X[i * k + j]! * b[j]!;
        const wh = w[i]! * h;
        sum += wh;
        square += wh * h;
        fitted += wy[i]! * h;
      }
      const after = at === end ? 0 : sum - before;
      const own = weightAfter[at + u]!;
      const c = cluster[begin[u]!]!;
      // The outcome has no mean within a unit, so d̄ and h̄ drop out of its product.
      cross[c]! += outcomeAfter[at + u]! - fitted;
      squares[c]! += own + square - 2 * after - (own - sum) ** 2 / total[u]!;
    }
  };
}

/** Sums of the k values of a row from each row to the end of its unit, with a zero after the last. */
function sumsAfter(values: Float64Array, k: number, begin: Int32Array): Float64Array {
  const U = begin.length - 1;
  const out = new Float64Array(values.length + U * k);
  for (let u = 0; u < U; u++) {
    for (let i = begin[u + 1]! - 1; i >= begin[u]!; i--) {
      for (let j = 0; j < k; j++) {
        out[(i + u) * k + j] = out[(i + u + 1) * k + j]! + values[i * k + j]!;
      }
    }
  }
  return out;
}

/** Inverse of diag(w_t) − Σ_u w_u w_u′ / Σw_u: the periods once the units are eliminated. */
function periodSystem(s: DidSample, w: Float64Array, begin: Int32Array, total: Float64Array) {
  const T = s.periods.length;
  const system = new Float64Array(T * T);
  for (let u = 0; u < total.length; u++) {
    for (let i = begin[u]!; i < begin[u + 1]!; i++) {
      const p = s.period[i]!;
      system[p * T + p]! += w[i]!;
      for (let j = begin[u]!; j < begin[u + 1]!; j++) {
        system[p * T + s.period[j]!]! -= (w[i]! * w[j]!) / total[u]!;
      }
    }
  }
  const { kept, L } = choleskyInOrder(system, T);
  return { kept, inverse: choleskyInverse(L, kept.length) };
}
