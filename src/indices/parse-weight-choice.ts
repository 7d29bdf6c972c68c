import { weightMethodNamed } from "./weights/methods.js";
import type {
  CombinedWeights,
  ComputedMethod,
  GivenWeights,
  WeightChoice,
} from "./weights/weight-choice.js";

const RULES = ["multiplicative", "additive", "game"] as const;

/**
 * How `given:weights.csv` becomes weights; the caller reads the file. A plain `given` (path null)
 * means the weights that the system file carries.
 */
export type ReadGiven = (path: string | null) => Promise<GivenWeights>;

/**
 * Reads a weight choice as the command line and study files write it.   中文: 解析赋权方法
 *
 * `entropy`, `given:weights.csv`, `given` (the weights in the system file), `combined:entropy,independence:multiplicative` (rule left out:
 * multiplicative).
 *
 * Errors    indices/unknown-method, with the nearest one.
 * @example await parseWeightChoice("combined:entropy,cv:additive", readGiven)
 */
export async function parseWeightChoice(text: string, readGiven: ReadGiven): Promise<WeightChoice> {
  if (!text.startsWith("combined:")) return parseOne(text, readGiven);
  let body = text.slice("combined:".length);
  let rule: CombinedWeights["rule"] = "multiplicative";
  for (const candidate of RULES) {
    if (!body.endsWith(`:${candidate}`)) continue;
    rule = candidate;
    body = body.slice(0, -candidate.length - 1);
  }
  const names = body
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (names.length < 2) weightMethodNamed(text);
  const combined: (ComputedMethod | GivenWeights)[] = [];
  for (const name of names) combined.push(await parseOne(name, readGiven));
  return { combined, rule };
}

async function parseOne(
  text: string,
  readGiven: ReadGiven,
): Promise<ComputedMethod | GivenWeights> {
  if (text.startsWith("given:")) return readGiven(text.slice("given:".length));
  if (text === "given") return readGiven(null);
  return weightMethodNamed(text).name;
}
