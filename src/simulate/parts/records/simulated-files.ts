import { dirname, join } from "node:path";
import { makeFolder, writeAtomic } from "../../../base/index.js";
import { type Table, toCsv } from "../../../table/index.js";

/**
 * What a simulated study consists of: files by their path below the study's folder, each made when
 * it is asked for, so that a check of many seeds need not write texts and patents.
 * 中文: 模拟研究的文件
 */
export interface SimulatedFiles {
  readonly tables: Readonly<Record<string, () => Table>>;
  /** Reports and other texts. */
  readonly texts: () => Readonly<Record<string, string>>;
}

/** Writes the files of a simulated study below a folder.   中文: 写出模拟数据 */
export function writeSimulatedFiles(files: SimulatedFiles, folder: string): void {
  const write = (path: string, text: string): void => {
    makeFolder(dirname(join(folder, path)));
    writeAtomic(join(folder, path), text);
  };
  for (const [path, table] of Object.entries(files.tables)) write(path, toCsv(table()));
  for (const [path, text] of Object.entries(files.texts())) write(path, text);
}
