import type BetterSqlite3 from "better-sqlite3";
import { storeError } from "./errors.js";

/** A prepared statement, as much of it as the rooms use. */
export interface Statement {
  run(...params: readonly unknown[]): { changes: number; lastInsertRowid: number | bigint };
  get(...params: readonly unknown[]): unknown;
  all(...params: readonly unknown[]): unknown[];
  iterate(...params: readonly unknown[]): IterableIterator<unknown>;
}

/** A database connection behind our own small face, so that the add-on has one door. */
export interface Connection {
  prepare(sql: string): Statement;
  exec(sql: string): void;
  /** Runs `work` in one transaction; an exception rolls it back. */
  transaction<T>(work: () => T): T;
  inTransaction(): boolean;
  pragma(text: string): unknown;
  close(): void;
}

type Constructor = new (file: string, options?: BetterSqlite3.Options) => BetterSqlite3.Database;

let databaseClass: Constructor | undefined;

/**
 * Opens a SQLite file. The add-on is loaded at the first call: an install without it still runs
 * everything that needs no store.   中文: 打开 SQLite
 *
 * Errors    store/unavailable — better-sqlite3 is not installed or not built.
 */
export async function openSqlite(
  file: string,
  options: { readonly: boolean },
): Promise<Connection> {
  databaseClass ??= await load();
  const db = new databaseClass(file, { readonly: options.readonly, timeout: 10_000 });
  const prepared = new Map<string, Statement>();
  return {
    prepare(sql) {
      let statement = prepared.get(sql);
      if (statement === undefined) {
        statement = db.prepare(sql) as unknown as Statement;
        prepared.set(sql, statement);
      }
      return statement;
    },
    exec: (sql) => void db.exec(sql),
    transaction: (work) => db.transaction(work).immediate(),
    inTransaction: () => db.inTransaction,
    pragma: (text) => db.pragma(text),
    close: () => void db.close(),
  };
}

async function load(): Promise<Constructor> {
  try {
    const module = await import("better-sqlite3");
    const Database = module.default as unknown as Constructor;
    // The native part is loaded by the first connection only.
    new Database(":memory:").close();
    return Database;
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? firstLine(cause);
    throw storeError("unavailable", { reason }, cause);
  }
}

function firstLine(cause: unknown): string {
  return String(cause instanceof Error ? cause.message : cause).split("\n")[0]!;
}
