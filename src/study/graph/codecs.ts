import { deserialize, serialize } from "node:v8";
import { type Column, Panel, Table } from "../../table/index.js";
import type { Codec } from "./step.js";

/** Plain records, typed arrays, maps and sets, by structured clone. */
export function recordCodec<T>(): Codec<T> {
  return { encode: (artefact) => serialize(artefact), decode: (bytes) => deserialize(bytes) as T };
}

/** A table with its columns and metadata. */
export const tableCodec: Codec<Table> = {
  encode: (table) => serialize({ columns: table.columns, origin: table.origin }),
  decode: (bytes) => {
    const plain = deserialize(bytes) as { columns: Column[]; origin: Table["origin"] };
    return new Table(plain.columns, plain.origin);
  },
};

/** Tables by name; those that declare unit and time come back as panels. */
export const tablesCodec: Codec<ReadonlyMap<string, Table>> = {
  encode: (tables) =>
    serialize(
      [...tables].map(([name, table]) => ({
        name,
        keys: table instanceof Panel ? { unit: table.unit, time: table.time } : null,
        columns: table.columns,
        origin: table.origin,
      })),
    ),
  decode: (bytes) => {
    const plain = deserialize(bytes) as {
      name: string;
      keys: { unit: string; time: string } | null;
      columns: Column[];
      origin: Table["origin"];
    }[];
    return new Map(
      plain.map(({ name, keys, columns, origin }) => {
        const table = new Table(columns, origin);
        return [name, keys === null ? table : new Panel(table, keys)];
      }),
    );
  },
};
