/** What Excel, WPS and LibreOffice run as a formula or a command when it begins a cell. */
const FORMULA = /^'*[=+\-@\t\r]./su;
/** A signed number, as printed: with grouping, exponent, percent, stars. */
const NUMBER = /^[+-](?:\d[\d,]*(?:\.\d*)?|\.\d+|inf(?:inity)?)(?:e[+-]?\d+)?%?\*{0,3}$/i;

/**
 * Text made harmless for spreadsheets: what they would run as a formula gets a leading `'`; signed
 * numbers stay as they are. {@link withoutFormulaGuard} undoes it.   中文: 防公式注入
 *
 * @example guardFormula("=1+1") // "'=1+1"
 * @example guardFormula("-1.5***") // "-1.5***"
 */
export function guardFormula(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

/** Takes off the mark that {@link guardFormula} set. */
export function withoutFormulaGuard(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}

/**
 * One cell of a CSV file: text made harmless and quoted where RFC 4180 needs it, numbers in the
 * shortest form that reads back to the same double, missing as nothing.   中文: CSV 单元格
 *
 * @example [csvCell("a,b"), csvCell(1.5), csvCell(null)].join() // '"a,b",1.5,'
 */
export function csvCell(value: string | number | null): string {
  if (typeof value === "number") return Number.isNaN(value) ? "" : csvNumber(value);
  return value === null ? "" : quoteCell(guardFormula(value));
}

/** A cell that is printed text of a number or has been made harmless: quoted where needed. */
export function quoteCell(text: string): string {
  return /[",\n\r]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvNumber(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "Inf";
  if (value === Number.NEGATIVE_INFINITY) return "-Inf";
  // Whole numbers this long are read as codes (text) unless written with an exponent.
  return Math.abs(value) > Number.MAX_SAFE_INTEGER && Number.isInteger(value)
    ? value.toExponential()
    : String(value);
}
