import { type ReadTableOptions, readTable, type Table } from "../table/index.js";
import type { Context } from "./context.js";

/**
 * Reads the user's data file and says what reading it had to change or could not read.
 * 中文: 读取数据文件并提示读取时的改动
 */
export async function readData(
  context: Context,
  path: string,
  options: ReadTableOptions = {},
): Promise<Table> {
  const table = await readTable(path, options);
  context.warn(table.origin?.notices ?? []);
  return table;
}
