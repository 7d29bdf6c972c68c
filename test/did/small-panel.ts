import { numberColumn, Table } from "../../src/table/index.js";

/** A table of number columns from its rows. */
export function columnsTable(rows: readonly Readonly<Record<string, number>>[]): Table {
  return new Table(
    Object.keys(rows[0]!).map((name) =>
      numberColumn(
        name,
        Float64Array.from(rows, (row) => row[name]!),
      ),
    ),
  );
}
