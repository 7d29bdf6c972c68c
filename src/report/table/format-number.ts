/** Sign that stands for a number that does not exist. */
export const NO_NUMBER = "–";

/**
 * A number as a table prints it: fixed digits, counts with separators, and never a bare 0.000 for
 * something that is not zero.   中文: 表格中的数字
 *
 * @example formatNumber(3976, 0) // "3,976"
 * @example formatNumber(-8351.544, 2) // "-8,351.54"
 * @example formatNumber(0.00001234, 3) // "0.000012"
 */
export function formatNumber(value: number | null, digits: number): string {
  if (value === null || Number.isNaN(value)) return NO_NUMBER;
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
  if (digits === 0) return groupThousands(Math.round(value));
  const size = Math.abs(value);
  if (size >= 1e9) return value.toExponential(digits);
  const fixed = value.toFixed(digits);
  if (size >= 1000) return groupDigits(fixed);
  if (Number(fixed) !== 0) return fixed;
  return size > 0 ? smallNumber(value, digits) : (0).toFixed(digits);
}

/**
 * A p value that is a share of random draws: none beyond the estimate is less than one in so many, not
 * nought.   中文: 随机抽样所得 p 值
 *
 * @example formatShare(0, 500) // "<0.002"
 */
export function formatShare(p: number, draws: number): string {
  if (p === 0) return `<${Number((1 / draws).toPrecision(2))}`;
  return p < SMALLEST_P ? "<0.001" : p.toFixed(3);
}

/** What three digits would print as 0.000. */
const SMALLEST_P = 0.0005;

/** A p value in a sentence or note. @example pWords(1e-9) // "p < 0.001" */
export function pWords(p: number | null): string {
  if (p === null) return `p = ${NO_NUMBER}`;
  return p < SMALLEST_P ? "p < 0.001" : `p = ${p.toFixed(3)}`;
}

/** Enough further digits for two significant ones, or powers of ten when that gets long. */
function smallNumber(value: number, digits: number): string {
  const needed = 1 - Math.floor(Math.log10(Math.abs(value)));
  return needed <= digits + 3 ? value.toFixed(needed) : value.toExponential(digits);
}

function groupThousands(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e15) return value.toExponential(3);
  const text = groupDigits(String(size));
  return value < 0 ? `-${text}` : text;
}

/** A separator before every three digits of the whole part. */
function groupDigits(text: string): string {
  const [whole, ...rest] = text.split(".");
  return [whole!.replace(/\B(?=(\d{3})+$)/g, ","), ...rest].join(".");
}
