import type { Column } from "./column.js";
import { parseFigure } from "./io/parse-figure.js";
import { isStataDate, stataYear } from "./stata-dates.js";

/** Years of a column, NaN where it is empty; `odd` is its first cell that is no date. */
export interface YearsOf {
  readonly years: Float64Array;
  readonly odd: string | undefined;
}

/** What text dates of other periods look like: 2019m3, 2019q1, 2019-03. */
const PERIOD = /^((?:1[89]|20|21)\d{2})(?:[wmqhWMQH]\d{1,2}|[-/.]?[Qq][1-4])$/;

/**
 * The years of a column of dates: ISO and Chinese dates, 2019m3, years, and the numbers of Stata by
 * their format.   中文: 日期列的年份
 *
 * @example yearsOf(textColumn("d", ["2019-03-04"])).years[0] // 2019
 */
export function yearsOf(column: Column): YearsOf {
  let odd: string | undefined;
  const take = (year: number, cell: () => string): number => {
    if (!(year >= 1000 && year <= 9999)) odd ??= cell();
    return year;
  };
  if (column.kind === "number") {
    const format = isStataDate(column) ? column.format! : undefined;
    const years = column.values.map((v) => {
      if (Number.isNaN(v)) return v;
      const isYear = format === undefined && Number.isInteger(v);
      return take(format !== undefined ? stataYear(v, format) : isYear ? v : Number.NaN, () =>
        String(v),
      );
    });
    return { years, odd };
  }
  const ofLevel = column.levels.map(yearOfText);
  const years = Float64Array.from(column.codes, (code) =>
    code < 0 ? Number.NaN : take(ofLevel[code]!, () => column.levels[code]!),
  );
  return { years, odd };
}

function yearOfText(text: string): number {
  const period = PERIOD.exec(text)?.[1];
  if (period !== undefined) return Number(period);
  const { form, value } = parseFigure(text);
  return form === "date" || form === "year" || form === "plain" ? value : Number.NaN;
}
