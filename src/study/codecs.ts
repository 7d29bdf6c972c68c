import { deserialize, serialize } from "node:v8";
import { type Column, Table } from "../table/index.js";
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
