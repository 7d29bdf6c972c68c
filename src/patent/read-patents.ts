import { readdirSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { Regions } from "../region/index.js";
import { readBytes } from "../table/index.js";
import { createLocator } from "./applicant/locate-applicant.js";
import type { UserMap } from "./import/map-columns.js";
import { openPatents, PATENT_EXTENSIONS } from "./import/open-patents.js";
import type { InnovationPatent } from "./innovate/applications.js";

/** How to read patents without a store. */
export interface ReadPatentsOptions {
  readonly map?: UserMap;
  readonly regions?: Regions;
  /** Told of each row that is no record. */
  readonly onFault?: (fault: { path: string; row: number; reason: string }) => void;
}

/** A patent read from a file. */
export type FilePatent = InnovationPatent & { readonly identity: string };

/**
 * Reads the patents of files or folders one by one, without a store.   中文: 从文件读取专利
 *
 * Records are not compared with each other: the same number in two files comes twice.
 *
 * Errors    those of `openPatents`.
 */
export async function* readPatents(
  paths: readonly string[],
  options: ReadPatentsOptions = {},
): AsyncGenerator<FilePatent> {
  const locate = createLocator(options.regions ?? Regions.load());
  for (const path of paths.flatMap(patentFiles)) {
    const opened = await openPatents(path, path, options.map ?? {}, locate);
    for (const found of opened.rows()) {
      if ("record" in found) yield found.record.patent;
      else if (found.fault !== "empty") {
        options.onFault?.({ path, row: found.row, reason: found.fault });
      }
    }
  }
}

function patentFiles(path: string): string[] {
  const status = statSync(path, { throwIfNoEntry: false });
  // The reader's own message names the nearest file.
  if (status === undefined) readBytes(path);
  if (!status?.isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && PATENT_EXTENSIONS.includes(extname(e.name).toLowerCase()))
    .map((e) => join(e.parentPath, e.name))
    .sort();
}
