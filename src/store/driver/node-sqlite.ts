import type { Driver, OpenDriver, SqlValue, Statement } from "./driver.js";

/** As much of `node:sqlite` as is used; the types of Node 20 do not know it. */
interface NodeStatement {
  run(...params: SqlValue[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  get(...params: SqlValue[]): unknown;
  all(...params: SqlValue[]): unknown[];
  iterate(...params: SqlValue[]): IterableIterator<unknown>;
}
interface NodeDatabase {
  readonly isTransaction?: boolean;
  prepare(sql: string): NodeStatement;
  exec(sql: string): void;
  function(
    name: string,
    options: { readonly varargs: boolean; readonly deterministic: boolean },
    run: (...values: readonly unknown[]) => unknown,
  ): void;
  close(): void;
}
type NodeSqlite = {
  readonly DatabaseSync: new (
    file: string,
    options: { readonly readOnly: boolean },
  ) => NodeDatabase;
};

/** The engine that Node brings from 22.13 on; throws where it does not. */
export async function nodeSqlite(): Promise<OpenDriver> {
  const { DatabaseSync } = await quietly(
    () => import("node:sqlite" as string) as Promise<NodeSqlite>,
  );
  return (file, { readonly, waitMs }): Driver => {
    const db = named(() => new DatabaseSync(file, { readOnly: readonly }));
    const all = (sql: string) => named(() => db.prepare(sql).all().map(plainRow));
    // Before anything that may meet another process.
    all(`PRAGMA busy_timeout = ${waitMs}`);
    return {
      prepare: (sql) => statementOf(named(() => db.prepare(sql))),
      exec: (sql) => named(() => db.exec(sql)),
      inTransaction: () => db.isTransaction ?? isOpen(db),
      define: (name, run) => db.function(name, { varargs: true, deterministic: true }, run),
      pragma: (text) => all(`PRAGMA ${text}`),
      close: () => db.close(),
    };
  };
}

/** Node says at the first import that the module is new; its file format is not. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const emit = process.emitWarning;
  process.emitWarning = ((warning: string | Error, ...rest: never[]) => {
    if (!/SQLite/.test(String(warning))) emit.call(process, warning, ...rest);
  }) as typeof process.emitWarning;
  try {
    return await work();
  } finally {
    process.emitWarning = emit;
  }
}

function statementOf(own: NodeStatement): Statement {
  return {
    run: (...params) =>
      named(() => {
        const { changes, lastInsertRowid } = own.run(...values(params));
        return { changes: Number(changes), lastInsertRowid };
      }),
    get: (...params) =>
      named(() => {
        const row = own.get(...values(params));
        return row === undefined ? undefined : plainRow(row);
      }),
    all: (...params) => named(() => own.all(...values(params)).map(plainRow)),
    *iterate(...params) {
      const rows = named(() => own.iterate(...values(params)));
      for (;;) {
        const next = named(() => rows.next());
        if (next.done === true) return;
        yield plainRow(next.value);
      }
    },
  };
}

/** Parameters one by one, or all in one list, as the add-on takes them. */
function values(params: readonly unknown[]): SqlValue[] {
  const [first] = params;
  return (params.length === 1 && Array.isArray(first) ? first : params) as SqlValue[];
}

/** Rows are plain objects, blobs `Buffer`s, as the add-on gives them. */
function plainRow(row: unknown): Record<string, unknown> {
  const plain = { ...(row as Record<string, unknown>) };
  for (const name in plain) {
    const value = plain[name];
    if (value instanceof Uint8Array) {
      plain[name] = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    }
  }
  return plain;
}

/** Old versions cannot say whether a transaction is open: a second one is refused. */
function isOpen(db: NodeDatabase): boolean {
  try {
    db.exec("BEGIN");
    db.exec("ROLLBACK");
    return false;
  } catch {
    return true;
  }
}

/** SQLite's result codes by number (sqlite.org/rescode.html), as far as we tell them apart. */
const CODES: Readonly<Record<number, string>> = {
  1: "SQLITE_ERROR",
  3: "SQLITE_PERM",
  5: "SQLITE_BUSY",
  6: "SQLITE_LOCKED",
  7: "SQLITE_NOMEM",
  8: "SQLITE_READONLY",
  9: "SQLITE_INTERRUPT",
  10: "SQLITE_IOERR",
  11: "SQLITE_CORRUPT",
  13: "SQLITE_FULL",
  14: "SQLITE_CANTOPEN",
  15: "SQLITE_PROTOCOL",
  17: "SQLITE_SCHEMA",
  18: "SQLITE_TOOBIG",
  19: "SQLITE_CONSTRAINT",
  20: "SQLITE_MISMATCH",
  23: "SQLITE_AUTH",
  26: "SQLITE_NOTADB",
};

/** Gives an error of SQLite the name of its code; the low byte of an extended code is the plain one. */
function named<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const number = (cause as { errcode?: unknown }).errcode;
    if (cause instanceof Error && typeof number === "number") {
      const code = CODES[number & 0xff] ?? `SQLITE_${number}`;
      throw Object.assign(cause, { code });
    }
    throw cause;
  }
}
