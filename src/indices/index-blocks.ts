import type { Notice } from "../base/index.js";
import type { WeightSet } from "../result/index.js";
import type { Panel } from "../table/index.js";
import type { PreparedIndicators } from "./prepare-indicators.js";
import { minMax } from "./standardise.js";
import type { Indicator, Scale } from "./system.js";
import { computeWeights } from "./weights/compute-weights.js";
import type { WeightChoice } from "./weights/weight-choice.js";

/** Rows that share one standardisation and one set of weights. */
export interface Block {
  readonly period: number | null;
  readonly rows: Int32Array;
}

/** The complete rows as one block, or as one block for each period. */
export function blocksOf(panel: Panel, rows: Int32Array, scale: Scale): readonly Block[] {
  if (scale === "pooled") return [{ period: null, rows }];
  const byPeriod = new Map<number, number[]>(panel.periods.map((period) => [period, []]));
  for (const row of rows) byPeriod.get(panel.times[row]!)!.push(row);
  return [...byPeriod]
    .filter(([, members]) => members.length > 0)
    .map(([period, members]) => ({ period, rows: Int32Array.from(members) }));
}

/** Min–max values of all indicators, block by block; rows outside every block stay missing. */
export function standardiseBlocks(
  prepared: PreparedIndicators,
  indicators: readonly Indicator[],
  blocks: readonly Block[],
  n: number,
): readonly Float64Array[] {
  return indicators.map(({ name, direction }, j) => {
    const out = new Float64Array(n).fill(Number.NaN);
    for (const { rows, period } of blocks) {
      const inPeriod = period === null ? {} : { period };
      minMax(prepared.raw[j]!, rows, out, { indicator: name, direction, ...inPeriod });
    }
    return out;
  });
}

/** What weighting needs besides the data. */
export interface WeighOptions {
  readonly choice: WeightChoice;
  readonly shift: number;
  /** Options of the weight method. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Weight sets of all blocks and what is to be said about them. */
export interface WeighedBlocks {
  readonly sets: readonly WeightSet[];
  readonly warnings: readonly Notice[];
}

/** One set of weights for each block. */
export function weighBlocks(
  z: readonly Float64Array[],
  names: readonly string[],
  blocks: readonly Block[],
  options: WeighOptions,
): WeighedBlocks {
  const { choice, shift, options: own } = options;
  const warnings = new Map<string, Notice>();
  const sets = blocks.map((block) => {
    const whole = block.rows.length === z[0]!.length;
    const columns = whole ? z : z.map((x) => Float64Array.from(block.rows, (row) => x[row]!));
    const { period } = block;
    const found = computeWeights({ z: columns, names, shift, period }, choice, own);
    // The same remark for every year is one remark.
    for (const warning of found.warnings) warnings.set(`${warning.code}${warning.en}`, warning);
    return { period, values: found.values, columns: found.columns, pca: found.pca };
  });
  return { sets, warnings: [...warnings.values()] };
}

/** The weights that hold in a row; rows outside every block get missing weights. */
export function weightsByRow(
  sets: readonly WeightSet[],
  blocks: readonly Block[],
  n: number,
): (row: number) => Float64Array {
  const setOf = new Int32Array(n).fill(-1);
  blocks.forEach(({ rows }, s) => {
    for (const row of rows) setOf[row] = s;
  });
  const none = new Float64Array(sets[0]!.values.length).fill(Number.NaN);
  return (row) => sets[setOf[row]!]?.values ?? none;
}
