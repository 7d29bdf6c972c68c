import type { Notice } from "../../base/index.js";
import { notice } from "../../base/index.js";
import type { Panel } from "../../table/index.js";

/** A column computed from a panel, and what is to be said about it.   中文: 派生指标 */
export interface Derived {
  readonly values: Float64Array;
  /** Rows without a value. */
  readonly missing: number;
  readonly warnings: readonly Notice[];
}

/** Counts the missing cells of a computed column. */
export function derived(values: Float64Array, warnings: readonly Notice[] = []): Derived {
  return { values, missing: values.filter(Number.isNaN).length, warnings };
}

/** A remark on `count` cells, none when there are none. */
export function remark(code: string, count: number, en: string, zh: string): Notice[] {
  return count === 0 ? [] : [notice(`indices/${code}`, `${count} ${en}`, `${count} ${zh}`)];
}

/** Rows of each period, periods ascending. */
export function rowsByPeriod(panel: Panel): ReadonlyMap<number, readonly number[]> {
  const out = new Map<number, number[]>(panel.periods.map((t) => [t, []]));
  for (let i = 0; i < panel.nrow; i++) out.get(panel.times[i]!)!.push(i);
  return out;
}

/** The row of the same unit in the base period, −1 where there is none. */
export function baseRows(panel: Panel, base: number): Int32Array {
  const rowOfUnit = new Int32Array(panel.unitFactor.levels.length).fill(-1);
  for (let i = 0; i < panel.nrow; i++) {
    if (panel.times[i] === base) rowOfUnit[panel.unitFactor.codes[i]!] = i;
  }
  return Int32Array.from(panel.unitFactor.codes, (code) => rowOfUnit[code]!);
}
