import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder, sha256, UserError } from "../base/index.js";
import { storeError } from "./errors.js";
import { migrations } from "./migrations/index.js";
import { type Connection, openSqlite } from "./sqlite.js";

/** Marks our files, so that another program's database is not taken for a store ("XNZH"). */
const APPLICATION_ID = 0x584e5a48;

/** How to open a store. */
export interface OpenStoreOptions {
  /** `create` (default) makes the file if needed; `existing` wants one; `read` never writes. */
  readonly mode?: "create" | "existing" | "read";
}

/**
 * The SQLite file that holds documents, patents, counts, labels and crawl state.   中文: 数据库
 *
 * WAL, foreign keys, `STRICT` tables; one transaction for each batch, so a run that is killed at
 * any moment leaves a store that opens and goes on. Schema changes are numbered migrations, run in
 * one transaction at opening; old data stays.
 *
 * Errors    store/unavailable, store/not-found, store/not-a-store, store/newer-version,
 *           store/read-only, store/busy.
 * @example
 * const store = await Store.open("xinzhi.db");
 * store.close();
 */
export class Store {
  readonly file: string;
  readonly connection: Connection;

  private constructor(file: string, connection: Connection) {
    this.file = file;
    this.connection = connection;
  }

  static async open(file: string, options: OpenStoreOptions = {}): Promise<Store> {
    const mode = options.mode ?? "create";
    if (mode !== "create" && file !== ":memory:" && !existsSync(file)) {
      // Without the add-on that is the message to show: the repair comes first.
      (await openSqlite(":memory:", { readonly: false })).close();
      throw storeError("not-found", { file });
    }
    let connection: Connection | undefined;
    try {
      if (mode === "create" && file !== ":memory:") makeFolder(dirname(file));
      connection = await openSqlite(file, { readonly: mode === "read" });
      connection.pragma("foreign_keys = ON");
      checkFile(file, connection);
      if (mode !== "read") {
        connection.pragma("journal_mode = WAL");
        connection.pragma("synchronous = NORMAL");
        migrate(connection);
      }
      return new Store(file, connection);
    } catch (cause) {
      connection?.close();
      throw translate(file, cause);
    }
  }

  /** Runs `work` in one transaction. */
  transaction<T>(work: () => T): T {
    return this.connection.transaction(work);
  }

  /**
   * Runs work that waits for others (threads) in one transaction; whatever is done with this store
   * meanwhile belongs to it.
   */
  async asyncTransaction<T>(work: () => Promise<T>): Promise<T> {
    this.connection.exec("BEGIN IMMEDIATE");
    try {
      const result = await work();
      this.connection.exec("COMMIT");
      return result;
    } catch (cause) {
      // A full disk has rolled back already; the cause is what the user must see.
      if (this.connection.inTransaction()) this.connection.exec("ROLLBACK");
      throw cause;
    }
  }

  /** Keeps raw bytes once, by their hash; returns the hash. */
  putContent(bytes: Uint8Array, media = ""): string {
    const hash = sha256(bytes);
    this.connection
      .prepare("INSERT OR IGNORE INTO content (hash, bytes, media) VALUES (?, ?, ?)")
      .run(hash, bytes, media);
    return hash;
  }

  /** Raw bytes by hash. */
  getContent(hash: string): Uint8Array | undefined {
    const row = this.connection.prepare("SELECT bytes FROM content WHERE hash = ?").get(hash) as
      | { bytes: Uint8Array }
      | undefined;
    return row?.bytes;
  }

  /** SQLite's own check of the file; `ok` when sound. */
  integrity(): string {
    const rows = this.connection.pragma("integrity_check") as { integrity_check: string }[];
    return rows.map((r) => r.integrity_check).join("; ");
  }

  get schemaVersion(): number {
    return userVersion(this.connection);
  }

  close(): void {
    this.connection.close();
  }
}

function userVersion(connection: Connection): number {
  return (connection.pragma("user_version") as { user_version: number }[])[0]!.user_version;
}

function checkFile(file: string, connection: Connection): void {
  const id = (connection.pragma("application_id") as { application_id: number }[])[0]!;
  const tables = connection.prepare("SELECT count(*) AS n FROM sqlite_master").get() as {
    n: number;
  };
  if (tables.n > 0 && id.application_id !== APPLICATION_ID) {
    throw storeError("not-a-store", { file, reason: "another program's database" });
  }
  const found = userVersion(connection);
  if (found > migrations.length) {
    throw storeError("newer-version", { file, found, known: migrations.length });
  }
}

function migrate(connection: Connection): void {
  if (userVersion(connection) === migrations.length) return;
  connection.transaction(() => {
    // Read again inside the transaction: two runs may open a new file at the same moment.
    for (let version = userVersion(connection); version < migrations.length; version++) {
      connection.exec(migrations[version]!);
      connection.pragma(`user_version = ${version + 1}`);
    }
    connection.pragma(`application_id = ${APPLICATION_ID}`);
  });
}

function translate(file: string, cause: unknown): unknown {
  if (cause instanceof UserError) return cause;
  const code = String((cause as NodeJS.ErrnoException).code ?? "");
  const reason = code !== "" ? code : String(cause);
  if (code === "SQLITE_NOTADB" || code === "SQLITE_CORRUPT") {
    return storeError("not-a-store", { file, reason }, cause);
  }
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) {
    return storeError("busy", { file }, cause);
  }
  const unwritable = [
    "ENOENT",
    "SQLITE_READONLY",
    "SQLITE_CANTOPEN",
    "EACCES",
    "EROFS",
    "EPERM",
    "ENOTDIR",
    "EEXIST",
  ];
  if (
    unwritable.some((c) => code.startsWith(c)) ||
    /directory does not exist/.test(String(cause))
  ) {
    return storeError("read-only", { file, reason }, cause);
  }
  return cause;
}
