import { type Notice, nearest, notice } from "../../base/index.js";
import { indexError } from "../errors.js";
import type { IndicatorSystem } from "../system.js";
import type { GivenWeights } from "./weight-choice.js";

/** Weights of one kind and what is to be said about them. */
export interface GivenResult {
  readonly w: Float64Array;
  readonly warnings: readonly Notice[];
}

/** Published weights carry three or four decimals; a sum this far from 1 is still their rounding. */
const ROUNDED_SUM = 0.005;

/**
 * Weights by hand, in the order of the indicators and divided by their sum.   中文: 给定权重
 *
 * Errors    indices/unknown-weight (a name that is no indicator, nearest offered),
 *           indices/weight-missing, indices/bad-weight (negative or not a number).
 * Warnings  indices/weights-rescaled — they did not sum to 1 (by more than rounding to four digits).
 */
export function givenWeights(
  given: Readonly<Record<string, number>>,
  names: readonly string[],
): GivenResult {
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) {
      throw indexError("unknown-weight", { indicator: name, nearest: nearest(name, names) });
    }
  }
  const raw = Float64Array.from(names, (name) => {
    const weight = Object.hasOwn(given, name) ? given[name] : undefined;
    if (weight === undefined) throw indexError("weight-missing", { indicator: name });
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw indexError("bad-weight", { indicator: name, weight });
    }
    return weight;
  });
  const total = raw.reduce((a, b) => a + b, 0);
  if (!(total > 0)) throw indexError("bad-weight", { indicator: names[0]!, weight: 0 });
  const w = raw.map((value) => value / total);
  if (Math.abs(total - 1) <= ROUNDED_SUM) return { w, warnings: [] };
  const text = String(Number(total.toPrecision(6)));
  return {
    w,
    warnings: [
      notice(
        "indices/weights-rescaled",
        `The given weights sum to ${text}; they were divided by it.`,
        `给定权重之和为 ${text}，已按其归一。`,
      ),
    ],
  };
}

/** The weights that the system file itself carries, such as published ones. */
export function systemWeights(system: IndicatorSystem): GivenWeights {
  const given: Record<string, number> = {};
  for (const { name, weight } of system.indicators) if (weight !== null) given[name] = weight;
  return { given };
}
