import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and those above it, one by one.   中文: 逐级建立文件夹
 *
 * Not `mkdirSync(…, { recursive: true })`: where the system refuses with "no such file" (as below
 * /proc), Node 20 tries again for ever.
 */
export function makeFolder(path: string): void {
  if (path === "" || existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    // Another run may have made it in the meantime.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
