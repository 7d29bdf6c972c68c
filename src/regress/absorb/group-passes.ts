import type { AbsorbPlan } from "./plan.js";

/** Groups of rows: the first, and the one behind the last. */
export interface GroupRange {
  readonly from: number;
  readonly to: number;
}

/** Z ← (I − P) Z, where P projects on the eliminated factor; K interleaved columns, in place. */
export function eliminate(plan: AbsorbPlan, Z: Float64Array, K: number, range: GroupRange): void {
  const mean = new Float64Array(K);
  for (let g = range.from; g < range.to; g++) projectOut(plan, Z, 0, g, K, mean);
}

/** Σ w z² of each column. */
export function squares(
  plan: AbsorbPlan,
  Z: Float64Array,
  K: number,
  range: GroupRange,
): Float64Array {
  const out = new Float64Array(K);
  const { starts, weights } = plan;
  for (let i = starts[range.from]!, at = i * K; i < starts[range.to]!; i++) {
    const w = weights === null ? 1 : weights[i]!;
    for (let k = 0; k < K; k++, at++) out[k]! += w * Z[at]! * Z[at]!;
  }
  return out;
}

/** to ← D′W Z of the iterated effects. */
export function gather(
  plan: AbsorbPlan,
  Z: Float64Array,
  to: Float64Array,
  K: number,
  range: GroupRange,
): void {
  to.fill(0);
  const first = plan.starts[range.from]!;
  scatter(plan, Z, first * K, to, K, first, plan.starts[range.to]!);
}

/** Z ← Z − (I − P) D α. */
export function subtractEffects(
  plan: AbsorbPlan,
  alpha: Float64Array,
  Z: Float64Array,
  K: number,
  range: GroupRange,
): void {
  const z = new Float64Array(plan.largestGroup * K);
  const mean = new Float64Array(K);
  const { starts } = plan;
  for (let g = range.from; g < range.to; g++) {
    const from = starts[g]!;
    const count = (starts[g + 1]! - from) * K;
    spread(plan, alpha, z, g, K);
    projectOut(plan, z, from, g, K, mean);
    for (let i = 0, at = from * K; i < count; i++, at++) Z[at]! -= z[i]!;
  }
}

/** to ← D′W (I − P) D from: the normal equations after elimination, row by row. */
export function applySchur(
  plan: AbsorbPlan,
  from: Float64Array,
  to: Float64Array,
  K: number,
  range: GroupRange,
): void {
  to.fill(0);
  const z = new Float64Array(plan.largestGroup * K);
  const mean = new Float64Array(K);
  const { starts } = plan;
  for (let g = range.from; g < range.to; g++) {
    spread(plan, from, z, g, K);
    projectOut(plan, z, starts[g]!, g, K, mean);
    scatter(plan, z, 0, to, K, starts[g]!, starts[g + 1]!);
  }
}

/** to += D′W z, where z begins with row `first` at `begin`. */
function scatter(
  plan: AbsorbPlan,
  z: Float64Array,
  begin: number,
  to: Float64Array,
  K: number,
  first: number,
  last: number,
): void {
  const { weights, rest } = plan;
  for (const { codes, offset, values } of rest) {
    for (let i = first, at = begin; i < last; i++) {
      const into = (offset + codes[i]!) * K;
      const v = (values === null ? 1 : values[i]!) * (weights === null ? 1 : weights[i]!);
      for (let k = 0; k < K; k++, at++) to[into + k]! += v * z[at]!;
    }
  }
}

/** z ← D α on the rows of one primary level. */
function spread(
  plan: AbsorbPlan,
  alpha: Float64Array,
  z: Float64Array,
  g: number,
  K: number,
): void {
  const first = plan.starts[g]!;
  const last = plan.starts[g + 1]!;
  let fresh = true;
  for (const { codes, offset, values } of plan.rest) {
    for (let i = first, at = 0; i < last; i++) {
      const source = (offset + codes[i]!) * K;
      const v = values === null ? 1 : values[i]!;
      if (fresh) for (let k = 0; k < K; k++, at++) z[at] = v * alpha[source + k]!;
      else for (let k = 0; k < K; k++, at++) z[at]! += v * alpha[source + k]!;
    }
    fresh = false;
  }
}

/**
 * Takes the projection on one primary level out of z. `base` is the row that z begins with, 0 when
 * z holds all rows.
 */
function projectOut(
  plan: AbsorbPlan,
  z: Float64Array,
  base: number,
  g: number,
  K: number,
  mean: Float64Array,
): void {
  const first = plan.starts[g]!;
  const last = plan.starts[g + 1]!;
  const begin = (first - base) * K;
  subtractMean(z, begin, first, last, K, mean, plan.inverse[g]!, null, plan.weights);
  for (const slope of plan.slopes) {
    subtractMean(z, begin, first, last, K, mean, slope.inverse[g]!, slope.values, plan.weights);
  }
}

function subtractMean(
  z: Float64Array,
  begin: number,
  first: number,
  last: number,
  K: number,
  mean: Float64Array,
  inverse: number,
  u: Float64Array | null,
  w: Float64Array | null,
): void {
  if (inverse === 0) return;
  mean.fill(0);
  for (let i = first, at = begin; i < last; i++) {
    const v = (u === null ? 1 : u[i]!) * (w === null ? 1 : w[i]!);
    for (let k = 0; k < K; k++, at++) mean[k]! += v * z[at]!;
  }
  for (let k = 0; k < K; k++) mean[k]! *= inverse;
  for (let i = first, at = begin; i < last; i++) {
    const v = u === null ? 1 : u[i]!;
    for (let k = 0; k < K; k++, at++) z[at]! -= v * mean[k]!;
  }
}
