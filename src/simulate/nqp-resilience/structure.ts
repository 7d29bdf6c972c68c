import { createRng } from "../../base/index.js";
import { findRoot } from "../../math/index.js";
import type { PanelSize } from "../parts/panel-scores.js";
import { quotientColumn } from "../parts/quotient-column.js";
import { roundTo } from "../parts/round-to.js";
import { STREAM_002 } from "./settings.js";

/** Productivity of each sector in the base: what the study's `advancement` divides by. */
export const BASE_PRODUCTIVITY = [3, 12, 10] as const;

/** What the three indicators of structure are to be, by city and year. */
export interface StructureTargets {
  readonly rationalisation: Float64Array;
  readonly advancement: Float64Array;
  readonly talent: Float64Array;
}

/**
 * Output and labour of three sectors, and graduates, from which the ready-made indicators come out
 * at the wanted numbers.   中文: 三次产业产出与就业
 *
 * Formula   labour shares differ from output shares by d in the first two sectors; d is such that
 *           closeness / (1 + deviation), the study's rationalisation, is the target; the level of
 *           labour is such that the advancement is. Graduates: LQ target × jobs, the targets of a
 *           year shifted to a mean (weighted by jobs) of 1, which is what a location quotient has.
 */
export function structure002(
  size: PanelSize,
  seed: number,
  targets: StructureTargets,
  jobs: Float64Array,
): Record<string, Float64Array> {
  const columns = {
    第一产业产值: new Float64Array(jobs.length),
    第二产业产值: new Float64Array(jobs.length),
    第三产业产值: new Float64Array(jobs.length),
    第一产业就业: new Float64Array(jobs.length),
    第二产业就业: new Float64Array(jobs.length),
    第三产业就业: new Float64Array(jobs.length),
  };
  for (let i = 0; i < size.units; i++) {
    const rng = createRng(seed, STREAM_002.structure, i);
    const first = 0.06 + 0.1 * rng.uniform();
    const second = 0.36 + 0.14 * rng.uniform();
    for (let t = 0; t < size.times; t++) {
      const cell = i * size.times + t;
      const y = [first, second - 0.004 * t, 1 - first - second + 0.004 * t];
      const d = findRoot(
        (gap) => rationalised(y, gap) - targets.rationalisation[cell]!,
        1e-9,
        y[1]! - 1e-3,
      );
      const l = [y[0]! + d, y[1]! - d, y[2]!];
      const output = 400 * Math.exp(0.07 * t) * (0.5 + first * 10);
      const weighted = y.reduce((s, v, m) => s + v ** 2 / (l[m]! * BASE_PRODUCTIVITY[m]!), 0);
      const labour = (output * weighted) / targets.advancement[cell]!;
      Object.values(columns).forEach((column, k) => {
        column[cell] = k < 3 ? y[k]! * output : l[k - 3]! * labour;
      });
    }
  }
  const graduates = quotientColumn(size, targets.talent, jobs, 0.2);
  const rounded = Object.entries(columns).map(([name, v]) => [name, roundTo(v, 8)] as const);
  return { ...Object.fromEntries(rounded), 大专及以上人数: roundTo(graduates.values, 8) };
}

function rationalised(y: readonly number[], d: number): number {
  const deviation = Math.abs(y[0]! / (y[0]! + d) - 1) + Math.abs(y[1]! / (y[1]! - d) - 1);
  return (1 - d) / (1 + deviation);
}
