import type { AbsorbPlan } from "./plan.js";

/** Largest number of coefficients for which the matrix is written out (128 MB). */
const LARGEST = 4000;
/** Iterations that the choice between written-out and row-wise products reckons with. */
const EXPECTED_ITERATIONS = 20;
/**
 * Costs of an entry of the matrix as it is made, and of a product with it, in units of one number of a
 * row-wise pass. That takes 0.2 ns in WebAssembly and 3.4 ns in JavaScript, an entry 11 ns, a product
 * 3 ns; the choice must be one for both, so that they give the same bits.
 */
const ENTRY = 14;
const PRODUCT = 4;

/**
 * The product with D′W(I − P)D as a written-out matrix, where that is cheaper than passing over
 * the rows in every iteration; null otherwise. The matrix is made once for all columns.
 */
export function denseSchur(
  plan: AbsorbPlan,
): (K: number) => ((from: Float64Array, to: Float64Array) => void) | null {
  let S: Float64Array | null = null;
  return (K) => {
    if (!isWorthwhile(plan, K)) return null;
    S ??= writeOut(plan);
    const matrix = S;
    return (from, to) => multiplyInterleaved(matrix, plan.size, from, to, K);
  };
}

function isWorthwhile(plan: AbsorbPlan, K: number): boolean {
  const { size, starts, n } = plan;
  if (size > LARGEST) return false;
  const others = plan.rest.length;
  let entries = n * others * others;
  for (let g = 0; g + 1 < starts.length; g++) {
    entries += Math.min((starts[g + 1]! - starts[g]!) * others, size) ** 2 / 2;
  }
  const dense = ENTRY * entries + PRODUCT * EXPECTED_ITERATIONS * size * size * K;
  return dense < EXPECTED_ITERATIONS * n * others * K;
}

function writeOut(plan: AbsorbPlan): Float64Array {
  const s = plan.size;
  const S = new Float64Array(s * s);
  const { rest, n, weights } = plan;
  for (let a = 0; a < rest.length; a++) {
    for (let b = a; b < rest.length; b++) {
      const one = rest[a]!;
      const two = rest[b]!;
      for (let i = 0; i < n; i++) {
        const v =
          (weights === null ? 1 : weights[i]!) *
          (one.values === null ? 1 : one.values[i]!) *
          (two.values === null ? 1 : two.values[i]!);
        S[(one.offset + one.codes[i]!) * s + two.offset + two.codes[i]!]! += v;
      }
    }
  }
  subtractEliminated(plan, S, plan.inverse, null);
  for (const slope of plan.slopes) subtractEliminated(plan, S, slope.inverse, slope.values);
  // Each pair was added on one side of the diagonal or the other.
  for (let i = 0; i < s; i++) {
    for (let j = 0; j < i; j++) {
      const both = S[i * s + j]! + S[j * s + i]!;
      S[i * s + j] = both;
      S[j * s + i] = both;
    }
  }
  return S;
}

/** S ← S − C′ diag(inverse) C, C the table of primary levels by coefficients; each pair once. */
function subtractEliminated(
  plan: AbsorbPlan,
  S: Float64Array,
  inverse: Float64Array,
  u: Float64Array | null,
): void {
  const s = plan.size;
  const row = new Float64Array(s);
  const touched = new Int32Array(s);
  const isTouched = new Uint8Array(s);
  const { starts, rest, weights } = plan;
  for (let g = 0; g + 1 < starts.length; g++) {
    if (inverse[g] === 0) continue;
    let count = 0;
    for (const { codes, offset, values } of rest) {
      for (let i = starts[g]!; i < starts[g + 1]!; i++) {
        const c = offset + codes[i]!;
        if (isTouched[c] === 0) {
          isTouched[c] = 1;
          touched[count++] = c;
        }
        row[c]! +=
          (weights === null ? 1 : weights[i]!) *
          (values === null ? 1 : values[i]!) *
          (u === null ? 1 : u[i]!);
      }
    }
    const list = touched;
    for (let a = 0; a < count; a++) {
      const at = list[a]! * s;
      const v = row[list[a]!]! * inverse[g]!;
      for (let b = a; b < count; b++) S[at + list[b]!]! -= v * row[list[b]!]!;
    }
    for (let a = 0; a < count; a++) {
      row[list[a]!] = 0;
      isTouched[list[a]!] = 0;
    }
  }
}

function multiplyInterleaved(
  S: Float64Array,
  s: number,
  from: Float64Array,
  to: Float64Array,
  K: number,
): void {
  to.fill(0);
  const total = new Float64Array(K);
  for (let i = 0, at = 0; i < s; i++) {
    total.fill(0);
    for (let j = 0, source = 0; j < s; j++, at++) {
      const v = S[at]!;
      for (let k = 0; k < K; k++, source++) total[k]! += v * from[source]!;
    }
    for (let k = 0; k < K; k++) to[i * K + k] = total[k]!;
  }
}
