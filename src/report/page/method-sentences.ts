import { greatest, type Localized, least } from "../../base/index.js";
import type { Placebo } from "../../result/index.js";
import { methodWording } from "../figure/index/index-method-wording.js";
import { covarianceNote } from "../table/covariance-note.js";
import { effectLabel, type Labels } from "../table/effect-label.js";
import { formatShare, pWords } from "../table/format-number.js";
import { inLang } from "../table/wording.js";
import { ESTIMATORS } from "./estimator-names.js";
import type { MethodFact, MethodSentence } from "./method-facts.js";

type Fact<K extends MethodFact["kind"]> = Extract<MethodFact, { readonly kind: K }>;
type Words = readonly [en: string, zh: string];

/** Facts alike in one sentence; `place` says where they stand: ` (Tables 3 and 4)`. */
export function sentenceOf(
  facts: readonly [MethodFact, ...MethodFact[]],
  place: Localized,
  labels: Labels,
): MethodSentence {
  const [first] = facts;
  const all = <K extends MethodFact["kind"]>(kind: K) =>
    facts.filter((f): f is Fact<K> => f.kind === kind);
  switch (first.kind) {
    case "fit":
      return fitSentence(all("fit"), place, labels);
    case "events":
      return eventsSentence(all("events"), place, labels);
    case "index":
      return indexSentence(first, place, labels);
    case "bacon":
      return baconSentence(all("bacon"), place);
    case "placebo":
      return placeboSentence(all("placebo"), place);
    case "balance":
      return balanceSentence(all("balance"), place);
    default:
      return first;
  }
}

function fitSentence(facts: readonly Fact<"fit">[], place: Localized, labels: Labels) {
  const { estimator, name } = facts[0]!;
  const known = ESTIMATORS[estimator] ?? { en: estimator, zh: estimator };
  const { en, zh } = name?.phrase ?? known;
  const note = name?.note;
  const n = facts.length;
  const rows = range(facts.map((f) => f.nobs));
  const dropped = greatest(facts.map((f) => f.dropped));
  const outcomes = outcomeList(
    facts.map((f) => f.outcome),
    labels,
  );
  const effects = effectWords(facts, labels);
  const errors = errorWords(facts, labels);
  return {
    en: `${n} ${n === 1 ? "regression is" : "regressions are"} estimated by ${en}${place.en} on ${rows} rows${dropped === 0 ? "" : ` (${n === 1 ? "" : "up to "}${range([dropped])} rows dropped for gaps or as singletons)`}. ${outcomes.en} ${effects.en} ${errors.en}${note === undefined ? "" : ` ${note.en}`}`,
    zh: `以${zh}估计 ${n} 个回归${place.zh}，样本量为 ${rows}${dropped === 0 ? "" : `（因缺失值或单点组${n === 1 ? "" : "最多"}剔除 ${range([dropped])} 行）`}。${outcomes.zh}${effects.zh}${errors.zh}${note === undefined ? "" : note.zh}`,
    cites: name?.cites ?? known.cites ?? [],
  };
}

/** `594` or `540–594`. */
function range(values: readonly number[]): string {
  const low = least(values);
  const high = greatest(values);
  const shown = (v: number) => v.toLocaleString("en-US");
  return low === high ? shown(low) : `${shown(low)}–${shown(high)}`;
}

/** Outcomes that a sentence lists by name. */
const MOST_OUTCOMES = 6;

function outcomeList(names: readonly string[], labels: Labels): Localized {
  const distinct = [...new Set(names)];
  const some = distinct.slice(0, MOST_OUTCOMES);
  const rest = distinct.length - some.length;
  const [en, zh] = listed(some.map((name) => ofLabel(name, labels)));
  return {
    en: `The outcome${distinct.length === 1 ? " is" : "s are"} ${rest === 0 ? en : `${some.map((s) => inLang(labels[s] ?? s, "en")).join(", ")} and ${rest} more`}.`,
    zh: `被解释变量为${zh}${rest === 0 ? "" : `等 ${distinct.length} 个变量`}。`,
  };
}

function ofLabel(name: string, labels: Labels): Words {
  const label = labels[name] ?? name;
  return [inLang(label, "en"), inLang(label, "zh")];
}

