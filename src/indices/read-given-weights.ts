import { readTable } from "../table/index.js";
import type { GivenWeights } from "./weights/weight-choice.js";

/**
 * Reads weights by hand from a table with the columns `indicator` and `weight` (such as a published
 * weight table, or the one that `weightTable` writes).   中文: 读取给定权重
 */
export async function readGivenWeights(path: string): Promise<GivenWeights> {
  const table = await readTable(path);
  const names = table.text("indicator");
  const weights = table.number("weight");
  const given: Record<string, number> = {};
  names.codes.forEach((code, i) => {
    if (code >= 0) given[names.levels[code]!] = weights[i]!;
  });
  return { given };
}
