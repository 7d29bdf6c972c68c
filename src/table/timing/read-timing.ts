import { type Notice, notice } from "../../base/index.js";
import type { Panel } from "../panel.js";
import { timingError } from "./errors.js";
import {
  type EmptyMeans,
  EXCLUDED,
  NEVER,
  type Timing,
  treatedFrom,
  type UnitTimings,
} from "./timing.js";

/**
 * Reads a column of first treated years.   中文: 读取首次处理年份列
 *
 * 0 and Inf mean never. An empty cell means "not in the sample" where the column holds 0 or Inf
 * beside it, and "never" where it holds neither; `empty`, or else the column's entry in the data
 * dictionary, says otherwise. What was made of empty cells is said with counts.
 * Shapes    one timing for each unit of the panel
 * Errors    table/timing-text, table/timing-negative — the row is named; table/timing-dummy — a 0/1
 *           column before whose 1 lies no period; table/timing-varies — a unit with two years
 * @example readFirstYears(panel, "first_treated").ofUnit[0]; // { state: "treated", from: 2014 }
 */
export function readFirstYears(
  panel: Panel,
  column: string,
  empty: EmptyMeans | undefined = panel.column(column).empty,
): UnitTimings {
  const values = yearsOf(panel, column);
  refuseDummy(panel, column, values);
  const codes = panel.unitFactor.codes;
  const ofUnit = new Array<Timing | undefined>(panel.unitFactor.levels.length);
  let saysNever = false;
  for (const v of values) if (v === 0 || v === Number.POSITIVE_INFINITY) saysNever = true;
  const means = empty ?? (saysNever ? "excluded" : "never");
  const isEmpty = new Uint8Array(ofUnit.length);
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    const timing = Number.isNaN(v)
      ? means === "never"
        ? NEVER
        : EXCLUDED
      : v === 0 || v === Number.POSITIVE_INFINITY
        ? NEVER
        : treatedFrom(v);
    const unit = codes[i]!;
    const before = ofUnit[unit];
    if (Number.isNaN(v)) isEmpty[unit] = 1;
    if (before === undefined) ofUnit[unit] = timing;
    else if (!same(before, timing)) {
      throw timingError("timing-varies", {
        column,
        row: panel.fileRow(i),
        unit: String(panel.unitFactor.levels[unit]),
        values: [before, timing].map(inWords).join(", "),
        ...panel.where(),
      });
    }
  }
  const excludedRows = rowsOfExcluded(codes, ofUnit as Timing[]);
  const empties = { units: 0, rows: 0 };
  for (const v of isEmpty) empties.units += v;
  for (const code of codes) empties.rows += isEmpty[code]!;
  return {
    column,
    ofUnit: ofUnit as Timing[],
    excludedRows,
    notices: emptyNotice(column, empties, means, empty === undefined ? saysNever : null),
  };
}

/**
 * Takes the first treated year of each unit from a 0/1 treatment column.   中文: 由 0/1 处理变量推出首次处理年份
 *
 * Rows whose cell is empty are not in the sample; a unit without any value is excluded. A unit that
 * is never 1 is never treated.
 * Errors    table/treatment-value — neither 0 nor 1; table/treatment-leaves — a unit goes back to 0
 * @example timingFromTreatment(panel, "did").ofUnit[0];
 */
export function timingFromTreatment(panel: Panel, column: string): UnitTimings {
  const values = panel.number(column);
  const codes = panel.unitFactor.codes;
  const units = panel.unitFactor.levels.length;
  const start = new Float64Array(units).fill(Number.POSITIVE_INFINITY);
  const lastZero = new Float64Array(units).fill(Number.NEGATIVE_INFINITY);
  const known = new Uint8Array(units);
  const excludedRows = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    const unit = codes[i]!;
    const t = panel.times[i]!;
    if (Number.isNaN(v)) {
      excludedRows[i] = 1;
      continue;
    }
    if (v !== 0 && v !== 1) {
      throw timingError("treatment-value", {
        column,
        row: panel.fileRow(i),
        value: v,
        ...panel.where(),
      });
    }
    known[unit] = 1;
    if (v === 1) start[unit] = Math.min(start[unit]!, t);
    else lastZero[unit] = Math.max(lastZero[unit]!, t);
  }
  const leaving = [...start.keys()].filter((u) => lastZero[u]! > start[u]!);
  if (leaving.length > 0) {
    throw timingError("treatment-leaves", {
      column,
      count: leaving.length,
      examples: leaving
        .slice(0, 5)
        .map((u) => `${panel.unitFactor.levels[u]} (${start[u]} → ${lastZero[u]})`)
        .join(", "),
      ...panel.where(),
    });
  }
  const ofUnit = Array.from(start, (g, u) =>
    known[u] === 0 ? EXCLUDED : Number.isFinite(g) ? treatedFrom(g) : NEVER,
  );
  return { column, ofUnit, excludedRows, notices: [] };
}

