import { z } from "zod";
import { sha256 } from "../base/index.js";
import { parseYaml } from "../base/parse-yaml.js";
import { decodeWhole } from "../bytes/index.js";
import { readBytes } from "../table/index.js";
import { indexError } from "./errors.js";
import { FormulaFault, parseExpression } from "./parse-expression.js";
import type { Indicator, IndicatorSystem } from "./system.js";

const DIRECTIONS: Readonly<Record<string, "+" | "-">> = {
  "+": "+",
  正: "+",
  正向: "+",
  positive: "+",
  "-": "-",
  "−": "-",
  负: "-",
  负向: "-",
  negative: "-",
};

const name = z.string().trim().min(1);
const indicatorShape = z.strictObject({
  name,
  label: name.optional(),
  column: name.optional(),
  formula: name.optional(),
  direction: z.string().trim().optional(),
  dimension: name.optional(),
  subdimension: name.optional(),
  unit: name.optional(),
  source: name.optional(),
  weight: z.number().optional(),
  asPublished: z.boolean().optional(),
  note: name.optional(),
});
const systemShape = z.strictObject({
  name,
  label: name.optional(),
  unit: name,
  time: name,
  scale: z.enum(["pooled", "by-year"]).optional(),
  source: name.optional(),
  note: name.optional(),
  columns: z.record(z.string(), z.strictObject({ unit: name })).optional(),
  indicators: z.array(indicatorShape).min(1),
});
type SystemShape = z.infer<typeof systemShape>;
type IndicatorShape = z.infer<typeof indicatorShape>;

/**
 * Reads an indicator system from a file.   中文: 读取指标体系文件
 *
 * Errors    those of `parseSystem`, and file/not-found.
 * @example readSystem("resilience.yaml")
 */
export function readSystem(path: string): IndicatorSystem {
  const bytes = readBytes(path);
  return parseSystem(decodeWhole(bytes, { file: path }), path);
}

/**
 * Reads an indicator system from YAML text.   中文: 解析指标体系
 *
 * Every message names file and line. `scale` has no default: pooling keeps growth, standardising by
 * year erases it, and the author must say which. An indicator without `column` or `formula` reads
 * the column of its own name.
 *
 * Errors    yaml/syntax, yaml/shape (unknown fields get the nearest one), indices/bad-system,
 *           indices/direction-missing, indices/scale-missing, indices/duplicate-indicator,
 *           indices/bad-formula.
 * @example
 * parseSystem(`
 * name: resilience
 * unit: city
 * time: year
 * scale: pooled
 * indicators:
 *   - { name: Y1, direction: "+" }
 *   - { name: Y5, formula: "能耗 / GDP", direction: "-" }
 * `);
 */
export function parseSystem(text: string, file = "system.yaml"): IndicatorSystem {
  const { value, placeOf } = parseYaml(text, systemShape, file);
  return toSystem(value, file, sha256(text), (i) => placeOf(["indicators", i]).row);
}

function toSystem(
  shape: SystemShape,
  file: string,
  hash: string,
  lineOf: (i: number) => number,
): IndicatorSystem {
  if (shape.scale === undefined) throw indexError("scale-missing", { file });
  const indicators = shape.indicators.map((item, i) => toIndicator(item, file, lineOf(i)));
  checkNames(shape, indicators, file);
  return {
    name: shape.name,
    label: shape.label ?? shape.name,
    unit: shape.unit,
    time: shape.time,
    scale: shape.scale,
    indicators,
    columnUnits: Object.fromEntries(
      Object.entries(shape.columns ?? {}).map(([column, { unit }]) => [column, unit]),
    ),
    source: shape.source ?? null,
    note: shape.note ?? null,
    file,
    sha256: hash,
  };
}

function toIndicator(item: IndicatorShape, file: string, line: number): Indicator {
  if (item.direction === undefined) {
    throw indexError("direction-missing", { file, row: line, indicator: item.name });
  }
  const direction = DIRECTIONS[item.direction];
  const place = { file, row: line, path: `${item.name}.direction` };
  if (direction === undefined) {
    const problem = {
      en: `"${item.direction}" is no direction; write "+" or "-"`,
      zh: `“${item.direction}”不是方向，请写 "+" 或 "-"`,
    };
    throw indexError("bad-system", { ...place, problem });
  }
  if (item.column !== undefined && item.formula !== undefined) {
    const problem = { en: "give column or formula, not both", zh: "column 与 formula 只能写一个" };
    throw indexError("bad-system", { ...place, path: item.name, problem });
  }
  const column = item.column ?? item.name;
  return {
    name: item.name,
    label: item.label ?? item.name,
    direction,
    formula: item.formula ?? column,
    expression:
      item.formula === undefined
        ? { kind: "column", name: column }
        : parsed(item.formula, item.name, file, line),
    dimension: item.dimension ?? null,
    subdimension: item.subdimension ?? null,
    unit: item.unit ?? null,
    source: item.source ?? null,
    weight: item.weight ?? null,
    asPublished: item.asPublished ?? false,
    note: item.note ?? null,
    line,
  };
}

function parsed(formula: string, indicator: string, file: string, row: number) {
  try {
    return parseExpression(formula);
  } catch (fault) {
    if (!(fault instanceof FormulaFault)) throw fault;
    const { position, message } = fault;
    throw indexError("bad-formula", { file, row, indicator, formula, position, message });
  }
}

/** Indicators, dimensions, keys and the composite become columns of one table. */
function checkNames(shape: SystemShape, indicators: readonly Indicator[], file: string): void {
  const taken = new Set([shape.name, shape.unit, shape.time]);
  const dimensions = new Set<string>();
  for (const indicator of indicators) {
    const row = indicator.line ?? 1;
    if (taken.has(indicator.name)) {
      throw indexError("duplicate-indicator", { file, row, indicator: indicator.name });
    }
    taken.add(indicator.name);
    if (indicator.dimension !== null) dimensions.add(indicator.dimension);
  }
  for (const dimension of dimensions) {
    if (taken.has(dimension)) {
      throw indexError("duplicate-indicator", { file, row: 1, indicator: dimension });
    }
  }
}
