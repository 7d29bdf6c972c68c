import type { Value } from "./patent-batch.js";
import type { Store } from "./store.js";

/** Rows of one call: a call costs as much as a row, a longer statement gains no more. */
const SIZES = [64, 8, 1] as const;

/** What to insert. */
export interface InsertRows {
  /** Table and columns: `patents (id, title)`. */
  readonly into: string;
  readonly width: number;
  /** Row after row. */
  readonly values: readonly Value[];
  /** The first value of a row is a place in this list, and the number there is stored. */
  readonly ids?: Float64Array;
  /** What stands behind the values, such as `ON CONFLICT DO NOTHING`. */
  readonly tail?: string;
}

/** Inserts rows given as one flat list, many with each call.   中文: 批量插入 */
export function insertRows(store: Store, rows: InsertRows): void {
  const { into, width, values, ids, tail = "" } = rows;
  const one = `(${Array.from({ length: width }, () => "?").join(", ")})`;
  let from = 0;
  for (const size of SIZES) {
    const step = size * width;
    if (values.length - from < step) continue;
    const list = Array.from({ length: size }, () => one).join(", ");
    const statement = store.connection.prepare(`INSERT INTO ${into} VALUES ${list} ${tail}`);
    for (; values.length - from >= step; from += step) {
      const part = values.slice(from, from + step);
      if (ids !== undefined) {
        for (let i = 0; i < step; i += width) part[i] = ids[part[i] as number]!;
      }
      statement.run(part);
    }
  }
}
