import type { Column } from "./column.js";

/** A classification of rows: `codes[row]` in 0 … levels − 1, missing −1.   中文: 分类编码 */
export interface Factor {
  readonly codes: Int32Array;
  readonly levels: readonly (string | number)[];
}

/**
 * Rows grouped by the value of a column; levels sorted (numbers ascending, text by code unit), so
 * that codes depend on the values only and not on the order of rows.   中文: 列转为分类
 */
export function toFactor(column: Column): Factor {
  let factor = known.get(column);
  if (factor === undefined) {
    factor =
      column.kind === "text"
        ? textFactor(column.codes, column.levels)
        : numberFactor(column.values);
    known.set(column, factor);
  }
  return factor;
}

/** Columns never change, and most are asked for again: by the next model, or as the cluster. */
const known = new WeakMap<Column, Factor>();

function textFactor(codes: Int32Array, levels: readonly string[]): Factor {
  const used = new Uint8Array(levels.length);
  for (const code of codes) if (code >= 0) used[code] = 1;
  const order = levels.map((_, i) => i).filter((i) => used[i] === 1);
  order.sort((a, b) => (levels[a]! < levels[b]! ? -1 : levels[a]! > levels[b]! ? 1 : 0));
  const newCode = new Int32Array(levels.length).fill(-1);
  order.forEach((old, i) => {
    newCode[old] = i;
  });
  const out = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) out[i] = codes[i]! < 0 ? -1 : newCode[codes[i]!]!;
  return { codes: out, levels: order.map((i) => levels[i]!) };
}

function numberFactor(values: Float64Array): Factor {
  const n = values.length;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let whole = true;
  // Plain loops throughout, since this is done for every effect of every fit; NaN fails each test.
  for (let i = 0; i < n; i++) {
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
    if (Math.floor(value) < value) whole = false;
  }
  const codes = new Int32Array(n);
  if (whole && low <= high && high - low < Math.max(4 * n, 65536)) {
    // Years, codes and counters: a direct table, no hashing. The last slot is for missing.
    const width = high - low + 1;
    const slots = new Int32Array(width + 1).fill(-1);
    for (let i = 0; i < n; i++) {
      const at = values[i]! - low;
      const slot = at >= 0 ? at : width;
      codes[i] = slot;
      slots[slot] = 0;
    }
    slots[width] = -1;
    const levels: number[] = [];
    for (let s = 0; s < width; s++) {
      if (slots[s] === 0) {
        slots[s] = levels.length;
        levels.push(low + s);
      }
    }
    for (let i = 0; i < n; i++) codes[i] = slots[codes[i]!]!;
    return { codes, levels };
  }
  const levels = Float64Array.from(new Set(values))
    .filter((v) => !Number.isNaN(v))
    .sort();
  const codeOf = new Map<number, number>();
  levels.forEach((value, i) => {
    codeOf.set(value, i);
  });
  for (let i = 0; i < n; i++) codes[i] = codeOf.get(values[i]!) ?? -1;
  return { codes, levels: Array.from(levels) };
}
