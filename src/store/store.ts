import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { makeFolder, type Notice, sha256 } from "../base/index.js";
import { storeError } from "./errors.js";
import { migrations } from "./migrations/index.js";
import {
  brokenRow,
  defineSeal,
  SEALED_TABLES,
  type SealedTable,
  sealAll,
  sealWrites,
} from "./seals.js";
import { type Connection, openSqlite } from "./sqlite.js";
import { translate } from "./translate.js";

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
  readonly #remarks: Notice[] = [];
  /** The folder of the copy that is read where the file itself may not be opened. */
  #copy: string | undefined;

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
    try {
      if (mode === "create" && file !== ":memory:") makeFolder(dirname(file));
      if (file !== ":memory:") checkLength(file);
      if (mode !== "read") return await Store.#open(file, file, "write");
      return await Store.#openToRead(file);
    } catch (cause) {
      throw translate(file, cause);
    }
  }

  /** A store that may not be written beside (read-only media) is read from a copy. */
  static async #openToRead(file: string): Promise<Store> {
    const writable = mayWrite(file);
    if (writable) {
      const store = await Store.#open(file, file, "read");
      if (store.schemaVersion === migrations.length) return store;
      store.close();
      (await Store.#open(file, file, "write")).close();
      return Store.#open(file, file, "read");
    }
    const folder = mkdtempSync(join(tmpdir(), "xinzhi-store-"));
    try {
      const copy = join(folder, "store.db");
      for (const tail of ["", "-wal"]) {
        if (existsSync(file + tail)) copyFileSync(file + tail, copy + tail);
        if (existsSync(copy + tail)) chmodSync(copy + tail, 0o600);
      }
      const store = await Store.#open(file, copy, "write");
      store.connection.pragma("query_only = ON");
      store.#copy = folder;
      return store;
    } catch (cause) {
      rmSync(folder, { recursive: true, force: true });
      throw cause;
    }
  }

  static async #open(file: string, path: string, way: "read" | "write"): Promise<Store> {
    const connection = await openSqlite(path, { readonly: false });
    try {
      // A connection that may not write cannot take the log beside the file away when it closes.
      if (way === "read") connection.pragma("query_only = ON");
      connection.pragma("foreign_keys = ON");
      checkFile(file, connection);
      checkColumns(file, connection);
      defineSeal(connection);
      if (way === "write") {
        connection.pragma("journal_mode = WAL");
        connection.pragma("synchronous = NORMAL");
        // Before the triggers of the seals: a later change would drop them.
        connection.pragma("temp_store = MEMORY");
        migrate(connection);
        sealWrites(connection);
      }
      return new Store(file, connection);
    } catch (cause) {
      connection.close();
      throw cause;
    }
  }

  /** What was found wrong with the store and got round, such as a kept step that was changed. */
  get remarks(): readonly Notice[] {
    return this.#remarks;
  }

  /** Adds to the remarks. */
  remark(found: Notice): void {
    this.#remarks.push(found);
  }

  /**
   * Refuses rows that are not as they were written, before they are used; `where` chooses rows.
   *
   * Errors    store/changed — names the first.
   */
  verifyRows(table: SealedTable, where = "1", ...params: readonly unknown[]): void {
    const broken = brokenRow(this.connection, table);
    const row = this.connection
      .prepare(`SELECT * FROM ${table} WHERE (${where}) AND ${broken} LIMIT 1`)
      .get(...params) as Record<string, unknown> | undefined;
    if (row === undefined) return;
    const { id, patent_id: patent, document_id: document, hash } = row;
    const name = id ?? patent ?? document ?? hash;
    throw storeError("changed", { file: this.file, item: `${table} ${String(name)}` });
  }

  /**
   * Refuses a table whose rows do not stand in the order of a key (each once where it is `id`), or
   * reach beyond `most`: a changed key is not found where ranges are read, so that `verifyRows` alone
   * would not see it.
   *
   * Errors    store/changed
   */
  verifyOrder(table: SealedTable, key: "id" | "patent_id", most = Number.MAX_SAFE_INTEGER): void {
    const least = key === "id" ? 1 : 0;
    // No index has the seal: without it SQLite reads an index that covers the key, in its own order.
    const row = this.connection
      .prepare(
        `SELECT at FROM (SELECT ${key} AS at, lag(${key}, 1, 0) OVER () + ${least} AS least, seal
           FROM ${table} NOT INDEXED)
         WHERE (typeof(at) <> 'integer' OR at < least OR at > ?) AND typeof(seal) <> '' LIMIT 1`,
      )
      .get(most) as { at: number } | undefined;
    if (row !== undefined) {
      throw storeError("changed", { file: this.file, item: `${table} ${row.at}` });
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
    if (row !== undefined && sha256(row.bytes) !== hash) {
      throw storeError("changed", { file: this.file, item: `content ${hash}` });
    }
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
    if (this.#copy !== undefined) rmSync(this.#copy, { recursive: true, force: true });
  }
}

function mayWrite(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    accessSync(dirname(file), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A file that was cut or to which something was added is told before it is read: SQLite reads what
 * is there. Where pages wait in the log beside it, the head is not the last word.
 */
function checkLength(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (found === 0 || (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) return;
  const head = Buffer.alloc(100);
  const descriptor = openSync(file, "r");
  try {
    if (readSync(descriptor, head, 0, 100, 0) < 100) return;
  } finally {
    closeSync(descriptor);
  }
  if (head.toString("latin1", 0, 15) !== "SQLite format 3") return;
  const told = head.readUInt16BE(16);
  const expected = (told === 1 ? 65_536 : told) * head.readUInt32BE(28);
  // Written by a very old program, the number of pages does not hold.
  if (head.readUInt32BE(24) !== head.readUInt32BE(92)) return;
  if (found !== expected) throw storeError("cut", { file, found, expected });
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

/**
 * A name of a column with another case is found by SQL and lost by what reads the rows; any other change
 * of a name is an error of SQL.
 */
function checkColumns(file: string, connection: Connection): void {
  for (const table of SEALED_TABLES) {
    const columns = connection.pragma(`table_info(${table})`) as { name: string }[];
    const changed = columns.find(({ name }) => name !== name.toLowerCase());
    if (changed !== undefined) {
      throw storeError("damaged", { file, reason: `${table}.${changed.name}` });
    }
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
    sealAll(connection);
  });
}
