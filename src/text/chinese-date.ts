import { chineseNumber } from "./chinese-number.js";

/** Year, month and day. */
export type ChineseDate = readonly [number, number, number];

const ZERO = "零〇○O0oＯ";
/** A year in figures or in characters, mixed ones too: 2020, 二〇二〇, 二0二0, 二O二O. */
export const YEAR = `(?:19|20)\\d{2}|[一二][九${ZERO}][一二三四五六七八九${ZERO}]{2}`;
const NUMBER = "\\d{1,2}|[一二三四五六七八九十]{1,3}|[一二三]?十[一二三四五六七八九]?";
const DATE = new RegExp(`(${YEAR})年(${NUMBER})月(${NUMBER})日`);

/**
 * The first date of a text, in figures or characters.   中文: 识别日期
 *
 * @example chineseDate("二〇二〇年一月十日在某市") // [2020, 1, 10]
 */
export function chineseDate(text: string): ChineseDate | undefined {
  const match = DATE.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [chineseYear(match[1]!), number(match[2]!), number(match[3]!)];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? [year, month, day] : undefined;
}

/** The value of a year in figures or characters. @example chineseYear("二O二O") // 2020 */
export function chineseYear(text: string): number {
  return /^\d{4}$/.test(text)
    ? Number(text)
    : chineseNumber(text.replace(new RegExp(`[${ZERO}]`, "g"), "〇"));
}

function number(text: string): number {
  return /^\d/.test(text) ? Number(text) : chineseNumber(text);
}
