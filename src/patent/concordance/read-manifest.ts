import { existsSync, readFileSync } from "node:fs";
import type { Localized } from "../../base/index.js";

/** What is known of a bundled concordance.   中文: 对照表说明 */
export interface ConcordanceEntry {
  readonly title: Localized;
  readonly source: string;
  readonly date: string;
  /** IPC edition in force when it was issued; null when not established. */
  readonly edition: string | null;
  readonly licence: string;
  readonly confidence: string;
  readonly defects: readonly string[];
  readonly rows: number;
  readonly sha256: string;
}

/** Reads the manifest of the bundled tables, by file name; empty when there is none. */
export function readManifest(file: string): ReadonlyMap<string, ConcordanceEntry> {
  if (!existsSync(file)) return new Map();
  const { files } = JSON.parse(readFileSync(file, "utf8")) as {
    files: Record<string, ConcordanceEntry>;
  };
  return new Map(Object.entries(files));
}
