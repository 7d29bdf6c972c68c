/** A value that SQLite takes or gives. */
export type SqlValue = null | number | bigint | string | Uint8Array;

/** A prepared statement, as much of it as the rooms use. */
export interface Statement {
  run(...params: readonly unknown[]): { changes: number; lastInsertRowid: number | bigint };
  get(...params: readonly unknown[]): unknown;
  all(...params: readonly unknown[]): unknown[];
  iterate(...params: readonly unknown[]): IterableIterator<unknown>;
}

/**
 * An open SQLite file as every driver gives it: what fails throws an error whose `code` is SQLite's
 * own name (`SQLITE_BUSY`, `SQLITE_CORRUPT` …), blobs are `Buffer`s, integers numbers.   中文: 数据库驱动
 */
export interface Driver {
  prepare(sql: string): Statement;
  exec(sql: string): void;
  inTransaction(): boolean;
  define(name: string, run: (...values: readonly unknown[]) => unknown): void;
  pragma(text: string): unknown[];
  close(): void;
}

/** How a driver opens a file. */
export type OpenDriver = (
  file: string,
  options: { readonly readonly: boolean; readonly waitMs: number },
) => Driver;

/** The drivers: the compiled add-on, and what Node itself brings from 22.13 on. */
export const DRIVERS = ["better-sqlite3", "node:sqlite"] as const;

/** The name of a driver. */
export type DriverName = (typeof DRIVERS)[number];
