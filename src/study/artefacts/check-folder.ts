import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { studyError } from "../errors.js";
import type { Study } from "../file/read-study.js";

/**
 * Refuses a folder that holds the results of another study file: they would be written over.
 * 中文: 检查结果文件夹
 *
 * Errors    study/other-study
 */
export function checkFolder(study: Pick<Study, "file">, folder: string): void {
  const manifest = join(folder, "manifest.json");
  if (!existsSync(manifest)) return;
  const other = studyFileOf(readFileSync(manifest, "utf8"));
  if (other === undefined || resolve(other) === resolve(study.file)) return;
  throw studyError("other-study", { file: study.file, folder, other });
}

/** A manifest that was cut short says nothing. */
function studyFileOf(text: string): string | undefined {
  try {
    const { studyFile } = JSON.parse(text) as { studyFile?: { file?: unknown } };
    return typeof studyFile?.file === "string" ? studyFile.file : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
