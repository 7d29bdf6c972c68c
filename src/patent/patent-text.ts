/** What classification needs of a patent. */
export interface PatentText {
  /** Publication number or another name of the record. */
  readonly patent: string;
  /** The cell with its IPC symbols, in any spelling. */
  readonly ipc: string;
  readonly title?: string;
  readonly abstract?: string;
  readonly year?: number | null;
}

/** One rule that one symbol of a patent met. */
export interface PatentMatch {
  readonly symbol: string;
  /** Number of the rule inside its code, as the table counts. */
  readonly rule: number;
  readonly code: string;
  readonly name: string;
  readonly level1: string;
  readonly level2: string;
  /** Place of the rule in the table, from 1. */
  readonly row: number;
}
