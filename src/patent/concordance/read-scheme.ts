import { readTable } from "../../table/index.js";
import { ipcKey } from "../symbol/ipc-key.js";
import { parseIpc } from "../symbol/ipc-symbol.js";

/** The symbols of one IPC edition, with their dots where the list has them.   中文: IPC 体系 */
export interface IpcScheme {
  readonly edition: string;
  readonly size: number;
  /** True when the list says how deep each symbol stands (dots). */
  readonly hasDots: boolean;
  has(key: number): boolean;
  /** Keys of all its symbols. */
  readonly keys: ReadonlySet<number>;
  /** The symbol and those indented under it; undefined when unknown or without dots. */
  subtree(key: number): readonly number[] | undefined;
}

/**
 * Reads a list of IPC group symbols.   中文: 读取 IPC 体系表
 *
 * Columns `symbol` and, for the subtrees, `dots` (0 for a main group, 1 for one dot …); rows in
 * the order of the scheme. Lines above the groups (sections, subclasses) are passed over. Any
 * further column is ignored.
 *
 * Errors    table/missing-column, table/non-numeric.
 */
export async function readScheme(path: string, edition = path): Promise<IpcScheme> {
  const table = await readTable(path, { text: ["symbol"] });
  const symbols = table.text("symbol");
  const dots = table.has("dots") ? table.number("dots") : undefined;
  const keys: number[] = [];
  const depth: number[] = [];
  for (let i = 0; i < table.nrow; i++) {
    const found = parseIpc(symbols.levels[symbols.codes[i]!] ?? "");
    if (!found.ok) continue;
    keys.push(ipcKey(found.symbol));
    depth.push(dots?.[i] ?? Number.NaN);
  }
  return makeScheme(edition, keys, dots === undefined ? undefined : depth);
}

/** A scheme from keys in the order of the scheme. */
export function makeScheme(
  edition: string,
  keys: readonly number[],
  dots?: readonly number[],
): IpcScheme {
  const place = new Map(keys.map((key, i) => [key, i]));
  return {
    edition,
    size: keys.length,
    hasDots: dots !== undefined,
    has: (key) => place.has(key),
    keys: new Set(keys),
    subtree(key) {
      const at = place.get(key);
      if (at === undefined || dots === undefined) return undefined;
      let end = at + 1;
      while (end < keys.length && dots[end]! > dots[at]!) end++;
      return keys.slice(at, end).sort((a, b) => a - b);
    },
  };
}
