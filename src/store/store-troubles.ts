import { migrations } from "./migrations/index.js";
import { brokenContents, brokenRows, SEALED_TABLES } from "./seals.js";
import { Store } from "./store.js";

/** What is wrong with a store, in SQLite's words or by the key of a row. */
export interface StoreTrouble {
  readonly kind: "structure" | "reference" | "row" | "content";
  readonly found: string;
}

/**
 * Everything in a store that is not as it was written: its pages, its schema, references between
 * rows, the seal of each row, the hash of each text, file and kept step. Nothing is computed again.
 * 中文: 逐行逐项核对数据库
 *
 * Errors    those of `Store.open`, for a file that cannot be read at all.
 * @example (await storeTroubles("xinzhi.db")).length // 0
 */
export async function storeTroubles(file: string): Promise<readonly StoreTrouble[]> {
  const store = await Store.open(file, { mode: "read" });
  try {
    const found: StoreTrouble[] = [];
    const sound = store.integrity();
    if (sound !== "ok") found.push({ kind: "structure", found: sound.slice(0, 300) });
    for (const line of await schemaDifferences(store)) {
      found.push({ kind: "structure", found: line });
    }
    const references = store.connection.pragma("foreign_key_check") as {
      table: string;
      parent: string;
    }[];
    for (const { table, parent } of references) {
      found.push({ kind: "reference", found: `${table} → ${parent}` });
    }
    for (const table of SEALED_TABLES) {
      for (const row of brokenRows(store.connection, table, MOST_ROWS)) {
        found.push({ kind: "row", found: row });
      }
    }
    for (const content of brokenContents(store.connection)) {
      found.push({ kind: "content", found: content });
    }
    return found;
  } finally {
    store.close();
  }
}

/** Rows of one table that are named; where more are changed, the file as a whole is no good. */
const MOST_ROWS = 1000;

/** Tables and indexes that are not as this version makes them. */
async function schemaDifferences(store: Store): Promise<string[]> {
  if (store.schemaVersion !== migrations.length) return [`schema ${store.schemaVersion}`];
  const fresh = await Store.open(":memory:");
  try {
    const wanted = schemaOf(fresh);
    const found = schemaOf(store);
    const tables = [...wanted].filter(([name, sql]) => {
      // Indexes are taken away while much is written.
      return found.get(name) !== sql && (found.has(name) || name.startsWith("table"));
    });
    return tables.map(([name]) => name);
  } finally {
    fresh.close();
  }
}

function schemaOf(store: Store): Map<string, string | null> {
  const rows = store.connection.prepare("SELECT type, name, sql FROM main.sqlite_schema").all() as {
    type: string;
    name: string;
    sql: string | null;
  }[];
  return new Map(rows.map(({ type, name, sql }) => [`${type} ${name}`, sql]));
}
