import type { Localized } from "../../base/index.js";
import type { Labels } from "../table/effect-label.js";
import { spaceChinese } from "../table/space-chinese.js";
import type { Wording } from "../table/table-model.js";
import { inLang } from "../table/wording.js";
import { CITATIONS } from "./citations.js";
import { type DescribedResult, describeResult, type MethodFact } from "./method-facts.js";
import { sentenceOf } from "./method-sentences.js";
import type { ReportSection } from "./section.js";

/** Where a result is printed: `{ kind: "table", number: "3" }`. */
export interface Place {
  readonly kind: "table" | "figure";
  /** `none` for parts without a number. */
  readonly number: string;
}

/** A fact with the tables and figures that it stands behind. */
export type PlacedFact = MethodFact & { readonly places?: readonly Place[] };

/**
 * The methods section in words, from the results themselves: what was estimated, on how many rows,
 * with which errors, which seed, by whose method.   中文: 由结果自动生成的方法段与参考文献
 *
 * Results of one method share a sentence, which names their outcomes and effects by `labels`; each
 * sentence states only what the results say.
 *
 * @example methodsParagraph([index, fit, study], { labels }) // a section for renderHtmlReport
 */
export function methodsParagraph(
  results: readonly (DescribedResult | PlacedFact)[],
  options: { readonly labels?: Labels } = {},
): Extract<ReportSection, { kind: "methods" }> {
  const groups = new Map<string, [PlacedFact, ...PlacedFact[]]>();
  for (const result of results) {
    const fact = isResult(result) ? describeResult(result) : result;
    const key = groupOf(fact);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [fact]);
    else group.push(fact);
  }
  const sentences = [...groups.values()].map((facts) =>
    sentenceOf(distinct(facts), placeWords(facts), options.labels ?? {}),
  );
  const works = new Map(
    sentences.flatMap(({ cites }) =>
      cites.map((c): [string, Wording] =>
        typeof c === "string" ? [c, CITATIONS[c]] : [c.key, c.text],
      ),
    ),
  );
  return {
    kind: "methods",
    paragraphs: sentences.map(({ en, zh }) => ({ en, zh: spaceChinese(zh) })),
    references: [...works.values()].sort(byAuthor),
  };
}

function isResult(result: DescribedResult | PlacedFact): result is DescribedResult {
  // Facts are numbers and names; results have these parts besides.
  const own = ["covariance", "events", "balance", "warnings", "specifications"];
  return (
    own.some((key) => key in result) ||
    ("indicators" in result && typeof result.indicators !== "number")
  );
}

/** Facts of one key share a sentence. */
function groupOf(fact: PlacedFact): string {
  switch (fact.kind) {
    case "fit":
    case "events":
      return `${fact.kind} ${fact.estimator}`;
    case "index":
      return `index ${fact.name} ${fact.method} ${fact.scale} ${fact.composite}`;
    case "placebo":
      return `placebo ${fact.mode} ${fact.draws} ${fact.seed}`;
    case "bacon":
    case "balance":
      return fact.kind;
    default:
      return fact.en;
  }
}

/** Regressions are counted; what else is said twice is said once. */
function distinct(facts: readonly [PlacedFact, ...PlacedFact[]]): [MethodFact, ...MethodFact[]] {
  const [first, ...rest] = facts.map(({ places: _places, ...fact }) => fact as MethodFact);
  if (first!.kind === "fit") return [first!, ...rest];
  const seen = new Set([JSON.stringify(first)]);
  const others = rest.filter((f) => {
    const key = JSON.stringify(f);
    return !seen.has(key) && seen.add(key);
  });
  return [first!, ...others];
}

/** ` (Tables 3 and 4, Figure 1)` and `（表 3、4，图 1）`; empty where nothing is known. */
function placeWords(facts: readonly PlacedFact[]): Localized {
  const places = facts.flatMap((f) => f.places ?? []);
  const numbers = (kind: Place["kind"]) => [
    ...new Set(places.filter((p) => p.kind === kind && p.number !== "none").map((p) => p.number)),
  ];
  const parts: Localized[] = [];
  const add = (list: readonly string[], en: string, zh: string) => {
    if (list.length === 0) return;
    const runs = inRuns(list);
    const and = runs.length === 1 ? runs[0]! : `${runs.slice(0, -1).join(", ")} and ${runs.at(-1)}`;
    parts.push({
      en: `${en}${list.length === 1 ? "" : "s"} ${and}`,
      zh: `${zh} ${runs.join("、")}`,
    });
  };
  add(numbers("table"), "Table", "表");
  add(numbers("figure"), "Figure", "图");
  if (places.some((p) => p.number === "none")) {
    parts.push({ en: "unnumbered tables and figures", zh: "未编号的图表" });
  }
  if (parts.length === 0) return { en: "", zh: "" };
  return {
    en: ` (${parts.map((p) => p.en).join(", ")})`,
    zh: `（${parts.map((p) => p.zh).join("，")}）`,
  };
}

/** Three and more numbers in a row as `3–7` or `A2–A12`. */
function inRuns(numbers: readonly string[]): string[] {
  const runs: string[][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before !== undefined && follows(before, number)) last.push(number);
    else runs.push([number]);
  }
  return runs.flatMap((run) => (run.length < 3 ? run : [`${run[0]}–${run.at(-1)}`]));
}

function follows(before: string, number: string): boolean {
  const parse = (text: string) => /^([A-Z]?)(\d+)$/.exec(text);
  const [a, b] = [parse(before), parse(number)];
  return a !== null && b !== null && a[1] === b[1] && Number(b[2]) === Number(a[2]) + 1;
}

/** Chinese works first, then by author, as Chinese journals order them. */
function byAuthor(a: Wording, b: Wording): number {
  const isChinese = (work: typeof a) => typeof work !== "string";
  if (isChinese(a) !== isChinese(b)) return isChinese(a) ? -1 : 1;
  return inLang(a, "zh").toLowerCase() < inLang(b, "zh").toLowerCase() ? -1 : 1;
}
