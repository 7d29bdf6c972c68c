import { createHash } from "node:crypto";
import { sha256 } from "../base/index.js";
import { SEALED_TABLES } from "./migrations/007-seals.js";
import type { Connection } from "./sqlite.js";

export { SEALED_TABLES } from "./migrations/007-seals.js";

/** A table whose rows are sealed. */
export type SealedTable = (typeof SEALED_TABLES)[number];

/** The name of the hash in SQL. */
const SEAL = "xinzhi_seal";
/** Long columns that have a hash of their own, which the seal covers. */
const HASHED: Readonly<Record<string, readonly string[]>> = {
  content: ["bytes"],
  documents: ["text"],
  step_cache: ["artefact"],
};

interface Shape {
  readonly columns: readonly string[];
  readonly key: readonly string[];
  readonly sealed: boolean;
}

/** The hash of a row's values: 64 bits, which tell any accident and are no secret.   中文: 行校验和 */
export function sealOf(...values: readonly unknown[]): string {
  let text = "";
  for (const value of values) {
    text +=
      value === null ? "\u0000" : `${typeof value === "string" ? "s" : "n"}${String(value)}\u0001`;
  }
  return createHash("md5").update(text).digest("base64").slice(0, 11);
}

/** Teaches a connection the hash; readers need no more. */
export function defineSeal(connection: Connection): void {
  connection.define(SEAL, sealOf);
}

/**
 * Sets the seal of every row that is written through this connection. The triggers are the
 * connection's own: other programs find plain tables.   中文: 写入时生成校验和
 */
export function sealWrites(connection: Connection): void {
  for (const table of SEALED_TABLES) {
    const { columns, key } = shapeOf(connection, table);
    // Of the row as it is stored: NEW has values before the column's type made them its own.
    const hash = `${SEAL}(${columns.join(", ")})`;
    const same = key.map((c) => `${c} = NEW.${c}`).join(" AND ");
    const body = `BEGIN UPDATE ${table} SET seal = ${hash} WHERE ${same}; END`;
    connection.exec(`CREATE TEMP TRIGGER sealed_${table} AFTER INSERT ON main.${table} ${body}`);
    connection.exec(
      `CREATE TEMP TRIGGER resealed_${table} AFTER UPDATE OF ${columns.join(", ")} ON main.${table} ${body}`,
    );
  }
}

/** Seals all rows as they are: where there were no seals, or where a table has got another shape. */
export function sealAll(connection: Connection): void {
  for (const table of SEALED_TABLES) {
    const { columns } = shapeOf(connection, table);
    connection.exec(`UPDATE ${table} SET seal = ${SEAL}(${columns.join(", ")}) WHERE seal IS NULL`);
  }
}

/**
 * The condition that a row is not as it was written, for queries.   中文: 校验条件
 *
 * @example `SELECT count(*) FROM patents WHERE id < 10 AND ${brokenRow(connection, "patents")}`
 */
export function brokenRow(connection: Connection, table: SealedTable): string {
  const { columns, sealed } = shapeOf(connection, table);
  // A store of an older version that may not be changed.
  if (!sealed) return "0";
  return `${table}.seal IS NOT ${SEAL}(${columns.map((c) => `${table}.${c}`).join(", ")})`;
}

/** The rows of a table that are not as they were written, by their keys; the first few. */
export function brokenRows(connection: Connection, table: SealedTable, most = 20): string[] {
  const { key } = shapeOf(connection, table);
  const rows = connection
    .prepare(`SELECT ${key.join(", ")} FROM ${table} WHERE ${brokenRow(connection, table)} LIMIT ?`)
    .all(most) as Record<string, unknown>[];
  return rows.map((row) => `${table} ${Object.values(row).map(String).join(" ")}`);
}

/** Long contents that do not agree with their hashes, by their keys. */
export function* brokenContents(connection: Connection): Generator<string> {
  const contents = [
    ["content", "SELECT hash, hash AS name, bytes AS data FROM content"],
    ["document", "SELECT text_hash AS hash, id AS name, text AS data FROM documents"],
    ["step", "SELECT hash, step AS name, artefact AS data FROM step_cache WHERE hash IS NOT NULL"],
  ] as const;
  for (const [what, sql] of contents) {
    for (const row of connection.prepare(sql).iterate()) {
      const { hash, name, data } = row as { hash: string; name: string | number; data: Uint8Array };
      if (sha256(data) !== hash) yield `${what} ${name}`;
    }
  }
}

const shapes = new WeakMap<Connection, Map<string, Shape>>();

function shapeOf(connection: Connection, table: SealedTable): Shape {
  let known = shapes.get(connection);
  if (known === undefined) {
    known = new Map();
    shapes.set(connection, known);
  }
  let shape = known.get(table);
  if (shape === undefined) {
    const info = connection.pragma(`table_info(${table})`) as { name: string; pk: number }[];
    const hashed = HASHED[table] ?? [];
    shape = {
      columns: info.map((c) => c.name).filter((c) => c !== "seal" && !hashed.includes(c)),
      sealed: info.some((c) => c.name === "seal"),
      key: info
        .filter((c) => c.pk > 0)
        .sort((a, b) => a.pk - b.pk)
        .map((c) => c.name),
    };
    known.set(table, shape);
  }
  return shape;
}