function listed(words: readonly Words[]): Words {
  const en = words.map(([w]) => w);
  const zh = words.map(([, w]) => w);
  const head = (list: readonly string[], comma: string) => list.slice(0, -1).join(comma);
  if (words.length < 2) return [en.join(""), zh.join("")];
  return [`${head(en, ", ")} and ${en.at(-1)}`, `${head(zh, "、")}与${zh.at(-1)}`];
}

/** Sets of fixed effects that a sentence lists. */
const MOST_SETS = 4;

function effectWords(facts: readonly Fact<"fit">[], labels: Labels): Localized {
  const sets = counted(facts.map((f) => [...f.effects].sort().join("|")));
  const words = sets.slice(0, MOST_SETS).map(([key, count]) => {
    const names = key === "" ? [] : key.split("|");
    const [en, zh] = listed(
      names.map((name): Words => {
        const label = effectLabel(name, labels);
        return [label.en, label.zh];
      }),
    );
    return { en, zh, count, isNone: names.length === 0 };
  });
  const rest = sets.slice(MOST_SETS).reduce((sum, [, count]) => sum + count, 0);
  const [only] = words;
  if (sets.length === 1 && only !== undefined) {
    if (only.isNone) return { en: "No fixed effects are included.", zh: "不含固定效应。" };
    return facts.length === 1
      ? { en: `It includes ${only.en} fixed effects.`, zh: `控制${only.zh}固定效应。` }
      : { en: `All include ${only.en} fixed effects.`, zh: `均控制${only.zh}固定效应。` };
  }
  const en = words.map(
    (w) => `${w.count} include${w.count === 1 ? "s" : ""} ${w.isNone ? "no" : w.en} fixed effects`,
  );
  const zh = words.map((w) =>
    w.isNone ? `${w.count} 个不含固定效应` : `${w.count} 个控制${w.zh}固定效应`,
  );
  return {
    en: `Of these, ${[...en, ...(rest === 0 ? [] : [`${rest} other sets`])].join("; ")}.`,
    zh: `其中 ${[...zh, ...(rest === 0 ? [] : [`${rest} 个为其他组合`])].join("，")}。`,
  };
}

function errorWords(facts: readonly Fact<"fit">[], labels: Labels): Localized {
  const keyOf = ({ errors }: Fact<"fit">) => JSON.stringify([errors.type, errors.ways]);
  const notes = counted(facts.map(keyOf)).map(([key, count]) => {
    const alike = facts.filter((f) => keyOf(f) === key).map((f) => f.errors);
    const { type, ways } = alike[0]!;
    const clusters = Object.fromEntries(
      ways.flatMap((way) => {
        const counts = alike.flatMap((e) => e.clusters[way] ?? []);
        return counts.length === 0 ? [] : [[way, range(counts.map(Number))]];
      }),
    );
    return { ...covarianceNote({ type, ways, clusters }, labels), count };
  });
  const [only] = notes;
  if (notes.length === 1 && only !== undefined) {
    const zh = only.zh.startsWith("聚类") ? `标准误${only.zh}` : `采用${only.zh}`;
    return { en: `Standard errors are ${only.en}.`, zh: `${zh}。` };
  }
  return {
    en: `Standard errors: ${notes.map((n) => `${n.count} ${n.en}`).join("; ")}.`,
    zh: `标准误：${notes.map((n) => `${n.count} 个回归${n.zh.startsWith("聚类") ? "" : "为"}${n.zh}`).join("；")}。`,
  };
}

