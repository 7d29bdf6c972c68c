import type { Column } from "../../column.js";
import { tableError } from "../../errors.js";
import { datesAsText } from "../../stata-dates.js";
import { Table } from "../../table.js";
import { type WorkbookSheet, workbookBytes } from "../workbook.js";

/** Name of the sheet with what is known of the columns. */
export const DICTIONARY_SHEET = "变量说明";
export const DICTIONARY_HEADER = ["variable", "label", "unit", "source", "lineage", "format"];

const MAX_ROWS = 1_048_576;
const MAX_TEXT = 32_767;

/**
 * A table as an .xlsx workbook: the data, and a second sheet 变量说明 with label, unit and source
 * of each column where any is known, which `readXlsx` reads back.   中文: 写 Excel
 *
 * Numbers keep all digits; missing is an empty cell; text stays text, so codes keep their zeros
 * and nothing runs as a formula. Stata dates are written out (2019-03-04, 2019m3).
 *
 * Errors    table/not-representable — infinite numbers, texts over 32 767 characters or with
 *           control characters, more than 1 048 575 rows: what the format has no room for.
 */
export async function toXlsx(given: Table): Promise<Uint8Array> {
  const table = new Table(datesAsText(given.columns), given.origin);
  if (table.nrow + 1 > MAX_ROWS) {
    const value = `a table of ${table.nrow} rows`;
    throw tableError("not-representable", { format: "Excel", column: "", row: MAX_ROWS, value });
  }
  const texts = table.columns.map((c) => (c.kind === "text" ? c.levels : []));
  table.columns.forEach((column) => {
    checkColumn(column, table);
  });
  const rows: (string | number | null)[][] = [table.columns.map((c) => c.name)];
  for (let i = 0; i < table.nrow; i++) {
    rows.push(
      table.columns.map((column, j) => {
        if (column.kind === "number") {
          const value = column.values[i]!;
          return Number.isNaN(value) ? null : value;
        }
        const code = column.codes[i]!;
        return code < 0 ? null : texts[j]![code]!;
      }),
    );
  }
  const described = table.columns.filter((c) =>
    [c.label, c.unit, c.source, c.lineage].some((v) => v !== undefined && v !== ""),
  );
  const dictionary = [
    DICTIONARY_HEADER,
    ...described.map((c) =>
      [c.name, c.label, c.unit, c.source, c.lineage, c.format].map((v) => v ?? null),
    ),
  ];
  const sheets: WorkbookSheet[] = [
    { name: "data", rows: [bold(rows[0]!), ...rows.slice(1)], frozenRows: 1 },
  ];
  if (described.length > 0) {
    sheets.push({
      name: DICTIONARY_SHEET,
      rows: [bold(DICTIONARY_HEADER), ...dictionary.slice(1)],
      frozenRows: 1,
    });
  }
  return workbookBytes(sheets);
}

function bold(names: readonly (string | number | null)[]) {
  return names.map((value) => ({ value, weight: "bold" as const }));
}

function checkColumn(column: Column, table: Table): void {
  const fail = (index: number, value: string): never => {
    throw tableError("not-representable", {
      format: "Excel (.xlsx)",
      column: column.name,
      row: table.fileRow(Math.max(index, 0)),
      value,
    });
  };
  if (column.kind === "number") {
    const at = column.values.findIndex((v) => v === Infinity || v === -Infinity);
    if (at >= 0) fail(at, String(column.values[at]));
    return;
  }
  column.levels.forEach((level, code) => {
    if (level.length > MAX_TEXT)
      fail(column.codes.indexOf(code), "a text of over 32767 characters");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no place for them
    if (/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(level) || !isWellFormed(level)) {
      fail(column.codes.indexOf(code), "a text with control characters");
    }
  });
}

function isWellFormed(text: string): boolean {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}
