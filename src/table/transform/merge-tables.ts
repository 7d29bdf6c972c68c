import { type Notice, notice } from "../../base/index.js";
import { type Column, columnLength, columnMeta, takeRows } from "../column.js";
import { tableError } from "../errors.js";
import { Table } from "../table.js";
import { renameColumns } from "./rename-columns.js";

/** How to merge. */
export interface MergeOptions {
  /** Key columns: one name in both tables, or `[left, right]`; the left name is kept. */
  readonly on: readonly (string | readonly [left: string, right: string])[];
  /** Rows kept: of the left table (`left`, default), matched ones (`inner`), of both (`outer`). */
  readonly keep?: "left" | "inner" | "outer";
  /** What the keys must be: unique on the right (`m:1`, default), on the left, on both, or none. */
  readonly relation?: "1:1" | "m:1" | "1:m" | "m:m";
  /** For columns that both have: `error` (default), keep the `left`, or add a `suffix` `_right`. */
  readonly conflict?: "error" | "left" | "suffix";
}

/** What became of the keys. */
export interface MergeReport {
  readonly matched: number;
  /** Distinct keys of one side only, with examples. */
  readonly leftOnly: number;
  readonly rightOnly: number;
  readonly leftExamples: readonly string[];
  readonly rightExamples: readonly string[];
}

/** A merged table and the account of it. */
export interface Merged {
  readonly table: Table;
  readonly report: MergeReport;
  readonly warnings: readonly Notice[];
}

/**
 * Joins two tables by key columns and reports the keys that did not match.   中文: 合并数据
 *
 * Keys compare as they are written: 2010 and "2010" are one; a missing key matches nothing.
 * Columns keep label, unit and source.
 *
 * Errors    table/missing-column, table/not-unique (keys that stand twice where the relation wants
 *           them once), table/name-conflict, table/no-match.
 * Warnings  table/unmatched-keys.
 * Agrees    Stata `merge m:1` (keep(master match) by default), with its _merge counts in the report.
 * @example mergeTables(panel, cities, { on: ["city"] }).report.leftOnly
 */
export function mergeTables(left: Table, second: Table, options: MergeOptions): Merged {
  const { keep = "left", relation = "m:1" } = options;
  const pairsOfKeys = options.on.map((k) => (typeof k === "string" ? ([k, k] as const) : k));
  const on = pairsOfKeys.map(([name]) => name);
  const right = renameColumns(
    second,
    pairsOfKeys.filter(([mine, theirs]) => mine !== theirs).map(([mine, theirs]) => [theirs, mine]),
  );
  const leftKeys = keysOf(left, on);
  const rightKeys = keysOf(right, on);
  const rightRows = index(rightKeys);
  if (relation.endsWith(":1")) checkUnique(right, rightRows, "right");
  if (relation.startsWith("1:")) checkUnique(left, index(leftKeys), "left");
  const pairs: { l: number; r: number }[] = [];
  const used = new Set<string>();
  const leftMissed = new Set<string>();
  leftKeys.forEach((key, l) => {
    const matches = key === null ? undefined : rightRows.get(key);
    if (matches !== undefined) {
      used.add(key!);
      for (const r of matches) pairs.push({ l, r });
    } else {
      leftMissed.add(key ?? "");
      if (keep !== "inner") pairs.push({ l, r: -1 });
    }
  });
  const rightMissed = [...rightRows.keys()].filter((k) => !used.has(k));
  if (used.size === 0) {
    throw tableError("no-match", {
      on,
      left: [...leftMissed].slice(0, 3).map(show),
      right: rightMissed.slice(0, 3).map(show),
    });
  }
  if (keep === "outer") {
    rightKeys.forEach((key, r) => {
      if (key === null || !used.has(key)) pairs.push({ l: -1, r });
    });
  }
  const report: MergeReport = {
    matched: pairs.filter((p) => p.l >= 0 && p.r >= 0).length,
    leftOnly: leftMissed.size,
    rightOnly: rightMissed.length,
    leftExamples: [...leftMissed].slice(0, 20).map(show),
    rightExamples: rightMissed.slice(0, 20).map(show),
  };
  return { table: assemble(left, right, pairs, on, options), report, warnings: unmatched(report) };
}

const SEPARATOR = "\u0001";

function show(key: string): string {
  return key.split(SEPARATOR).join(" ");
}

