import type { Localized, Notice } from "../../base/index.js";
import { withLabels } from "./with-labels.js";

/** A number that stands alone, not a digit of a name, and whole. */
const NUMBER = /(?<![\p{L}\p{N}_.])\d+(?:\.\d+)?(?![\p{L}\p{N}_]|\.\p{N})/gu;

/**
 * The warnings of a study as its report prints them: those that differ in their numbers alone are
 * one, with the range of each number; columns have their labels.   中文: 合并相近提示
 *
 * `results.json` keeps every warning as it came.
 */
export function condenseNotices(
  notices: readonly Notice[],
  labels: Readonly<Record<string, Localized>>,
): Notice[] {
  const groups = new Map<string, Notice[]>();
  for (const notice of notices) {
    const key = `${notice.code} ${notice.en.replace(NUMBER, "#")}`;
    groups.set(key, [...(groups.get(key) ?? []), notice]);
  }
  return [...groups.values()].map((group) => ({
    code: group[0]!.code,
    ...withLabels(
      { en: inRanges(group.map((n) => n.en)), zh: inRanges(group.map((n) => n.zh)) },
      labels,
    ),
  }));
}

/** Texts alike but for their numbers as one text with the range of each. */
function inRanges(texts: readonly string[]): string {
  const numbers = texts.map((t) => t.match(NUMBER) ?? []);
  const [first] = texts;
  if (numbers.some((n) => n.length !== numbers[0]!.length)) return first!;
  let at = 0;
  return first!.replace(NUMBER, () => {
    const values = numbers.map((n) => n[at]!).sort((a, b) => Number(a) - Number(b));
    at++;
    const [low, high] = [values[0]!, values[values.length - 1]!];
    return low === high ? low : `${low}–${high}`;
  });
}
