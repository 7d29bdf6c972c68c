/** A date as ISO text, null for an empty mark, undefined when it cannot be read. */
export type ParsedDate = string | null | undefined;

const EXCEL_EPOCH = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

/**
 * Reads a date in the forms found in exports: `20220107`, `2022/01/07`, `2022-1-7`, `2022.01.07`,
 * `2022年1月7日`, `07.01.2022` (PATENTSCOPE), `07 Jan 2022` (Derwent), Excel day numbers, and the broken `2013001004` (2013-01-04).   中文: 解析日期
 *
 * Empty marks (`-`, `--`, `0--`, `0`) give null; anything else that is no day gives undefined.
 */
export function parseDate(cell: string | number): ParsedDate {
  const text = String(cell).normalize("NFKC").trim();
  if (/^[0\-–—/.]*$/.test(text)) return null;
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ??
    /^(\d{4})0(\d{2})0(\d{2})$/.exec(text);
  if (parts !== null) return iso(Number(parts[1]), Number(parts[2]), Number(parts[3]));
  const dayFirst = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  if (dayFirst !== null) return iso(Number(dayFirst[3]), Number(dayFirst[2]), Number(dayFirst[1]));
  const worded = /^(\d{1,2})[ -]([A-Za-z]{3})[a-z]*\.?,?[ -](\d{4})$/.exec(text);
  if (worded !== null) {
    const month = MONTHS.indexOf(worded[2]!.toLowerCase()) + 1;
    return iso(Number(worded[3]), month, Number(worded[1]));
  }
  const yearMonth = /^(\d{4})[-/.年](\d{1,2})月?$/.exec(text);
  if (yearMonth !== null) return iso(Number(yearMonth[1]), Number(yearMonth[2]), 1);
  if (/^\d{4}年?$/.test(text)) return iso(Number(text.slice(0, 4)), 1, 1);
  const serial = Number(text);
  if (Number.isFinite(serial) && serial > 10_000 && serial < 80_000) {
    return new Date(EXCEL_EPOCH + Math.floor(serial) * DAY_MS).toISOString().slice(0, 10);
  }
  return undefined;
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function iso(year: number, month: number, day: number): ParsedDate {
  if (year < 1700 || year > 2200 || month < 1 || month > 12 || day < 1) return undefined;
  if (day > DAYS[month - 1]!) return undefined;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2 && day === 29 && !isLeap) return undefined;
  return `${year}-${month < 10 ? "0" : ""}${month}-${day < 10 ? "0" : ""}${day}`;
}
