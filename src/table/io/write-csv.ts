import { csvCell } from "../../base/index.js";
import { datesAsText } from "../stata-dates.js";
import type { Table } from "../table.js";
import { trimBlanks } from "./parse-figure.js";

/**
 * A table as RFC 4180 text, UTF-8.   中文: 写 CSV
 *
 * Numbers in the shortest form that reads back to the same double; missing is empty. Text that a
 * spreadsheet would run as a formula (`=`, `+`, `-`, `@`, tab first, but no signed number) gets a
 * leading `'`, which `readCsv` takes off again; text that already begins so gets one more. Stata
 * dates are written out (2019-03-04, 2019m3).
 */
export function toCsv(table: Table): string {
  const columns = datesAsText(table.columns);
  const lines: string[] = [columns.map((c) => cell(c.name)).join(",")];
  const levels = columns.map((c) => (c.kind === "text" ? c.levels.map(cell) : []));
  const fields = new Array<string>(columns.length);
  for (let i = 0; i < table.nrow; i++) {
    columns.forEach((column, j) => {
      if (column.kind === "number") {
        fields[j] = csvCell(column.values[i]!);
      } else {
        const code = column.codes[i]!;
        fields[j] = code < 0 ? "" : levels[j]![code]!;
      }
    });
    lines.push(fields.join(","));
  }
  return `${lines.join("\n")}\n`;
}

/**
 * One text cell; bare NA would read back as missing, blanks at the ends would go, and other marks
 * that part fields elsewhere would make a reader guess.
 */
function cell(text: string): string {
  const isBare = text !== "NA" && text === trimBlanks(text) && !/[;|\t]|^sep=/i.test(text);
  const made = csvCell(text);
  return isBare || made.startsWith('"') ? made : `"${made.replaceAll('"', '""')}"`;
}