/** The numbers of the column; text and negative years are errors that name the row. */
function yearsOf(panel: Panel, column: string): Float64Array {
  const found = panel.column(column);
  if (found.kind === "text" && found.levels.length > 0) {
    const numeric = found.levels.map((text) => text.trim() !== "" && !Number.isNaN(Number(text)));
    const bad = found.codes.map((c) => (c >= 0 && !numeric[c] ? 1 : 0));
    const row = bad.indexOf(1);
    if (row >= 0) {
      throw timingError("timing-text", {
        column,
        row: panel.fileRow(row),
        value: found.levels[found.codes[row]!]!.slice(0, 60),
        count: bad.reduce((a, v) => a + v, 0),
        ...panel.where(),
      });
    }
  }
  const values = panel.number(column);
  for (let i = 0; i < values.length; i++) {
    if (values[i]! < 0) {
      throw timingError("timing-negative", {
        column,
        row: panel.fileRow(i),
        value: values[i]!,
        count: values.reduce((a, v) => a + (v < 0 ? 1 : 0), 0),
        ...panel.where(),
      });
    }
  }
  return values;
}

/** A treatment dummy is no first year: where every value is 0 or 1 and no period is as early as 1. */
function refuseDummy(panel: Panel, column: string, values: Float64Array): void {
  let ones = 0;
  for (const v of values) {
    if (v === 1) ones++;
    else if (v !== 0 && !Number.isNaN(v)) return;
  }
  let start = Number.POSITIVE_INFINITY;
  for (const t of panel.times) if (t < start) start = t;
  if (ones === 0 || start <= 1) return;
  throw timingError("timing-dummy", { column, ones, start, ...panel.where() });
}

function same(a: Timing, b: Timing): boolean {
  return a.state === b.state && (a.state !== "treated" || a.from === (b as typeof a).from);
}

function inWords(timing: Timing): string {
  if (timing.state === "treated") return String(timing.from);
  return timing.state === "never" ? "never" : "empty (not in the sample)";
}

function rowsOfExcluded(codes: Int32Array, ofUnit: readonly Timing[]): Uint8Array {
  return Uint8Array.from(codes, (code) => (ofUnit[code]!.state === "excluded" ? 1 : 0));
}

/** `saysNever`: whether 0 or Inf stands in the column, null where the reader was told the meaning. */
function emptyNotice(
  column: string,
  { units, rows }: { readonly units: number; readonly rows: number },
  means: EmptyMeans,
  saysNever: boolean | null,
): Notice[] {
  if (units === 0) return [];
  const why =
    saysNever === null
      ? ["as told", "按所给的规定"]
      : saysNever
        ? [
            `since "${column}" marks the never treated by 0 or Inf; --empty never reads them as never treated`,
            `因为“${column}”以 0 或 Inf 表示从未处理；若应视为从未处理，请用 --empty never`,
          ]
        : [
            `since "${column}" holds no 0 or Inf; --empty excluded leaves them out`,
            `因为“${column}”中没有 0 或 Inf；若应剔除，请用 --empty excluded`,
          ];
  return [
    means === "never"
      ? notice(
          "table/timing-empty",
          `${units} units (${rows} rows) with an empty first year are never treated, ${why[0]}`,
          `首次处理年份为空的 ${units} 个单位（${rows} 行）视为从未处理，${why[1]}`,
        )
      : notice(
          "table/timing-empty",
          `${units} units (${rows} rows) with an empty first year are not in the sample, ${why[0]}`,
          `首次处理年份为空的 ${units} 个单位（${rows} 行）不在样本中，${why[1]}`,
        ),
  ];
}
