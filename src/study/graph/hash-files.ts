import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../base/index.js";
import { readBytes } from "../../table/index.js";

/**
 * One hash for the content of files and folders: what a step on them depends on.
 *
 * Errors    file/not-found
 */
export function hashFiles(paths: readonly string[]): string {
  const parts: string[] = [];
  const visit = (path: string): void => {
    if (!existsSync(path)) readBytes(path);
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) visit(join(path, name));
    } else parts.push(`${path.split("/").at(-1)} ${sha256(readFileSync(path))}`);
  };
  for (const path of paths) visit(path);
  return sha256(parts.join("\n"));
}
