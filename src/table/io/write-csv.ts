import type { Table } from "../table.js";

/**
 * A table as RFC 4180 text, UTF-8.   中文: 写 CSV
 *
 * Numbers in the shortest form that reads back to the same double; missing is empty. Text that a
 * spreadsheet would run as a formula (`=`, `+`, `-`, `@`, tab first) gets a leading `'`, which
 * `readCsv` takes off again; text that already begins so gets one more.
 */
export function toCsv(table: Table): string {
  const lines: string[] = [table.columns.map((c) => cell(c.name)).join(",")];
  const levels = table.columns.map((c) => (c.kind === "text" ? c.levels.map(cell) : []));
  const fields = new Array<string>(table.columns.length);
  for (let i = 0; i < table.nrow; i++) {
    table.columns.forEach((column, j) => {
      if (column.kind === "number") {
        const value = column.values[i]!;
        fields[j] = Number.isNaN(value) ? "" : formatNumber(value);
      } else {
        const code = column.codes[i]!;
        fields[j] = code < 0 ? "" : levels[j]![code]!;
      }
    });
    lines.push(fields.join(","));
  }
  return `${lines.join("\n")}\n`;
}

function formatNumber(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "Inf";
  if (value === Number.NEGATIVE_INFINITY) return "-Inf";
  // Whole numbers this long are read as codes (text) unless written with an exponent.
  return Math.abs(value) > Number.MAX_SAFE_INTEGER && Number.isInteger(value)
    ? value.toExponential()
    : String(value);
}

/** One text cell, quoted where needed and made harmless for spreadsheets. */
function cell(text: string): string {
  const safe = /^'*[=+\-@\t\r]./su.test(text) ? `'${text}` : text;
  // Bare NA would read back as missing.
  return /[",\n\r]/.test(safe) || safe === "NA" || safe !== safe.trim()
    ? `"${safe.replaceAll('"', '""')}"`
    : safe;
}
