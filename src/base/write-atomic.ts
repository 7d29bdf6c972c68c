import { renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileError } from "./file-error.js";
import { makeFolder } from "./make-folder.js";

/**
 * Writes a file whole or not at all: to a neighbour first, then renamed into place, so that a
 * run that is killed never leaves half a file.   中文: 原子写文件
 *
 * Errors    file/not-writable — folder read-only, disk full, path is a folder.
 */
export function writeAtomic(path: string, data: string | Uint8Array): void {
  const partial = `${path}.partial-${process.pid}`;
  try {
    makeFolder(dirname(path));
    removeQuietly(partial);
    // Made anew: a link that was put in its place is not followed.
    writeFileSync(partial, data, { flag: "wx" });
    renameSync(partial, path);
  } catch (cause) {
    removeQuietly(partial);
    throw fileError("not-writable", { file: path, reason: reasonOf(cause) }, cause);
  }
}

function reasonOf(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code;
  return code ?? String(cause);
}

/** What stands in the way of writing also stands in the way of removing (a file as a folder). */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The reason for not writing is the one to report.
  }
}
