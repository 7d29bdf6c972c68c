import type { Ssc } from "../../result/index.js";
import { countBlocks } from "../absorb/count-blocks.js";
import type { Coded } from "../frame/classification.js";
import type { CountedEffect, VcovInput } from "./vcov-input.js";

/** Coefficients charged against the rows, and how each absorbed effect entered.   中文: 自由度计数 */
export interface ParameterCount {
  readonly charged: number;
  readonly effects: readonly EffectCount[];
}

export interface EffectCount {
  readonly name: string;
  readonly levels: number;
  readonly redundant: number;
  readonly coefficients: number;
  readonly nested: "nested" | "not-nested";
}

/**
 * K of the small-sample factor.
 *
 * fixest: regressors, one constant, and `levels − 1` of each effect that counts. reghdfe: the
 * levels of each effect less one for every block of levels that no row links to an earlier effect.
 * Slopes count in full in both, nested in a cluster or not (fixest subtracts levels only).
 * Source    fixest 0.14 `ssc()`, reghdfe 6.13 `dofadjustments(pairwise clusters continuous)`.
 */
export function countParameters(
  input: Pick<VcovInput, "parameters" | "effects">,
  ssc: Ssc,
  rule: Ssc["kFixef"],
  clusters: readonly Coded[],
): ParameterCount {
  const counted = ssc.name === "reghdfe" ? pairwise : plain;
  const { effects, total } = counted(input.effects, rule, clusters);
  return { charged: input.parameters + total, effects };
}

interface Counted {
  readonly effects: readonly EffectCount[];
  readonly total: number;
}

function plain(
  effects: readonly CountedEffect[],
  rule: Ssc["kFixef"],
  clusters: readonly Coded[],
): Counted {
  let constant = 0;
  let total = 0;
  const list = effects.map((effect) => {
    // fixest takes out the levels of nested effects and leaves their slopes.
    const nested = effect.kind === "level" && isNestedInAny(effect, clusters);
    const left = rule === "none" || (rule === "nonnested" && nested);
    if (effect.kind === "level" && rule !== "none") constant = 1;
    const coefficients = left ? 0 : effect.size - (effect.kind === "level" ? 1 : 0);
    total += coefficients;
    return count(effect, effect.size - coefficients, nested);
  });
  return { effects: list, total: total + constant };
}

function pairwise(
  effects: readonly CountedEffect[],
  rule: Ssc["kFixef"],
  clusters: readonly Coded[],
): Counted {
  if (rule === "none") {
    return { effects: effects.map((e) => count(e, e.size, false)), total: 0 };
  }
  const nested = effects.map((e) => rule === "nonnested" && isNestedInAny(e, clusters));
  // The constant goes with the nested effects when there are any, else with the first one.
  let constant = nested.includes(true) ? 1 : 0;
  const earlier: CountedEffect[] = [];
  let total = constant;
  const list = effects.map((effect, f) => {
    if (nested[f]) return count(effect, effect.size, true);
    let redundant = effect.kind === "level" ? constant : 0;
    if (effect.kind === "level") {
      for (const other of earlier) redundant = Math.max(redundant, countBlocks(effect, other));
      earlier.push(effect);
      constant = 1;
    }
    total += effect.size - redundant;
    return count(effect, redundant, false);
  });
  return { effects: list, total };
}

function count(effect: CountedEffect, redundant: number, nested: boolean): EffectCount {
  return {
    name: effect.name,
    levels: effect.size,
    redundant,
    coefficients: effect.size - redundant,
    nested: nested ? "nested" : "not-nested",
  };
}

function isNestedInAny(effect: Coded, clusters: readonly Coded[]): boolean {
  return clusters.some((cluster) => isNested(effect, cluster));
}

/** True when every level lies in one cluster. */
export function isNested(effect: Coded, cluster: Coded): boolean {
  const home = new Int32Array(effect.size).fill(-1);
  for (let i = 0; i < effect.codes.length; i++) {
    const level = effect.codes[i]!;
    const own = cluster.codes[i]!;
    if (home[level] === -1) home[level] = own;
    else if (home[level] !== own) return false;
  }
  return true;
}
