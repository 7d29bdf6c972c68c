import type { IndexDimension, IndexIndicator, IndexResult, WeightSet } from "../result/index.js";
import { Panel, type Table } from "../table/index.js";
import { checkUnits } from "./check-units.js";
import { columnsOf } from "./expression.js";
import { linearComposite } from "./linear-composite.js";
import { type PreparedIndicators, prepareIndicators } from "./prepare-indicators.js";
import { minMax } from "./standardise.js";
import type { IndicatorSystem } from "./system.js";
import { computeWeights } from "./weights/compute-weights.js";
import { describeChoice, type WeightChoice } from "./weights/weight-choice.js";

/** Choices of `buildIndex`; the defaults stand in `DEFAULTS`. */
export interface IndexOptions {
  readonly weights?: WeightChoice;
  readonly composite?: "linear" | "topsis";
  /** Added to standardised values before weighting (never to the composite). */
  readonly shift?: number;
  /** What to do with rows that lack an indicator. */
  readonly missing?: "drop" | "error";
}

const DEFAULTS = { weights: "entropy", composite: "linear", shift: 0, missing: "drop" } as const;

/** Rows that share one standardisation and one set of weights. */
interface Block {
  readonly period: number | null;
  readonly rows: Int32Array;
}

/**
 * A composite index from a panel and an indicator system.   中文: 由指标体系构建综合指数
 *
 * Formulas are evaluated, standardised by direction-aware min–max over the pooled panel or inside
 * each year (the system says which), weighted, and summed over indicator → dimension → index. The
 * composite always weights min–max values. Contributions are `w_j · z_j` (`explainIndex`).
 *
 * Defaults  weights `entropy`; composite `linear`; shift 0 (a large shift can reverse the ranking of
 *           entropy weights, so with a shift both sets are returned); missing `drop`: a row that
 *           lacks an indicator has no index and enters neither standardisation nor weights, and this
 *           is counted in `dropped` and `warnings`.
 * Errors    indices/unknown-column, indices/units-mixed, indices/domain, indices/constant,
 *           indices/empty, indices/no-complete-row, indices/too-few-rows, and those of the method.
 * Agrees    golden/index, base R 4.2.2, 1e-10.
 * @example
 * const result = buildIndex(panel, readSystem("resilience.yaml"), { weights: "entropy" });
 * result.values; // one number for each row
 */
export function buildIndex(
  table: Table,
  system: IndicatorSystem,
  options: IndexOptions = {},
): IndexResult {
  const { weights, composite, shift, missing } = { ...DEFAULTS, ...options };
  const panel = table instanceof Panel ? table : new Panel(table, system);
  checkUnits(system, panel);
  const prepared = prepareIndicators(panel, system, missing);
  const blocks = blocksOf(panel, prepared.rows, system.scale);
  const z = standardiseBlocks(prepared, system, blocks, panel.nrow);
  const weigh = (by: number): readonly WeightSet[] =>
    blocks.map((block) => weightsOfBlock(z, block, system, weights, by));
  const sets = weigh(shift);
  const weightsOfRow = weightsByRow(sets, blocks, panel.nrow, system.indicators.length);
  return {
    kind: "index",
    name: system.name,
    label: system.label,
    keys: { unit: system.unit, time: system.time },
    scale: system.scale,
    method: describeChoice(weights),
    composite,
    shift,
    units: Array.from(panel.unitFactor.codes, (code) => panel.unitFactor.levels[code]!),
    times: panel.times,
    values: linearComposite(z, weightsOfRow),
    indicators: describeIndicators(system, prepared),
    weights: sets,
    weightsWithoutShift: shift === 0 ? null : weigh(0),
    raw: prepared.raw,
    standardised: z,
    dimensions: scoreDimensions(system, z, sets, weightsOfRow),
    nobs: prepared.rows.length,
    dropped: { missing: panel.nrow - prepared.rows.length },
    warnings: prepared.warnings,
  };
}

function blocksOf(panel: Panel, rows: Int32Array, scale: "pooled" | "by-year"): readonly Block[] {
  if (scale === "pooled") return [{ period: null, rows }];
  const byPeriod = new Map<number, number[]>(panel.periods.map((period) => [period, []]));
  for (const row of rows) byPeriod.get(panel.times[row]!)!.push(row);
  return [...byPeriod]
    .filter(([, members]) => members.length > 0)
    .map(([period, members]) => ({ period, rows: Int32Array.from(members) }));
}

function standardiseBlocks(
  prepared: PreparedIndicators,
  system: IndicatorSystem,
  blocks: readonly Block[],
  n: number,
): readonly Float64Array[] {
  return system.indicators.map(({ name, direction }, j) => {
    const out = new Float64Array(n).fill(Number.NaN);
    for (const { rows, period } of blocks) {
      minMax(prepared.raw[j]!, rows, out, {
        indicator: name,
        direction,
        ...(period === null ? {} : { period }),
      });
    }
    return out;
  });
}

function weightsOfBlock(
  z: readonly Float64Array[],
  block: Block,
  system: IndicatorSystem,
  choice: WeightChoice,
  shift: number,
): WeightSet {
  const whole = block.rows.length === z[0]!.length;
  const columns = whole ? z : z.map((x) => Float64Array.from(block.rows, (row) => x[row]!));
  const names = system.indicators.map((indicator) => indicator.name);
  const weights = computeWeights({ z: columns, names, shift, period: block.period }, choice);
  return { period: block.period, ...weights };
}

/** The weights that hold in a row; rows without an index get missing weights. */
function weightsByRow(
  sets: readonly WeightSet[],
  blocks: readonly Block[],
  n: number,
  k: number,
): (row: number) => Float64Array {
  const setOf = new Int32Array(n).fill(-1);
  blocks.forEach(({ rows }, s) => {
    for (const row of rows) setOf[row] = s;
  });
  const none = new Float64Array(k).fill(Number.NaN);
  return (row) => sets[setOf[row]!]?.values ?? none;
}

function describeIndicators(
  system: IndicatorSystem,
  prepared: PreparedIndicators,
): readonly IndexIndicator[] {
  return system.indicators.map((indicator, j) => ({
    name: indicator.name,
    label: indicator.label,
    direction: indicator.direction,
    dimension: indicator.dimension,
    subdimension: indicator.subdimension,
    unit: indicator.unit,
    source: indicator.source,
    formula: indicator.formula,
    columns: columnsOf(indicator.expression),
    asPublished: indicator.asPublished,
    note: indicator.note,
    missing: prepared.missing[j]!,
    filled: 0,
  }));
}

function scoreDimensions(
  system: IndicatorSystem,
  z: readonly Float64Array[],
  sets: readonly WeightSet[],
  weightsOfRow: (row: number) => Float64Array,
): readonly IndexDimension[] {
  const members = new Map<string, number[]>();
  system.indicators.forEach(({ dimension }, j) => {
    if (dimension === null) return;
    members.set(dimension, [...(members.get(dimension) ?? []), j]);
  });
  return [...members].map(([name, indicators]) => {
    const sumOf = (w: Float64Array) => indicators.reduce((sum, j) => sum + w[j]!, 0);
    const scores = Float64Array.from(z[0]!, (_, row) => {
      const w = weightsOfRow(row);
      const total = sumOf(w);
      return indicators.reduce((sum, j) => sum + (w[j]! / total) * z[j]![row]!, 0);
    });
    const weight = sets.reduce((sum, set) => sum + sumOf(set.values), 0) / sets.length;
    return { name, indicators, weight, scores };
  });
}