function keysOf(table: Table, on: readonly string[]): (string | null)[] {
  const columns = on.map((name) => table.column(name).name);
  return Array.from({ length: table.nrow }, (_, i) => {
    const parts = columns.map((name) => table.value(i, name));
    return parts.some((p) => p === null) ? null : parts.join(SEPARATOR);
  });
}

function index(keys: readonly (string | null)[]): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  keys.forEach((key, i) => {
    if (key === null) return;
    const list = rows.get(key);
    if (list === undefined) rows.set(key, [i]);
    else list.push(i);
  });
  return rows;
}

function checkUnique(table: Table, rows: ReadonlyMap<string, number[]>, side: string): void {
  const twice = [...rows].filter(([, list]) => list.length > 1);
  if (twice.length === 0) return;
  throw tableError("not-unique", {
    ...table.where(),
    side,
    count: twice.length,
    examples: twice.slice(0, 5).map(([key]) => show(key)),
  });
}

function assemble(
  left: Table,
  right: Table,
  pairs: readonly { l: number; r: number }[],
  on: readonly string[],
  options: MergeOptions,
): Table {
  const keys = new Set(on);
  const shared = right.names.filter((name) => left.has(name) && !keys.has(name));
  const conflict = options.conflict ?? "error";
  const first = shared[0];
  if (first !== undefined && conflict === "error") {
    throw tableError("name-conflict", { column: first, names: shared });
  }
  const leftRows = pairs.map((p) => p.l);
  const rightRows = pairs.map((p) => p.r);
  const columns: Column[] = left.columns.map((column) =>
    keys.has(column.name)
      ? keyColumn(column, right.column(column.name), pairs)
      : takeOrMissing(column, leftRows),
  );
  for (const column of right.columns) {
    if (keys.has(column.name)) continue;
    const taken = takeOrMissing(column, rightRows);
    if (!left.has(column.name)) columns.push(taken);
    else if (conflict === "suffix") columns.push({ ...taken, name: `${column.name}_right` });
  }
  return new Table(columns);
}

/** The key comes from whichever side has the row; text if either side is. */
function keyColumn(
  left: Column,
  right: Column,
  pairs: readonly { l: number; r: number }[],
): Column {
  const values = pairs.map((p) => (p.l >= 0 ? cell(left, p.l) : cell(right, p.r)));
  const { missingCodes: _, ...meta } = { missingCodes: undefined, ...left };
  if (left.kind === "number" && values.every((v) => typeof v !== "string")) {
    const numbers = Float64Array.from(values, (v) => (v === null ? Number.NaN : Number(v)));
    return { ...(meta as typeof left), values: numbers };
  }
  const levels: string[] = [];
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(values, (v) => {
    if (v === null) return -1;
    const text = String(v);
    const found = codeOf.get(text);
    if (found !== undefined) return found;
    codeOf.set(text, levels.length);
    return levels.push(text) - 1;
  });
  return { kind: "text", name: left.name, codes, levels, ...columnMeta(left) };
}

function cell(column: Column, row: number): string | number | null {
  if (column.kind === "number") {
    const value = column.values[row]!;
    return Number.isNaN(value) ? null : value;
  }
  const code = column.codes[row]!;
  return code < 0 ? null : column.levels[code]!;
}

/** Rows of a column; −1 gives missing. */
export function takeOrMissing(column: Column, rows: readonly number[]): Column {
  const n = columnLength(column);
  if (rows.every((r) => r >= 0 && r < n)) return takeRows(column, rows);
  if (column.kind === "text") {
    return { ...column, codes: Int32Array.from(rows, (r) => (r < 0 ? -1 : column.codes[r]!)) };
  }
  const { missingCodes: _, ...rest } = column;
  const values = Float64Array.from(rows, (r) => (r < 0 ? Number.NaN : column.values[r]!));
  return { ...rest, values };
}

function unmatched(report: MergeReport): Notice[] {
  if (report.leftOnly === 0 && report.rightOnly === 0) return [];
  const sides = [
    { en: "left", zh: "左表", count: report.leftOnly, examples: report.leftExamples },
    { en: "right", zh: "右表", count: report.rightOnly, examples: report.rightExamples },
  ].filter((side) => side.count > 0);
  const en = sides.map(
    (s) => `${s.count} keys of the ${s.en} table (${s.examples.slice(0, 5).join(", ")})`,
  );
  const zh = sides.map((s) => `${s.zh}有 ${s.count} 个键（${s.examples.slice(0, 5).join("、")}）`);
  return [
    notice("table/unmatched-keys", `${en.join(" and ")} have no match`, `${zh.join("，")}没有匹配`),
  ];
}
