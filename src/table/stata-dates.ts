import type { Column, NumericColumn } from "./column.js";
import { textColumn } from "./column.js";

/** What a Stata display format counts since 1960. */
type DateUnit = "td" | "tc" | "tw" | "tm" | "tq" | "th" | "ty";

const DAY = 86_400_000;
const EPOCH = Date.UTC(1960, 0, 1);
/** Years that dates may have; what lies beyond is no date. */
const LEAST_YEAR = 1000;
const MOST_YEAR = 9999;
/** Periods of a year, as Stata marks and counts them. */
const PERIODS = { tw: ["w", 52], tm: ["m", 12], tq: ["q", 4], th: ["h", 2] } as const;

/**
 * What a display format counts; undefined for formats of other numbers. `%d` is an old `%td`; `%tC`
 * counts leap seconds and is left as numbers.
 */
function dateUnit(format: string | undefined): DateUnit | undefined {
  const found = /^%-?(t[dcwmqhy]|d)/.exec(format ?? "")?.[1];
  return found === "d" ? "td" : (found as DateUnit | undefined);
}

/** Whether a column holds dates as Stata counts them.   中文: 是否为 Stata 日期列 */
export function isStataDate(column: Column): column is NumericColumn {
  return column.kind === "number" && dateUnit(column.format) !== undefined;
}

/**
 * A Stata date as text: `2019-03-04` (%td), `2019-03-04 12:30:00` (%tc), `2019w10`, `2019m3`,
 * `2019q1`, `2019h1`, `2019`; a value that is no date as its digits.   中文: Stata 日期转文本
 *
 * Agrees    Stata's help datetime: days, milliseconds, weeks, months … since the begin of 1960.
 * @example stataDateText(710, "%tm") // "2019m3"
 */
export function stataDateText(value: number, format: string): string {
  const unit = dateUnit(format);
  const year = stataYear(value, format);
  if (unit === undefined || Number.isNaN(year) || unit === "ty") return String(value);
  if (unit === "td") return new Date(EPOCH + Math.floor(value) * DAY).toISOString().slice(0, 10);
  if (unit === "tc") {
    return new Date(EPOCH + Math.floor(value)).toISOString().slice(0, 19).replace("T", " ");
  }
  const [mark, count] = PERIODS[unit];
  const whole = Math.floor(value);
  return `${year}${mark}${whole - Math.floor(whole / count) * count + 1}`;
}

/** The year of a Stata date; NaN for what is none.   中文: Stata 日期的年份 */
export function stataYear(value: number, format: string): number {
  const unit = dateUnit(format);
  const year = unit === undefined || Number.isNaN(value) ? Number.NaN : yearOf(value, unit);
  return year >= LEAST_YEAR && year <= MOST_YEAR ? year : Number.NaN;
}

function yearOf(value: number, unit: DateUnit): number {
  if (unit === "ty") return value;
  if (unit === "td") return new Date(EPOCH + Math.floor(value) * DAY).getUTCFullYear();
  if (unit === "tc") return new Date(EPOCH + Math.floor(value)).getUTCFullYear();
  return 1960 + Math.floor(Math.floor(value) / PERIODS[unit][1]);
}

/**
 * The columns with Stata dates written out, for formats that do not keep what the numbers count.
 * 中文: 将 Stata 日期列写成文本
 */
export function datesAsText(columns: readonly Column[]): readonly Column[] {
  return columns.map((column) => {
    if (!isStataDate(column) || dateUnit(column.format) === "ty") return column;
    const { kind: _, name, values, missingCodes: __, valueLabels: ___, format, ...meta } = column;
    const texts = Array.from(values, (v) => (Number.isNaN(v) ? null : stataDateText(v, format!)));
    return textColumn(name, texts, meta);
  });
}
