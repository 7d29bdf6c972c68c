import type { Notice } from "../../base/index.js";
import type { IpcPattern } from "./parse-pattern.js";

/** One rule of a concordance: a symbol meets it when a pattern holds it and no exclusion does. */
export interface ConcordanceRule {
  /** Place in the table, from 1: unique. */
  readonly row: number;
  /** Number inside its code, as the table counts (`rule 7 of 1.2`). */
  readonly rule: number;
  readonly code: string;
  readonly name: string;
  /** Industry or branch. */
  readonly level1: string;
  /** Field. */
  readonly level2: string;
  readonly patterns: readonly IpcPattern[];
  readonly exclusions: readonly IpcPattern[];
  /** Words one of which must stand in title or abstract in the mode `ipc+keywords`. */
  readonly keywords: readonly string[];
  readonly note: string;
}

/** A rule, or a part of one, that could not be read.   中文: 无法读取的规则 */
export interface UnreadRule {
  readonly row: number;
  readonly code: string;
  readonly text: string;
  readonly reason: string;
}

/** A table from IPC symbols to industries.   中文: 国际专利分类对照表 */
export interface Concordance {
  readonly name: string;
  readonly title: string;
  /** IPC edition it was written for, when known. */
  readonly edition: string | null;
  readonly sha256: string;
  readonly rules: readonly ConcordanceRule[];
  readonly unread: readonly UnreadRule[];
  readonly warnings: readonly Notice[];
}
