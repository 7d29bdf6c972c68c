import { quantiles, solveLinear } from "../../math/index.js";
import type { TransitionMatrix } from "../../result/index.js";
import type { Panel } from "../../table/index.js";
import { indexError } from "../errors.js";
import { rowsByPeriod } from "../ready/derived.js";

/** Choices of `transitionMatrix`; the defaults stand in the code. */
export interface TransitionOptions {
  /** Number of classes of equal size, or their upper bounds (all but the last class). */
  readonly classes?: number | readonly number[];
  /** Cut classes over all periods together, or anew in each period. */
  readonly cut?: "pooled" | "by-period";
  readonly labels?: readonly string[];
  /** Periods from one state to the next. */
  readonly step?: number;
}

/**
 * Markov transition matrix between classes of a variable.   中文: 马尔可夫转移概率矩阵
 *
 * Defaults  four classes by quartiles of all periods together (Stata quantiles; a value on a bound
 *           belongs below), step one period, labels `1` (lowest) … .
 * Result    counts and row probabilities (a class nobody leaves from has missing probabilities); the
 *           long-run shares when the chain has a single limit.
 * Errors    indices/bad-classes.
 * @example transitionMatrix(panel, "nqp", { classes: 4 }).probabilities
 */
export function transitionMatrix(
  panel: Panel,
  column: string,
  options: TransitionOptions = {},
): TransitionMatrix {
  const { classes = 4, cut = "pooled", step = 1 } = options;
  const values = panel.number(column);
  const k = typeof classes === "number" ? classes : classes.length + 1;
  const increasing =
    typeof classes === "number" || classes.every((c, i) => i === 0 || c > classes[i - 1]!);
  const { labels = Array.from({ length: k }, (_, i) => String(i + 1)) } = options;
  if (!(k >= 2 && Number.isInteger(k)) || !increasing || labels.length !== k) {
    throw indexError("bad-classes", { classes: String(classes), labels: labels.length });
  }
  const pooled = typeof classes === "number" ? bounds(values, k) : classes;
  const state = new Int32Array(panel.nrow);
  for (const rows of rowsByPeriod(panel).values()) {
    const own =
      cut === "pooled" || typeof classes !== "number"
        ? pooled
        : bounds(
            rows.map((i) => values[i]!),
            k,
          );
    for (const i of rows) state[i] = stateOf(values[i]!, own);
  }
  const counts = new Float64Array(k * k);
  let nobs = 0;
  panel.shiftedRows(step).forEach((next, i) => {
    if (next < 0 || state[i]! < 0 || state[next]! < 0) return;
    counts[state[i]! * k + state[next]!]!++;
    nobs++;
  });
  const probabilities = counts.map((count, at) => {
    const from = Math.floor(at / k) * k;
    return count / counts.subarray(from, from + k).reduce((a, b) => a + b, 0);
  });
  const fixed = cut === "pooled" || typeof classes !== "number";
  return {
    kind: "transition-matrix",
    variable: column,
    states: labels,
    cuts: fixed ? pooled : null,
    counts,
    probabilities,
    ergodic: ergodicShares(probabilities, k),
    nobs,
  };
}

function bounds(values: ArrayLike<number>, k: number): readonly number[] {
  return quantiles(
    values,
    Array.from({ length: k - 1 }, (_, i) => (i + 1) / k),
  );
}

function stateOf(value: number, cuts: readonly number[]): number {
  if (Number.isNaN(value)) return -1;
  const at = cuts.findIndex((bound) => value <= bound);
  return at < 0 ? cuts.length : at;
}

/** π = πP with Σπ = 1; null when rows are missing or the limit is not unique. */
function ergodicShares(P: Float64Array, k: number): Float64Array | null {
  if (P.some(Number.isNaN)) return null;
  const A = new Float64Array(k * k);
  const b = new Float64Array(k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) A[i * k + j] = P[j * k + i]! - (i === j ? 1 : 0);
  }
  A.fill(1, (k - 1) * k);
  b[k - 1] = 1;
  try {
    const shares = solveLinear(A, k, b);
    // A second recurrent class makes the system singular but for rounding.
    return shares.every((s) => s > -1e-9 && s < 1 + 1e-9)
      ? shares.map((s) => Math.max(s, 0))
      : null;
  } catch {
    return null;
  }
}
