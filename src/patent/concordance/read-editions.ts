import { type Notice, notice } from "../../base/index.js";
import { readTable } from "../../table/index.js";
import { patentError } from "../errors.js";
import { ipcKey } from "../symbol/ipc-key.js";
import { formatIpc, type IpcSymbol, parseIpc } from "../symbol/ipc-symbol.js";

/** Old symbol → symbols that took its place, by sort key.   中文: 版本对照 */
export type Editions = ReadonlyMap<
  number,
  readonly { readonly symbol: string; readonly key: number }[]
>;

/**
 * Reads a concordance of IPC editions.   中文: 读取 IPC 版本对照表
 *
 * Columns `old` and `new`, one pair a row; several rows for one old symbol give several new ones.
 * Symbols that stand in it are replaced before matching, so that a table of 2021 can be met by
 * patents of older or newer editions (turn the columns round for the latter).
 *
 * Errors    table/missing-column, patent/malformed-symbol (with file and row).
 * Warnings  patent/edition-repeated — the same pair stands twice.
 */
export async function readEditions(
  path: string,
): Promise<{ editions: Editions; warnings: readonly Notice[] }> {
  const table = await readTable(path, { text: ["old", "new"] });
  const editions = new Map<number, { symbol: string; key: number }[]>();
  let repeated = 0;
  for (let i = 0; i < table.nrow; i++) {
    const read = (column: string): IpcSymbol => {
      const value = String(table.value(i, column) ?? "");
      const found = parseIpc(value);
      if (found.ok) return found.symbol;
      const row = table.fileRow(i);
      throw patentError("malformed-symbol", {
        file: path,
        row,
        column,
        value,
        reason: found.fault,
      });
    };
    const from = ipcKey(read("old"));
    const to = read("new");
    const list = editions.get(from) ?? [];
    if (list.some((x) => x.key === ipcKey(to))) repeated++;
    else editions.set(from, [...list, { symbol: formatIpc(to), key: ipcKey(to) }]);
  }
  const warnings =
    repeated === 0
      ? []
      : [
          notice(
            "patent/edition-repeated",
            `${repeated} pairs of symbols stand more than once in ${path}.`,
            `${path} 中有 ${repeated} 对分类号重复。`,
          ),
        ];
  return { editions, warnings };
}
