import { FunctionDraft, wasm } from "../../jobs/index.js";
import { DESCRIPTOR } from "./sweep-shape.js";

const { addInt, advance, get, I32, int, isZero, loadInt, loadNumber, mulInt } = wasm;
const { select, seq, set, storeNumber, whileBelow } = wasm;

/**
 * Code that interleaves a block of columns at the plan's row order (`take`) or writes it back
 * (`restore`).
 *
 * Parameters: thread, first row, row behind the last, block (columns one behind the other), bytes of
 * a column in it, rank (0: rows are in order), descriptor.
 */
export function rowOrderCode(K: number): FunctionDraft[] {
  return [move(K, "take"), move(K, "restore")];
}

function move(K: number, direction: "take" | "restore"): FunctionDraft {
  const f = new FunctionDraft(direction, 7);
  const [, row, end, columns, columnBytes, rank, descriptor] = f.parameters as Seven;
  const at = f.local(I32);
  const pointers = Array.from({ length: K }, () => f.local(I32));
  const position = f.local(I32);
  const rows = f.local(I32);
  f.body = seq(
    set(rows, loadInt(get(descriptor), 4 * DESCRIPTOR.rows)),
    ...pointers.map((p, k) => set(p, addInt(get(columns), mulInt(get(columnBytes), int(k))))),
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
