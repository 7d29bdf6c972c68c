import { FunctionDraft, wasm } from "../../jobs/index.js";

const { addInt, advance, get, I32, int, isZero, loadInt, loadNumber, mulInt } = wasm;
const { select, seq, set, storeNumber, whileBelow } = wasm;

/**
 * Code that interleaves columns at the plan's row order (`take`) or writes them back (`restore`).
 *
 * Parameters: thread, first row, row behind the last, columns (one behind the other), bytes of a
 * column, rank (0: rows are in order), interleaved rows.
 */
export function rowOrderCode(K: number): FunctionDraft[] {
  return [move(K, "take"), move(K, "restore")];
}

function move(K: number, direction: "take" | "restore"): FunctionDraft {
  const f = new FunctionDraft(direction, 7);
  const [, row, end, columns, columnBytes, rank, rows] = f.parameters as Seven;
  const at = f.local(I32);
  const pointers = Array.from({ length: K }, () => f.local(I32));
  const position = f.local(I32);
  f.body = seq(
    ...pointers.map((p, k) =>
      set(
        p,
        addInt(addInt(get(columns), mulInt(get(columnBytes), int(k))), mulInt(get(row), int(8))),
      ),
    ),
    whileBelow(
      row,
      get(end),
      set(
        position,
        select(get(row), loadInt(addInt(get(rank), mulInt(get(row), int(4)))), isZero(get(rank))),
      ),
      set(at, addInt(get(rows), mulInt(get(position), int(8 * K)))),
      ...pointers.map((p, k) =>
        direction === "take"
          ? storeNumber(get(at), loadNumber(get(p)), 8 * k)
          : storeNumber(get(p), loadNumber(get(at), 8 * k)),
      ),
      ...pointers.map((p) => advance(p, 8)),
      advance(row, 1),
    ),
  );
  return f;
}

type Seven = readonly [number, number, number, number, number, number, number];
