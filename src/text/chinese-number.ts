const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  "○": 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/**
 * The value of a Chinese numeral below 10⁴ or of a row of digits; NaN for anything else.
 * 中文: 汉字数字
 *
 * @example chineseNumber("十二") // 12; "一九五六" // 1956; "七点五" // 7.5
 */
export function chineseNumber(text: string): number {
  const [whole = "", fraction] = text.split("点");
  const value = /[十百千]/.test(whole) ? byUnits(whole) : byDigits(whole);
  if (fraction === undefined) return value;
  const decimals = byDigits(fraction);
  return value + decimals / 10 ** fraction.length;
}

function byDigits(text: string): number {
  if (text === "") return Number.NaN;
  let value = 0;
  for (const character of text) {
    const digit = DIGITS[character];
    if (digit === undefined) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function byUnits(text: string): number {
  const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
  let total = 0;
  let pending = -1;
  for (const character of text) {
    const unit = units[character];
    if (unit !== undefined) {
      total += (pending < 0 ? 1 : pending) * unit;
      pending = -1;
      continue;
    }
    const digit = DIGITS[character];
    if (digit === undefined) return Number.NaN;
    pending = digit;
  }
  return total + Math.max(pending, 0);
}
