import type { Rng } from "../../../base/index.js";

/** Sentences with numbers in place of {n}, {n2}, {q} and {p}.   中文: 填入数字 */
export function fillNumbers(sentence: string, rng: Rng): string {
  return sentence
    .replaceAll("{n2}", () => String(3 + rng.integer(40)))
    .replaceAll("{n}", () => String(20 + rng.integer(380)))
    .replaceAll("{q}", () => String(72 + rng.integer(24)))
    .replaceAll("{p}", () => (1 + rng.integer(8) + rng.integer(10) / 10).toFixed(1));
}
