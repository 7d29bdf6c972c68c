import {
  checkLibraryOptions,
  type IndexDimension,
  type IndexIndicator,
  type IndexResult,
  methodNameOf,
  type WeightSet,
} from "../result/index.js";
import { type FillOptions, Panel, type Table } from "../table/index.js";
import { checkUnits } from "./check-units.js";
import { columnsOf } from "./expression.js";
import { fillSources, type SourceCells } from "./fill-sources.js";
import { blocksOf, standardiseBlocks, weighBlocks, weightsByRow } from "./index-blocks.js";
import { linearComposite } from "./linear-composite.js";
import { type PreparedIndicators, prepareIndicators } from "./prepare-indicators.js";
import type { IndicatorSystem } from "./system.js";
import { topsis } from "./topsis.js";
import { weightMethodNamed } from "./weights/methods.js";
import { describeChoice, methodsOf, type WeightChoice } from "./weights/weight-choice.js";

/** Choices of `buildIndex`; the defaults stand in `DEFAULTS`. */
export interface IndexOptions {
  readonly weights?: WeightChoice;
  readonly composite?: "linear" | "topsis";
  /** Added to standardised values before weighting (never to the composite). */
  readonly shift?: number;
  /** What to do with rows that lack an indicator. */
  readonly missing?: "drop" | "error";
  /** Options of the weight method, by its card: `{ retain: 0.85 }` of PCA. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Fill the panel's columns first; `none` leaves them as they are. */
  readonly fill?: FillOptions | "none";
}

const DEFAULTS = {
  weights: "entropy",
  composite: "linear",
  shift: 0,
  missing: "drop",
  options: {},
  fill: "none",
} as const;

/** What the options may be; weights and their own options are checked by the methods' cards. */
const OPTIONS = {
  composite: { type: "choice", choices: ["linear", "topsis"], en: "", zh: "" },
  shift: { type: "number", en: "", zh: "" },
  missing: { type: "choice", choices: ["drop", "error"], en: "", zh: "" },
} as const;

/**
 * A composite index from a panel and an indicator system.   中文: 由指标体系构建综合指数
 *
 * Formulas are evaluated, standardised by direction-aware min–max over the pooled panel or inside
 * each year (the system says which), weighted, and summed over indicator → dimension → index, or
 * joined by TOPSIS. The composite always weights min–max values, also with PCA weights.
 * Contributions are `w_j · z_j` (`explainIndex` takes a value apart down to the cells).
 *
 * Defaults  weights `entropy`; composite `linear`; shift 0 (a large shift can reverse the ranking of
 *           entropy weights, so with a shift both sets are returned); fill `none`; missing `drop`: a
 *           row that lacks an indicator has no index and enters neither standardisation nor weights,
 *           and this is counted in `dropped` and `warnings`.
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
  checkLibraryOptions("index", OPTIONS, options, ["weights", "options", "fill"]);
  const { weights, composite, shift, missing, options: own, fill } = { ...DEFAULTS, ...options };
  const source = table instanceof Panel ? table : new Panel(table, system);
  checkUnits(system, source);
  const filled = fillSources(source, system, fill);
  const { panel } = filled;
  const prepared = prepareIndicators(panel, system, missing);
  const blocks = blocksOf(panel, prepared.rows, system.scale);
  const z = standardiseBlocks(prepared, system.indicators, blocks, panel.nrow);
  const names = system.indicators.map((indicator) => indicator.name);
  const weigh = (by: number) =>
    weighBlocks(z, names, blocks, { choice: weights, shift: by, options: own });
  const { sets, warnings } = weigh(shift);
  const weightsOfRow = weightsByRow(sets, blocks, panel.nrow);
  const compose = composite === "topsis" ? topsis : linearComposite;
  return {
    kind: "index",
    name: system.name,
    label: system.label,
    keys: { unit: system.unit, time: system.time },
    scale: system.scale,
    method: describeChoice(weights),
    methods: methodsOf(weights).map((name) => methodNameOf(weightMethodNamed(name))),
    composite,
    shift,
    units: Array.from(panel.unitFactor.codes, (code) => panel.unitFactor.levels[code]!),
    times: panel.times,
    values: compose(z, weightsOfRow),
    indicators: describeIndicators(system, prepared, filled.cells),
    weights: sets,
    weightsWithoutShift: shift === 0 ? null : weigh(0).sets,
    raw: prepared.raw,
    standardised: z,
    sources: filled.cells,
    dimensions: scoreDimensions(system, z, sets, weightsOfRow, composite),
    nobs: prepared.rows.length,
    dropped: { missing: panel.nrow - prepared.rows.length },
    warnings: [...filled.warnings, ...prepared.warnings, ...warnings],
  };
}

function describeIndicators(
  system: IndicatorSystem,
  prepared: PreparedIndicators,
  cells: readonly SourceCells[],
): readonly IndexIndicator[] {
  return system.indicators.map((indicator, j) => {
    const columns = columnsOf(indicator.expression);
    const marks = cells.flatMap((c) =>
      c.marks !== null && columns.includes(c.column) ? [c.marks] : [],
    );
    const filled = countFilled(prepared.raw[j]!, marks);
    const { name, label, direction, dimension, subdimension, unit, source } = indicator;
    const { formula, asPublished, note } = indicator;
    const declared = { name, label, direction, dimension, subdimension, unit, source };
    const missing = prepared.missing[j]!;
    return { ...declared, formula, columns, asPublished, note, missing, filled };
  });
}

/** An indicator value is filled when any of its cells is. */
function countFilled(raw: Float64Array, marks: readonly Float64Array[]): number {
  if (marks.length === 0) return 0;
  let count = 0;
  raw.forEach((value, row) => {
    if (!Number.isNaN(value) && marks.some((mark) => mark[row]! > 0)) count++;
  });
  return count;
}

function scoreDimensions(
  system: IndicatorSystem,
  z: readonly Float64Array[],
  sets: readonly WeightSet[],
  weightsOfRow: (row: number) => Float64Array,
  composite: "linear" | "topsis",
): readonly IndexDimension[] {
  const members = new Map<string, number[]>();
  system.indicators.forEach(({ dimension }, j) => {
    if (dimension === null) return;
    members.set(dimension, [...(members.get(dimension) ?? []), j]);
  });
  return [...members].map(([name, indicators]) => {
    const sumOf = (w: Float64Array) => indicators.reduce((sum, j) => sum + w[j]!, 0);
    const linear = () =>
      Float64Array.from(z[0]!, (_, row) => {
        const w = weightsOfRow(row);
        return indicators.reduce((sum, j) => sum + w[j]! * z[j]![row]!, 0) / sumOf(w);
      });
    const scores = composite === "topsis" ? topsis(z, weightsOfRow, indicators) : linear();
    const weight = sets.reduce((sum, set) => sum + sumOf(set.values), 0) / sets.length;
    return { name, indicators, weight, scores };
  });
}
