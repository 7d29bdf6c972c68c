import { lstatSync } from "node:fs";
import { join } from "node:path";
import { fileError } from "../file-error.js";
import { makeFolder } from "../make-folder.js";
import { writeAtomic } from "../write-atomic.js";

/** A folder that only its own files are written to.   中文: 受限输出文件夹 */
export interface OutputFolder {
  readonly path: string;
  /** Writes `name` (parts separated by `/`) whole or not at all; returns its path. */
  write(name: string, data: string | Uint8Array): string;
  /** The path of `name` after the same checks, its folder made. */
  pathOf(name: string): string;
}

/**
 * Opens a folder for writing: no name leads out of it, and a link in place of one of its folders or
 * files is not followed.   中文: 打开输出文件夹
 *
 * The folder itself may be a link: the user named it.
 *
 * Errors    file/outside-folder — a part that is empty, `.` or `..`, or holds a separator;
 *           file/is-link; file/not-writable.
 * @example openOutputFolder("out").write("tables/table-1.csv", "a,b\n")
 */
export function openOutputFolder(folder: string): OutputFolder {
  makeWritable(folder);
  const pathOf = (name: string): string => {
    const parts = name.split("/");
    if (parts.some((p) => p === "" || p === "." || p === ".." || /[\\\0]/.test(p))) {
      throw fileError("outside-folder", { file: folder, name });
    }
    let path = folder;
    parts.forEach((part, i) => {
      path = join(path, part);
      if (isLink(path)) throw fileError("is-link", { file: path });
      if (i < parts.length - 1) makeWritable(path);
    });
    return path;
  };
  return {
    path: folder,
    pathOf,
    write(name, data) {
      const path = pathOf(name);
      writeAtomic(path, data);
      return path;
    },
  };
}

function makeWritable(folder: string): void {
  try {
    makeFolder(folder);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw fileError("not-writable", { file: folder, reason }, cause);
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
