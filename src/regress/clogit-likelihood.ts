import type { LikelihoodPoint } from "../math/index.js";

/** Rows of one group, as positions. */
export interface ChoiceGroup {
  readonly rows: readonly number[];
  readonly ones: number;
}

/** A point of the conditional likelihood with the score of each group (groups × k). */
export interface ConditionalPoint extends LikelihoodPoint {
  readonly groupScores: Float64Array;
}

/**
 * Log-likelihood of the conditional (fixed-effects) logit, exact, with score and information.
 * 中文: 条件 logit 对数似然
 *
 * Formula   ln L = Σ_g [Σ y xβ − ln f(T_g, k_g)], f(t, k) = f(t−1, k) + f(t−1, k−1) e^{x_t β}
 *           (Gail, Lubin & Rubinstein 1981). The recursion runs in logarithms and carries the first
 *           two moments of x over the choice sets, so nothing overflows; cost T·k·p² a group.
 */
export function conditionalLikelihood(
  y: Float64Array,
  columns: readonly Float64Array[],
  groups: readonly ChoiceGroup[],
  beta: ArrayLike<number>,
): ConditionalPoint {
  const p = columns.length;
  const gradient = new Float64Array(p);
  const information = new Float64Array(p * p);
  const groupScores = new Float64Array(groups.length * p);
  let value = 0;
  groups.forEach((group, g) => {
    const own = choiceSet(columns, group, beta);
    for (const i of group.rows) {
      if (y[i] !== 1) continue;
      for (let j = 0; j < p; j++) {
        value += columns[j]![i]! * beta[j]!;
        groupScores[g * p + j]! += columns[j]![i]!;
      }
    }
    value -= own.ln;
    for (let j = 0; j < p; j++) {
      groupScores[g * p + j]! -= own.mean[j]!;
      gradient[j]! += groupScores[g * p + j]!;
    }
    for (let at = 0; at < p * p; at++) information[at]! += own.variance[at]!;
  });
  return { value, gradient, information, groupScores };
}

interface ChoiceSet {
  ln: number;
  mean: Float64Array;
  variance: Float64Array;
}

/** ln f(T, k) with mean and variance of Σx over all sets of k rows, weighted by e^{Σxβ}. */
function choiceSet(
  columns: readonly Float64Array[],
  group: ChoiceGroup,
  beta: ArrayLike<number>,
): ChoiceSet {
  const p = columns.length;
  const state: ChoiceSet[] = Array.from({ length: group.ones + 1 }, (_, k) => ({
    ln: k === 0 ? 0 : Number.NEGATIVE_INFINITY,
    mean: new Float64Array(p),
    variance: new Float64Array(p * p),
  }));
  const x = new Float64Array(p);
  const gap = new Float64Array(p);
  group.rows.forEach((row, t) => {
    let index = 0;
    for (let j = 0; j < p; j++) {
      x[j] = columns[j]![row]!;
      index += x[j]! * beta[j]!;
    }
    const least = Math.max(1, group.ones - (group.rows.length - t - 1));
    for (let k = Math.min(group.ones, t + 1); k >= least; k--) {
      const without = state[k]!;
      const with_ = state[k - 1]!;
      const other = with_.ln + index;
      if (other === Number.NEGATIVE_INFINITY) continue;
      const top = Math.max(without.ln, other);
      const ln = top + Math.log(Math.exp(without.ln - top) + Math.exp(other - top));
      const share = Math.exp(other - ln);
      for (let j = 0; j < p; j++) gap[j] = with_.mean[j]! + x[j]! - without.mean[j]!;
      for (let a = 0; a < p; a++) {
        for (let b = 0; b < p; b++) {
          const at = a * p + b;
          without.variance[at] =
            (1 - share) * without.variance[at]! +
            share * with_.variance[at]! +
            share * (1 - share) * gap[a]! * gap[b]!;
        }
      }
      for (let j = 0; j < p; j++) without.mean[j]! += share * gap[j]!;
      without.ln = ln;
    }
  });
  return state[group.ones]!;
}
