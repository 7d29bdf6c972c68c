import type { Localized } from "../../base/index.js";
import type {
  Balance,
  Decomposition,
  EventStudy,
  IndexResult,
  Placebo,
  SpecificationResult,
  TwfeWeights,
} from "../../result/index.js";
import { covarianceNote } from "../table/covariance-note.js";
import type { ReportedFit } from "../table/reported-column.js";
import { CITATIONS, type CitationKey } from "./citations.js";
import type { ReportSection } from "./section.js";

/** A result whose method can be put into words. */
export type DescribedResult =
  | ReportedFit
  | EventStudy
  | Decomposition
  | TwfeWeights
  | Placebo
  | SpecificationResult
  | IndexResult
  | { readonly kind: "balance"; readonly balance: Balance; readonly method: string };

/** A sentence on a method, with the works that it rests on.   中文: 方法说明句 */
export interface MethodSentence extends Localized {
  readonly cites: readonly CitationKey[];
}

/**
 * The methods section in words, from the results themselves: what was estimated, on how many rows,
 * with which errors, which seed, by whose method.   中文: 由结果自动生成的方法段与参考文献
 *
 * Each sentence states only what its result says; results alike are described once.
 *
 * @example methodsParagraph([index, fit, study]) // a section for renderHtmlReport
 */
export function methodsParagraph(
  results: readonly (DescribedResult | MethodSentence)[],
): Extract<ReportSection, { kind: "methods" }> {
  const sentences = results.map((r) => ("cites" in r ? r : describeResult(r)));
  const seen = new Set<string>();
  const fresh = sentences.filter((s) => !seen.has(s.en) && seen.add(s.en));
  const keys = [...new Set(fresh.flatMap((s) => s.cites))].sort();
  return {
    kind: "methods",
    paragraphs: fresh.map(({ en, zh }) => ({ en, zh })),
    references: keys.map((key) => CITATIONS[key]),
  };
}

/** One result in words.   中文: 单个结果的方法说明 */
export function describeResult(result: DescribedResult): MethodSentence {
  if ("covariance" in result) return fitSentence(result);
  if ("events" in result) return studySentence(result);
  switch (result.kind) {
    case "bacon":
      return {
        en: `The two-way fixed-effects estimate (${shown(result.twfe)}) is decomposed into ${result.comparisons.length} two-by-two comparisons (Goodman-Bacon 2021).`,
        zh: `将双向固定效应估计值（${shown(result.twfe)}）分解为 ${result.comparisons.length} 个 2×2 比较（Goodman-Bacon，2021）。`,
        cites: ["bacon"],
      };
    case "weights":
      return {
        en: `Of the weights of treated cells in the two-way estimate, ${result.negative.count} are negative and sum to ${shown(result.negative.sum)} (de Chaisemartin and D'Haultfœuille 2020).`,
        zh: `双向固定效应估计中，处理单元的权重有 ${result.negative.count} 个为负，合计 ${shown(result.negative.sum)}（de Chaisemartin 和 D'Haultfœuille，2020）。`,
        cites: ["dcdh"],
      };
    case "placebo":
      return placeboSentence(result);
    case "specification-curve":
      return {
        en: `The coefficient is estimated under ${result.specifications.length} specifications (Simonsohn, Simmons and Nelson 2020).`,
        zh: `在 ${result.specifications.length} 种设定下估计该系数（Simonsohn、Simmons 和 Nelson，2020）。`,
        cites: ["specCurve"],
      };
    case "index":
      return indexSentence(result);
    case "balance":
      return {
        en: `Treated and control units are matched on the propensity score (${result.method}); the mean standardised bias falls from ${result.balance.before.meanBias.toFixed(1)}% to ${result.balance.after.meanBias.toFixed(1)}% (Rosenbaum and Rubin 1985).`,
        zh: `以倾向得分匹配处理组与控制组（${result.method}）；平均标准化偏差由 ${result.balance.before.meanBias.toFixed(1)}% 变为 ${result.balance.after.meanBias.toFixed(1)}%（Rosenbaum 和 Rubin，1985）。`,
        cites: ["psm"],
      };
  }
}

function fitSentence(fit: ReportedFit): MethodSentence {
  const effects = Object.entries(fit.fixedEffects);
  const list = (glue: string) => effects.map(([name, levels]) => `${name} (${levels})`).join(glue);
  const note = covarianceNote(fit.covariance);
  const isIv = fit.extra?.iv !== undefined && fit.extra.iv !== null;
  const model = isIv ? "2SLS" : fit.model === "ols" ? "OLS" : fit.model;
  const dropped = fit.dropped.missing + fit.dropped.singletons + fit.dropped.separated;
  return {
    en: `${fit.outcome} is estimated by ${model} on ${fit.nobs} rows${dropped === 0 ? "" : ` (${dropped} rows dropped)`}${effects.length === 0 ? "" : ` with fixed effects ${list(", ")}`}; standard errors: ${note.en}.${isIv ? " Weak instruments are judged by the Kleibergen-Paap statistics (2006)." : ""}`,
    zh: `以 ${model} 估计 ${fit.outcome}，样本 ${fit.nobs} 行${dropped === 0 ? "" : `（剔除 ${dropped} 行）`}${effects.length === 0 ? "" : `，固定效应：${list("、")}`}；标准误：${note.zh}。${isIv ? "弱工具变量以 Kleibergen-Paap（2006）统计量判断。" : ""}`,
    cites: isIv ? ["kp"] : [],
  };
}

