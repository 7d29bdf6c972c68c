import { type Notice, nearest } from "../base/index.js";
import { type Column, numberColumn, type TextColumn, textColumn } from "./column.js";
import { tableError } from "./errors.js";
import { type Factor, toFactor } from "./factor.js";
import { pickRows, rowsOf, type Watcher, watchOf } from "./observe.js";

/** Where a table came from, so that messages can name file and row.   中文: 表的来源 */
export interface Origin {
  readonly file: string;
  readonly sha256?: string;
  /** Sheet of a workbook that was read. */
  readonly sheet?: string;
  /** Row of the file (header = 1) for each row of the table; left out: row i is line i + 2. */
  readonly rowNumbers?: Int32Array;
  /** What reading had to leave out or change. */
  readonly notices?: readonly Notice[];
  /** Label of the data set, as Stata files have one. */
  readonly label?: string;
  /** Notes of the data set (Stata's `notes`). */
  readonly notes?: readonly string[];
}

/**
 * An immutable columnar table: the structure that all analysis uses.   中文: 列式数据表
 *
 * Numbers are `Float64Array` with NaN for missing; text is dictionary-coded with −1 for missing.
 * Methods return new tables that share the untouched columns.
 *
 * Errors    table/missing-column — an unknown name (the nearest one is offered);
 *           table/non-numeric — text where a number is needed (file, row and column are named).
 * @example
 * const t = Table.of({ city: ["a", "b"], y: [1, 2] });
 * t.number("y")[1]; // 2
 */
export class Table {
  readonly nrow: number;
  readonly origin: Origin | undefined;
  readonly #columns: readonly Column[];
  readonly #byName: ReadonlyMap<string, Column>;
  /** Told of what is read, where the columns are observed. */
  readonly #watcher: Watcher | undefined;

  /** `from`: columns, or a table whose columns are shared. */
  constructor(from: readonly Column[] | Table, origin?: Origin) {
    const columns = from instanceof Table ? from.#columns : from;
    this.#columns = columns;
    this.origin = origin;
    this.nrow = columns.length === 0 ? 0 : rowsOf(columns[0]!);
    for (const column of columns) this.#watcher ??= watchOf(column)?.watcher;
    const byName = new Map<string, Column>();
    for (const column of columns) {
      const rows = rowsOf(column);
      if (rows !== this.nrow) {
        throw tableError("length-mismatch", { column: column.name, rows, expected: this.nrow });
      }
      if (byName.has(column.name)) {
        throw tableError("duplicate-column", { column: column.name, ...this.where() });
      }
      byName.set(column.name, column);
    }
    this.#byName = byName;
  }

  /** A table from plain arrays; numbers become numeric, strings text, `null` missing. */
  static of(data: Readonly<Record<string, ArrayLike<number> | readonly (string | null)[]>>): Table {
    return new Table(
      Object.entries(data).map(([name, values]) => {
        const isText = Array.isArray(values) && values.some((v) => typeof v === "string");
        return isText
          ? textColumn(name, values as readonly (string | null)[])
          : numberColumn(name, values as ArrayLike<number>);
      }),
    );
  }

  get columns(): readonly Column[] {
    this.#watcher?.names();
    return this.#columns;
  }

  get names(): readonly string[] {
    this.#watcher?.names();
    return this.#columns.map((c) => c.name);
  }

  has(name: string): boolean {
    this.#watcher?.has(name);
    return this.#byName.has(name);
  }

  column(name: string): Column {
    const column = this.#byName.get(name);
    if (column === undefined) {
      throw tableError("missing-column", {
        column: name,
        nearest: nearest(name, this.names),
        have: this.names,
        ...this.where(),
      });
    }
    return column;
  }

  /** Values of a numeric column. A column of text is an error that names its first bad cell. */
  number(name: string): Float64Array {
    const column = this.column(name);
    if (column.kind === "number") return column.values;
    if (column.levels.length === 0) return new Float64Array(this.nrow).fill(Number.NaN);
    throw this.#nonNumeric(column);
  }

  text(name: string): TextColumn {
    const column = this.column(name);
    if (column.kind === "text") return column;
    throw tableError("not-text", { column: name, ...this.where() });
  }

  /** The value of a cell: number, string, or `null` when missing. */
  value(row: number, name: string): number | string | null {
    const column = this.column(name);
    if (column.kind === "number") {
      const value = column.values[row]!;
      return Number.isNaN(value) ? null : value;
    }
    const code = column.codes[row]!;
    return code < 0 ? null : column.levels[code]!;
  }

  /** The rows grouped by a column (levels sorted; missing −1). */
  factor(name: string): Factor {
    return toFactor(this.column(name));
  }

  select(names: readonly string[]): Table {
    return new Table(
      names.map((name) => this.column(name)),
      this.origin,
    );
  }

  /** The same table, said to come from elsewhere. */
  withOrigin(origin: Origin): Table {
    return new Table(this, origin);
  }

  /** Adds columns, or replaces those of the same name in place. */
  withColumns(added: readonly Column[]): Table {
    const replaced = new Map(added.map((c) => [c.name, c]));
    const kept = this.#columns.map((c) => {
      const other = replaced.get(c.name);
      replaced.delete(c.name);
      return other ?? c;
    });
    return new Table([...kept, ...replaced.values()], this.origin);
  }

  /** The rows with the given numbers, in that order. */
  take(rows: ArrayLike<number>): Table {
    const origin = this.origin && {
      ...this.origin,
      rowNumbers: Int32Array.from({ length: rows.length }, (_, i) => this.fileRow(rows[i]!)),
    };
    return new Table(
      this.#columns.map((c) => pickRows(c, rows)),
      origin,
    );
  }

  /** The rows for which `keep` is not 0. */
  filter(keep: ArrayLike<number | boolean>): Table {
    const rows: number[] = [];
    for (let i = 0; i < this.nrow; i++) if (keep[i]) rows.push(i);
    return this.take(rows);
  }

  /** The row of the file that a row of the table came from (the header is row 1). */
  fileRow(row: number): number {
    return this.origin?.rowNumbers?.[row] ?? row + 2;
  }

  /** One object for each row; for printing and small tables only. */
  toRows(): Record<string, number | string | null>[] {
    return Array.from({ length: this.nrow }, (_, i) =>
      Object.fromEntries(this.columns.map((c) => [c.name, this.value(i, c.name)])),
    );
  }

  /** Facts for an error about this table. */
  where(): { file?: string } {
    return this.origin === undefined ? {} : { file: this.origin.file };
  }

  #nonNumeric(column: TextColumn): Error {
    const isBad = column.levels.map((level) => !looksNumeric(level));
    // A column of codes with leading zeros holds numbers only: then every cell is at fault.
    const anyBad = isBad.some(Boolean);
    let row = -1;
    let count = 0;
    column.codes.forEach((code, i) => {
      if (code >= 0 && (!anyBad || isBad[code])) {
        count++;
        if (row < 0) row = i;
      }
    });
    const value = row < 0 ? "" : column.levels[column.codes[row]!]!;
    return tableError("non-numeric", {
      column: column.name,
      ...(this.origin === undefined ? {} : { row: this.fileRow(Math.max(row, 0)) }),
      value: value.slice(0, 60),
      count,
      fullWidth: /[０-９]/.test(value),
      ...this.where(),
    });
  }
}

function looksNumeric(text: string): boolean {
  return text.trim() !== "" && !Number.isNaN(Number(text));
}
