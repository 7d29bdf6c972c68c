/** What is known of a column besides its values.   中文: 列的元数据 */
export interface ColumnMeta {
  readonly label?: string;
  readonly unit?: string;
  readonly source?: string;
  /** Display format as Stata writes it (`%td` = days since 1960); the numbers stay as they are. */
  readonly format?: string;
  /** What whole numbers stand for, as in Stata's value labels. */
  readonly valueLabels?: Readonly<Record<number, string>>;
  /** Where the numbers came from: a key that the study's lineage resolves. */
  readonly lineage?: string;
  /** In a column of first treated years: what an empty cell stands for. */
  readonly empty?: "never" | "excluded";
}

/** Numbers, missing is NaN.   中文: 数值列 */
export interface NumericColumn extends ColumnMeta {
  readonly kind: "number";
  readonly name: string;
  readonly values: Float64Array;
  /** Stata's kinds of missing, by row, where the value is NaN: 0 = `.`, 1–26 = `.a`–`.z`. */
  readonly missingCodes?: Uint8Array;
}

/** Dictionary-coded text: `levels[codes[row]]`, missing is code −1.   中文: 文本列 */
export interface TextColumn extends ColumnMeta {
  readonly kind: "text";
  readonly name: string;
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

/** One column of a table.   中文: 列 */
export type Column = NumericColumn | TextColumn;

/** A numeric column. @example numberColumn("gdp", [1, Number.NaN]) */
export function numberColumn(
  name: string,
  values: ArrayLike<number>,
  meta: ColumnMeta = {},
): NumericColumn {
  const data = values instanceof Float64Array ? values : Float64Array.from(values);
  return { kind: "number", name, values: data, ...meta };
}

/** A text column from strings; `null` and `""` are missing. Levels in order of appearance. */
export function textColumn(
  name: string,
  values: readonly (string | null | undefined)[],
  meta: ColumnMeta = {},
): TextColumn {
  const codes = new Int32Array(values.length);
  const levels: string[] = [];
  const codeOf = new Map<string, number>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null || value === undefined || value === "") {
      codes[i] = -1;
      continue;
    }
    let code = codeOf.get(value);
    if (code === undefined) {
      code = levels.length;
      codeOf.set(value, code);
      levels.push(value);
    }
    codes[i] = code;
  }
  return { kind: "text", name, codes, levels, ...meta };
}

/** Label, unit and source of a column, as far as they are known. */
export function columnMeta(column: ColumnMeta): ColumnMeta {
  const { label, unit, source } = column;
  return {
    ...(label === undefined ? {} : { label }),
    ...(unit === undefined ? {} : { unit }),
    ...(source === undefined ? {} : { source }),
  };
}

/** The number of rows of a column. */
export function columnLength(column: Column): number {
  return column.kind === "number" ? column.values.length : column.codes.length;
}

/** The column at the given rows, in that order. */
export function takeRows(column: Column, rows: ArrayLike<number>): Column {
  const n = rows.length;
  if (column.kind === "number") {
    const values = new Float64Array(n);
    for (let i = 0; i < n; i++) values[i] = column.values[rows[i]!]!;
    const { missingCodes } = column;
    if (missingCodes === undefined) return { ...column, values };
    return {
      ...column,
      values,
      missingCodes: Uint8Array.from(values, (_, i) => missingCodes[rows[i]!]!),
    };
  }
  const codes = new Int32Array(n);
  for (let i = 0; i < n; i++) codes[i] = column.codes[rows[i]!]!;
  return { ...column, codes };
}
