import { deserialize, serialize } from "node:v8";
import { type Column, Panel, Table } from "../../table/index.js";
import type { Codec } from "./step.js";

/** Plain records, typed arrays, maps and sets, by structured clone. */
export function recordCodec<T>(): Codec<T> {
  return { encode: (artefact) => serialize(artefact), decode: (bytes) => deserialize(bytes) as T };
}

interface PlainTable {
  readonly keys: { readonly unit: string; readonly time: string } | null;
  readonly columns: Column[];
  readonly origin: Table["origin"];
}

function plainTable(table: Table): PlainTable {
  const { origin, columns } = table;
  const keys = table instanceof Panel ? { unit: table.unit, time: table.time } : null;
  return { keys, columns: [...columns], origin };
}

function tableOfPlain({ keys, columns, origin }: PlainTable): Table {
  const table = new Table(columns, origin);
  return keys === null ? table : new Panel(table, keys);
}

/** A table with its columns and metadata; one that declares unit and time comes back as a panel. */
export const tableCodec: Codec<Table> = {
  encode: (table) => serialize(plainTable(table)),
  decode: (bytes) => tableOfPlain(deserialize(bytes) as PlainTable),
};

/** Tables by name. */
export const tablesCodec: Codec<ReadonlyMap<string, Table>> = {
  encode: (tables) => serialize([...tables].map(([name, table]) => [name, plainTable(table)])),
  decode: (bytes) => {
    const plain = deserialize(bytes) as [string, PlainTable][];
    return new Map(plain.map(([name, table]) => [name, tableOfPlain(table)]));
  },
};
