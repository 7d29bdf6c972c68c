import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileError, nearest } from "../../base/index.js";

/** A file to read patents from. */
export interface FoundFile {
  readonly path: string;
  /** As messages name it: relative to the folder it was found in. */
  readonly shown: string;
  /** True when the user named the file itself rather than its folder. */
  readonly named: boolean;
  readonly bytes: number;
}

/**
 * The files behind a path, those below a folder in order.   中文: 列出文件
 *
 * Errors    file/not-found, file/empty
 */
export function findFiles(path: string): FoundFile[] {
  if (!existsSync(path)) {
    const folder = dirname(path);
    const around = existsSync(folder) ? readdirSync(folder) : [];
    throw fileError("not-found", { file: path, nearest: nearest(basename(path), around) });
  }
  const status = statSync(path);
  if (!status.isDirectory()) return [{ path, shown: path, named: true, bytes: status.size }];
  const found = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath, e.name))
    .sort();
  if (found.length === 0) throw fileError("empty", { file: path });
  return found.map((file) => ({
    path: file,
    shown: relative(path, file),
    named: false,
    bytes: statSync(file).size,
  }));
}