/** Estimators by the `kind` of their results. */
const ESTIMATORS: readonly {
  readonly test: RegExp;
  readonly name: Localized;
  readonly cites: readonly CitationKey[];
}[] = [
  {
    test: /^(cs|callaway)/i,
    name: { en: "Callaway and Sant'Anna (2021)", zh: "Callaway 和 Sant'Anna（2021）" },
    cites: ["cs"],
  },
  {
    test: /^sun/i,
    name: { en: "Sun and Abraham (2021)", zh: "Sun 和 Abraham（2021）" },
    cites: ["sunab"],
  },
  {
    test: /^bjs/i,
    name: { en: "Borusyak, Jaravel and Spiess (2024)", zh: "Borusyak、Jaravel 和 Spiess（2024）" },
    cites: ["bjs"],
  },
  { test: /^gardner/i, name: { en: "Gardner (2022)", zh: "Gardner（2022）" }, cites: ["gardner"] },
  {
    test: /^etwfe/i,
    name: { en: "Wooldridge (2025)", zh: "Wooldridge（2025）" },
    cites: ["etwfe"],
  },
  {
    test: /^stacked/i,
    name: { en: "a stacked design (Cengiz et al. 2019)", zh: "堆叠设计（Cengiz 等，2019）" },
    cites: ["stacked"],
  },
  {
    test: /^dcdh/i,
    name: {
      en: "de Chaisemartin and D'Haultfœuille (2020)",
      zh: "de Chaisemartin 和 D'Haultfœuille（2020）",
    },
    cites: ["dcdh"],
  },
];

function studySentence(study: EventStudy): MethodSentence {
  const known = ESTIMATORS.find((e) => e.test.test(study.kind));
  const name = known?.name ?? {
    en: "two-way fixed effects with leads and lags",
    zh: "含前置期与滞后期的双向固定效应模型",
  };
  const times = study.events.map((e) => e.time);
  const window = `${Math.min(...times)}…${Math.max(...times)}`;
  const hasBand = study.events.some((e) => e.ciLowSup !== null);
  const pretrend = study.pretrend === null ? "" : study.pretrend.p.toFixed(3);
  return {
    en: `Dynamic effects on ${study.outcome} (periods ${window}, N = ${study.nobs}) are estimated by ${name.en}${pretrend === "" ? "" : `; the joint test of leads gives p = ${pretrend}`}.${hasBand ? " Simultaneous bands are sup-t (Montiel Olea and Plagborg-Møller 2019)." : ""}`,
    zh: `${study.outcome} 的动态效应（第 ${window} 期，N = ${study.nobs}）以 ${name.zh}估计${pretrend === "" ? "" : `；前置期联合检验 p = ${pretrend}`}。${hasBand ? "联合置信带为 sup-t（Montiel Olea 和 Plagborg-Møller，2019）。" : ""}`,
    cites: [...(known?.cites ?? []), ...(hasBand ? (["supt"] as const) : [])],
  };
}

const PLACEBO_MODES: Readonly<Record<Placebo["mode"], Localized>> = {
  space: { en: "units drawn at random", zh: "随机抽取处理单位" },
  mixed: { en: "units and dates drawn at random", zh: "随机抽取处理单位与时间" },
  time: { en: "dates moved forward", zh: "政策时间提前" },
  permutation: { en: "labels permuted", zh: "随机置换分组" },
};

function placeboSentence(result: Placebo): MethodSentence {
  const { en, zh } = PLACEBO_MODES[result.mode];
  const seed = result.seed === null ? "" : String(result.seed);
  return {
    en: `Placebo: ${result.draws.length} draws, ${en}${seed === "" ? "" : ` (seed ${seed})`}; two-sided p = ${result.pTwoSided.toFixed(3)}.`,
    zh: `安慰剂检验：${zh}，共 ${result.draws.length} 次${seed === "" ? "" : `（种子 ${seed}）`}；双侧 p = ${result.pTwoSided.toFixed(3)}。`,
    cites: [],
  };
}

function indexSentence(result: IndexResult): MethodSentence {
  const count = result.indicators.length;
  const filled = result.indicators.reduce((sum, i) => sum + i.filled, 0);
  const scale = result.scale === "pooled" ? ["the whole panel", "全样本"] : ["each year", "各年"];
  return {
    en: `${result.label} is built from ${count} indicators, standardised over ${scale[0]}, with weights by ${result.method} (${result.composite} composite, ${result.nobs} rows${filled === 0 ? "" : `, ${filled} cells filled`}).`,
    zh: `${result.label}由 ${count} 个指标构成，按${scale[1]}标准化，以 ${result.method} 赋权（${result.composite === "linear" ? "线性加总" : "TOPSIS"}，${result.nobs} 行${filled === 0 ? "" : `，填补 ${filled} 个单元格`}）。`,
    cites: [],
  };
}

function shown(value: number): string {
  return value.toPrecision(3);
}