/** Values with their numbers, most frequent first; ties as first met. */
function counted(values: readonly string[]): (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const v of values) counts.set(v, (counts.get(v) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function eventsSentence(facts: readonly Fact<"events">[], place: Localized, labels: Labels) {
  const { phrase: name, cites } = facts[0]!.name;
  const hasBand = facts.some((f) => f.band === "sup-t");
  const each = facts.map((f): Words => {
    const [en, zh] = ofLabel(f.outcome, labels);
    const p = f.leadsP === null ? undefined : pWords(f.leadsP);
    return [
      `${en}, periods ${f.from} to ${f.to}${p === undefined ? "" : ` (joint test of the leads: ${p})`}`,
      `${zh}，第 ${f.from} 至 ${f.to} 期${p === undefined ? "" : `（前置期系数联合检验 ${p}）`}`,
    ];
  });
  return {
    en: `Dynamic effects are estimated by ${name.en}${place.en}: ${each.map(([w]) => w).join("; ")}.${hasBand ? " Simultaneous bands are sup-t (Montiel Olea and Plagborg-Møller 2019)." : ""}`,
    zh: `以${name.zh}估计动态效应${place.zh}：${each.map(([, w]) => w).join("；")}。${hasBand ? "联合置信带为 sup-t（Montiel Olea 和 Plagborg-Møller，2019）。" : ""}`,
    cites: [...cites, ...(hasBand ? (["supt"] as const) : [])],
  };
}

function indexSentence(fact: Fact<"index">, place: Localized, labels: Labels): MethodSentence {
  const label = labels[fact.name] ?? fact.label;
  const [en, zh] = [inLang(label, "en"), inLang(label, "zh")];
  const { indicators, nobs, filled } = fact;
  const method = methodWording(fact.method, fact.methods);
  const over = fact.scale === "pooled" ? ["the whole panel", "全样本"] : ["each year", "各年"];
  return {
    en: `${en} is built from ${indicators} indicators${place.en}, standardised over ${over[0]}, with weights by ${method.en} (${fact.composite} composite, ${range([nobs])} rows${filled === 0 ? "" : `, ${filled} cells filled`}).`,
    zh: `${zh}由 ${indicators} 个指标构成${place.zh}，按${over[1]}标准化，以${method.zh}赋权（${fact.composite === "linear" ? "线性加总" : "TOPSIS"}，${range([nobs])} 行${filled === 0 ? "" : `，填补 ${filled} 个单元格`}）。`,
    cites: (fact.methods ?? []).flatMap((m) => m.cites),
  };
}

function baconSentence(facts: readonly Fact<"bacon">[], place: Localized): MethodSentence {
  const each = facts.map((f): Words => {
    const value = f.twfe.toPrecision(3);
    return [`${value} into ${f.comparisons}`, `${value} 分解为 ${f.comparisons} 个`];
  });
  const plural = facts.length === 1 ? ["estimate is", "估计值"] : ["estimates are", "各估计值"];
  return {
    en: `The two-way fixed-effects ${plural[0]} decomposed into two-by-two comparisons${place.en}: ${each.map(([w]) => w).join("; ")} (Goodman-Bacon 2021).`,
    zh: `将双向固定效应${plural[1]}分解为 2×2 比较${place.zh}：${each.map(([, w]) => w).join("；")}（Goodman-Bacon，2021）。`,
    cites: facts.flatMap((f) => f.cites),
  };
}

const PLACEBO_MODES: Readonly<Record<Placebo["mode"], Localized>> = {
  space: { en: "units drawn at random", zh: "随机抽取处理单位" },
  mixed: { en: "units and dates drawn at random", zh: "随机抽取处理单位与时间" },
  time: { en: "dates moved forward", zh: "政策时间提前" },
  permutation: { en: "labels permuted", zh: "随机置换分组" },
};

function placeboSentence(facts: readonly Fact<"placebo">[], place: Localized): MethodSentence {
  const { mode, draws, seed } = facts[0]!;
  const { en, zh } = PLACEBO_MODES[mode];
  const p = facts.map((f) => formatShare(f.p, f.draws));
  const sign = p.length === 1 && !p[0]!.startsWith("<") ? "= " : "";
  return {
    en: `Placebo tests${place.en}: ${en}, ${draws} draws${seed === null ? "" : ` (seed ${seed})`}; two-sided p ${sign}${p.join(", ")}.`,
    zh: `安慰剂检验${place.zh}：${zh}，共 ${draws} 次${seed === null ? "" : `（种子 ${seed}）`}；双侧 p ${p.length === 1 ? sign : "值依次为 "}${p.join("、")}。`,
    cites: [],
  };
}

function balanceSentence(facts: readonly Fact<"balance">[], place: Localized): MethodSentence {
  const each = facts.map((f): Words => {
    const [before, after] = [f.before.toFixed(1), f.after.toFixed(1)];
    return [
      `${inLang(f.method, "en")} from ${before}% to ${after}%`,
      `${inLang(f.method, "zh")}由 ${before}% 变为 ${after}%`,
    ];
  });
  return {
    en: `Treated and control units are matched on the propensity score${place.en}; mean standardised bias: ${each.map(([w]) => w).join("; ")} (Rosenbaum and Rubin 1985).`,
    zh: `以倾向得分匹配处理组与控制组${place.zh}；平均标准化偏差：${each.map(([, w]) => w).join("；")}（Rosenbaum 和 Rubin，1985）。`,
    cites: ["psm"],
  };
}
