import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { packageRoot } from "./package-root.js";

/**
 * The folder of pdfjs-dist: as much of it as is packed with the program, or in a checkout the package
 * itself; undefined where neither is.   中文: 随附的 pdfjs 目录
 */
export function pdfjsFolder(): string | undefined {
  const packed = join(packageRoot(), "dist", "vendor", "pdfjs");
  if (existsSync(packed)) return packed;
  try {
    return dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
  } catch {
    return undefined;
  }
}
