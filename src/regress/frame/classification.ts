import { nearest } from "../../base/index.js";
import type { Factor, Table } from "../../table/index.js";
import { tableError } from "../../table/index.js";

/** Rows grouped by one column or by the combination of several; missing −1. */
export interface Classification {
  /** `industry^year` */
  readonly name: string;
  readonly columns: readonly string[];
  readonly codes: Int32Array;
  readonly size: number;
  /** Text of a level, from the row where it first stands. */
  readonly label: (level: number) => string;
}

/**
 * The classification of all rows by a name such as `city` or `industry^year`.   中文: 组合分类
 *
 * Levels are numbered by the values, not by the order of rows.
 */
export function classify(table: Table, columns: readonly string[]): Classification {
  for (const column of columns) {
    if (!table.has(column)) {
      throw tableError("missing-column", {
        column,
        nearest: nearest(column, table.names),
        have: table.names,
        ...table.where(),
      });
    }
  }
  const factors = columns.map((c) => table.factor(c));
  const { codes, size } = factors
    .slice(1)
    .reduce<Coded>(
      (left, right) => combineCodes(left, { codes: right.codes, size: right.levels.length }),
      { codes: factors[0]!.codes, size: factors[0]!.levels.length },
    );
  return {
    name: columns.join("^"),
    columns,
    codes,
    size,
    label: (level) => labelOf(factors, codes, level),
  };
}

export interface Coded {
  readonly codes: Int32Array;
  readonly size: number;
}

/** Combinations of two classifications that occur, numbered in the order of (left, right). */
export function combineCodes(left: Coded, right: Coded): Coded {
  const n = left.codes.length;
  const codes = new Int32Array(n);
  const cells = left.size * right.size;
  if (cells <= Math.max(8 * n, 1 << 16)) {
    const slot = new Int32Array(cells).fill(-1);
    for (let i = 0; i < n; i++) {
      const a = left.codes[i]!;
      const b = right.codes[i]!;
      if (a >= 0 && b >= 0) slot[a * right.size + b] = 0;
    }
    let size = 0;
    for (let c = 0; c < cells; c++) if (slot[c] === 0) slot[c] = size++;
    for (let i = 0; i < n; i++) {
      const a = left.codes[i]!;
      const b = right.codes[i]!;
      codes[i] = a >= 0 && b >= 0 ? slot[a * right.size + b]! : -1;
    }
    return { codes, size };
  }
  return combineSparse(left, right);
}

function combineSparse(left: Coded, right: Coded): Coded {
  const n = left.codes.length;
  const keys = new Float64Array(n);
  let used = 0;
  for (let i = 0; i < n; i++) {
    const a = left.codes[i]!;
    const b = right.codes[i]!;
    if (a >= 0 && b >= 0) keys[used++] = a * right.size + b;
  }
  const sorted = keys.subarray(0, used).sort();
  const slot = new Map<number, number>();
  for (const key of sorted) if (!slot.has(key)) slot.set(key, slot.size);
  const codes = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const a = left.codes[i]!;
    const b = right.codes[i]!;
    codes[i] = a >= 0 && b >= 0 ? slot.get(a * right.size + b)! : -1;
  }
  return { codes, size: slot.size };
}

/** The levels that occur among the rows, renumbered without gaps in the same order. */
export function compactCodes(
  codes: Int32Array,
  size: number,
  rows: Int32Array | null,
): Coded & { readonly levels: Int32Array } {
  const n = rows === null ? codes.length : rows.length;
  const slot = new Int32Array(size).fill(-1);
  for (let i = 0; i < n; i++) slot[codes[rows === null ? i : rows[i]!]!] = 0;
  const levels = new Int32Array(size);
  let count = 0;
  for (let l = 0; l < size; l++) {
    if (slot[l] === 0) {
      slot[l] = count;
      levels[count++] = l;
    }
  }
  if (rows === null && count === size) return { codes, size, levels };
  const out = new Int32Array(n);
  for (let i = 0; i < n; i++) out[i] = slot[codes[rows === null ? i : rows[i]!]!]!;
  return { codes: out, size: count, levels: levels.slice(0, count) };
}

function labelOf(factors: readonly Factor[], codes: Int32Array, level: number): string {
  const row = codes.indexOf(level);
  return factors.map((f) => String(f.levels[f.codes[row]!])).join("^");
}
