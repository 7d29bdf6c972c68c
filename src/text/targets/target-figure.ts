import { chineseNumber } from "../chinese-number.js";

/** A figure or an interval at a place of a text. */
export interface Figure {
  readonly low: number;
  readonly high: number;
  readonly start: number;
  readonly end: number;
  /** The list of figures that it is one of (分别增长7%和6.3%以上): its marks are for all of them. */
  readonly listStart?: number;
  readonly listEnd?: number;
}

const DIGIT_PERCENT =
  /(\d+(?:\.\d+)?)%?(?:\s*(?:—|－|–|-|―|~|～|至|到|——)\s*(\d+(?:\.\d+)?))?\s*(?:%|个百分点)/;
const CHINESE_PERCENT =
  /百分之([零〇一二两三四五六七八九十点]+)(?:(?:至|到|—|－|-)(?:百分之)?([零〇一二两三四五六七八九十点]+))?/;
const PERSONS =
  /(\d+(?:\.\d+)?)(?:\s*(?:—|－|–|-|~|～|至|到)\s*(\d+(?:\.\d+)?))?\s*(万|千|百)?(?:人|个)/;

/**
 * The first figure of a text in the unit that is asked for.   中文: 提取数值或区间
 *
 * `6.5%—7%`, `6.5-7%`, `百分之八`, `百分之六到百分之七`; persons in 万人 (`5.8万人`, `58千人`, `3000人`).
 */
export function findFigure(text: string, unit: "%" | "万人"): Figure | undefined {
  const found = unit === "%" ? percent(text) : persons(text);
  if (found === undefined || Number.isNaN(found.low) || Number.isNaN(found.high)) return undefined;
  return found.low <= found.high ? found : { ...found, low: found.high, high: found.low };
}

function percent(text: string): Figure | undefined {
  const digits = DIGIT_PERCENT.exec(text);
  const chinese = CHINESE_PERCENT.exec(text);
  if (digits !== null && (chinese === null || digits.index <= chinese.index)) {
    return figure(
      digits,
      Number(digits[1]),
      digits[2] === undefined ? undefined : Number(digits[2]),
    );
  }
  if (chinese === null) return undefined;
  const high = chinese[2] === undefined ? undefined : chineseNumber(chinese[2]);
  return figure(chinese, chineseNumber(chinese[1]!), high);
}

function persons(text: string): Figure | undefined {
  const match = PERSONS.exec(text);
  if (match === null) return undefined;
  const scale = match[3] === "万" ? 1 : match[3] === "千" ? 0.1 : match[3] === "百" ? 0.01 : 1e-4;
  const round = (n: number): number => Math.round(n * scale * 1e8) / 1e8;
  return figure(
    match,
    round(Number(match[1])),
    match[2] === undefined ? undefined : round(Number(match[2])),
  );
}

function figure(match: RegExpExecArray, low: number, high: number | undefined): Figure {
  return { low, high: high ?? low, start: match.index, end: match.index + match[0].length };
}
