import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { fileError, nearest } from "../base/index.js";
import { textError } from "./errors.js";

/** A file to be read; `name` is its path relative to the folder that was named. */
export interface ListedFile {
  readonly path: string;
  readonly name: string;
}

/**
 * The files under the given paths in a fixed order; hidden files of the system are left out.
 * 中文: 列出文件
 *
 * Errors    file/not-found (with the nearest name), text/no-files — an empty folder.
 */
export function listFiles(paths: readonly string[]): ListedFile[] {
  const found: ListedFile[] = [];
  for (const path of paths) {
    if (!existsSync(path)) {
      const folder = dirname(path);
      const around = existsSync(folder) ? readdirSync(folder) : [];
      throw fileError("not-found", { file: path, nearest: nearest(basename(path), around) });
    }
    if (!statSync(path).isDirectory()) {
      found.push({ path, name: basename(path) });
      continue;
    }
    const below = walk(path);
    if (below.length === 0) throw textError("no-files", { file: path });
    for (const file of below) {
      found.push({ path: file, name: relative(path, file).split(sep).join("/") });
    }
  }
  return found;
}

function walk(folder: string): string[] {
  let entries: ReturnType<typeof readFolder>;
  try {
    entries = readFolder(folder);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw fileError("not-readable", { file: folder, reason }, cause);
  }
  return entries
    .filter((e) => !/^(?:\.|~\$|Thumbs\.db$|__MACOSX$)/.test(e.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((e) => {
      const path = join(folder, e.name);
      return e.isDirectory() ? walk(path) : e.isFile() || e.isSymbolicLink() ? [path] : [];
    });
}

function readFolder(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}
