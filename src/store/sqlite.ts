import { pause } from "../base/index.js";
import type { Driver, Statement } from "./driver/driver.js";
import { loadDriver } from "./driver/load-driver.js";
import { isBusy, translate } from "./translate.js";

export type { Statement } from "./driver/driver.js";

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

/**
 * Opens a SQLite file with the driver that is there. It is loaded at the first call: an install
 * without any still runs everything that needs no store.   中文: 打开 SQLite
 *
 * Errors    store/unavailable — better-sqlite3 is not built, and Node has no SQLite of its own.
 */
export async function openSqlite(
  file: string,
  options: { readonly readonly: boolean },
): Promise<Connection> {
  const driver = await loadDriver();
  const patiently = <T>(work: () => T): T => waiting(file, work);
  const db = patiently(() => driver.open(file, { readonly: options.readonly, waitMs: WAIT_MS }));
  const prepared = new Map<string, Statement>();
  return {
    prepare(sql) {
      let statement = prepared.get(sql);
      if (statement === undefined) {
        const own = patiently(() => db.prepare(sql));
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
    exec: (sql) => patiently(() => db.exec(sql)),
    transaction: (work) => patiently(() => inTransaction(db, work)),
    inTransaction: () => db.inTransaction(),
    define: (name, run) => db.define(name, run),
    pragma: (text) => patiently(() => db.pragma(text)),
    close: () => db.close(),
  };
}

/** One transaction; inside another, a part of it that is undone alone when it fails. */
function inTransaction<T>(db: Driver, work: () => T): T {
  const [begin, commit, undo] = db.inTransaction()
    ? ["SAVEPOINT part", "RELEASE part", "ROLLBACK TO part; RELEASE part"]
    : ["BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"];
  db.exec(begin!);
  try {
    const result = work();
    db.exec(commit!);
    return result;
  } catch (cause) {
    // A full disk has rolled back already; the cause is what the user must see.
    if (db.inTransaction()) db.exec(undo!);
    throw cause;
  }
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
