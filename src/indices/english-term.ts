import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../base/index.js";

let terms: ReadonlyMap<string, string> | undefined;

/**
 * A term of the bundled indicator systems in English, null where the list does not have it.
 * 中文: 内置指标体系术语的英文
 *
 * @example englishTerm("劳动者") // "Labourers"
 */
export function englishTerm(term: string): string | null {
  terms ??= readTerms();
  return terms.get(term) ?? null;
}

/**
 * A formula with its column names in English; null where one of them has no English name.
 * 中文: 公式的英文写法
 */
export function englishFormula(formula: string): string | null {
  const words = formula.match(WORD) ?? [];
  if (words.some((word) => HAN.test(word) && englishTerm(word) === null)) return null;
  return formula.replace(WORD, (word) => englishTerm(word) ?? word);
}

const WORD = /[\p{L}_][\p{L}\p{N}_.]*/gu;
const HAN = /\p{Script=Han}/u;

/** The list of the package: a term and its English, the header line left out. */
function readTerms(): ReadonlyMap<string, string> {
  const path = join(packageRoot(), "dictionaries", "systems", "english.csv");
  const [, ...lines] = readFileSync(path, "utf8").split(/\r?\n/);
  return new Map(
    lines.flatMap((line) => {
      const [term, english] = line.split(",");
      return term === undefined || english === undefined ? [] : [[term, english] as const];
    }),
  );
}
