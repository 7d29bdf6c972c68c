import type BetterSqlite3 from "better-sqlite3";
import { pause } from "../base/index.js";
import { storeError } from "./errors.js";
import { isBusy, translate } from "./translate.js";

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
  /** Gives SQL a function of any number of arguments that depends on nothing else. */
  define(name: string, run: (...values: readonly unknown[]) => unknown): void;
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
  const open = databaseClass;
  const patiently = <T>(work: () => T): T => waiting(file, work);
  const db = patiently(() => new open(file, { readonly: options.readonly, timeout: WAIT_MS }));
  const prepared = new Map<string, Statement>();
  return {
    prepare(sql) {
      let statement = prepared.get(sql);
      if (statement === undefined) {
        const own = patiently(() => db.prepare(sql)) as unknown as Statement;
        statement = {
          run: (...params) => patiently(() => own.run(...params)),
          get: (...params) => patiently(() => own.get(...params)),
          all: (...params) => patiently(() => own.all(...params)),
          *iterate(...params) {
            // The first row is where a lock is met.
            const { rows, first } = patiently(() => {
              const begun = own.iterate(...params);
              return { rows: begun, first: begun.next() };
            });
            try {
              if (first.done) return;
              yield first.value;
              yield* rows;
            } catch (cause) {
              throw translate(file, cause);
            } finally {
              rows.return?.();
            }
          },
        };
        prepared.set(sql, statement);
      }
      return statement;
    },
    exec: (sql) => void patiently(() => db.exec(sql)),
    transaction: (work) => patiently(() => db.transaction(work).immediate()),
    inTransaction: () => db.inTransaction,
    define: (name, run) => void db.function(name, { varargs: true, deterministic: true }, run),
    pragma: (text) => patiently(() => db.pragma(text)),
    close: () => void db.close(),
  };
}

/** How long SQLite itself waits for another process: it cannot be interrupted meanwhile. */
const WAIT_MS = 200;
/** How long we sleep between attempts; Ctrl-C wakes us. */
const PAUSE_MS = 50;
/** How long we wait before we say so. */
const QUIET_MS = 5_000;
/** How long we wait in all. */
const PATIENCE_MS = 300_000;
let tell: (file: string) => void = () => {};

/** Sets who is told, once for each wait, that another process holds a store. */
export function whenBusy(listener: (file: string) => void): void {
  tell = listener;
}

/** Does work again as long as another process holds the store; other trouble is put in our words. */
function waiting<T>(file: string, work: () => T): T {
  const began = performance.now();
  let isTold = false;
  for (;;) {
    try {
      return work();
    } catch (cause) {
      const waited = performance.now() - began;
      if (!isBusy(cause) || waited > PATIENCE_MS) throw translate(file, cause);
      if (!isTold && waited > QUIET_MS) {
        isTold = true;
        tell(file);
      }
    }
    pause(PAUSE_MS);
  }
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
