import { append, greatest, type Lang } from "../base/index.js";
import {
  type FitData,
  type JointTest,
  nameOfTest,
  percentOf,
  type TidyRow,
} from "../result/index.js";
import { type IvStages, ivSummary } from "./iv/iv-summary.js";

/** What a summary is made from. */
export interface Summarised extends FitData {
  tidy(): readonly TidyRow[];
  /** Level of the intervals; default 0.95. */
  readonly level?: number;
}

const VCOV_NAMES: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = {
  iid: { en: "classical", zh: "同方差" },
  hc1: { en: "robust (HC1)", zh: "异方差稳健（HC1）" },
  hc2: { en: "robust (HC2)", zh: "异方差稳健（HC2）" },
  hc3: { en: "robust (HC3)", zh: "异方差稳健（HC3）" },
  cluster: { en: "clustered", zh: "聚类稳健" },
  dk: { en: "Driscoll–Kraay", zh: "Driscoll–Kraay" },
  nw: { en: "Newey–West", zh: "Newey–West" },
  conley: { en: "Conley (spatial)", zh: "Conley（空间）" },
  bootstrap: { en: "bootstrap", zh: "自助法" },
  opg: { en: "outer product of gradients", zh: "梯度外积" },
  hessian: { en: "observed information", zh: "观测信息矩阵" },
};

/** The sentence that says how standard errors were computed.   中文: 标准误说明 */
export function describeVcov(fit: Pick<FitData, "covariance">, lang: Lang): string {
  const { type, ways, clusters, ssc } = fit.covariance;
  const zh = lang === "zh";
  const name = VCOV_NAMES[type]?.[lang] ?? type;
  const counts = ways.map((w) => `${w} (${clusters[w] ?? "?"})`).join(zh ? "、" : ", ");
  const by = type === "cluster" ? (zh ? `，按 ${counts}` : ` by ${counts}`) : "";
  return zh
    ? `标准误：${name}${by}；小样本修正 ${ssc.name}`
    : `Standard errors: ${name}${by}; small-sample rule ${ssc.name}`;
}

/** Stars of the house: `*** p<0.01, ** p<0.05, * p<0.1`. */
export function stars(p: number | null): string {
  return p === null ? "" : p < 0.01 ? "***" : p < 0.05 ? "**" : p < 0.1 ? "*" : "";
}

/**
 * The fit as a page for the terminal, in the order that users of Stata and fixest read.
 * 中文: 终端输出
 */
export function summary(fit: Summarised, lang: Lang = "en"): string {
  const zh = lang === "zh";
  const title = zh
    ? `${fit.model.toUpperCase()}，因变量：${fit.outcome}，观测数 ${fit.nobs}`
    : `${fit.model.toUpperCase()}, outcome: ${fit.outcome}, observations: ${fit.nobs}`;
  const effects = Object.entries(fit.fixedEffects).map(([name, n]) => `${name}: ${n}`);
  const lines = [title];
  if (effects.length > 0) {
    lines.push(zh ? `固定效应  ${effects.join("，")}` : `Fixed effects  ${effects.join(", ")}`);
  }
  lines.push(describeVcov(fit, lang), "", ...coefficientTable(fit, zh), "");
  append(lines, statistics(fit, zh));
  if (fit.extra?.iv !== undefined) append(lines, ivSummary(fit.extra as unknown as IvStages, lang));
  append(lines, dropped(fit, zh));
  return lines.join("\n");
}

function coefficientTable(fit: Summarised, zh: boolean): string[] {
  const z = fit.covariance.df === Number.POSITIVE_INFINITY;
  const statistic = z ? (zh ? "z 值" : "z value") : zh ? "t 值" : "t value";
  const percent = percentOf(fit.level);
  const head = zh
    ? ["", "系数", "标准误", statistic, "p 值", `${percent} 置信区间`, ""]
    : ["", "Estimate", "Std. Error", statistic, "p value", `${percent} interval`, ""];
  const rows = fit
    .tidy()
    .map((row) => [
      row.name,
      number(row.estimate),
      number(row.se),
      number(row.statistic, 4),
      probability(row.p),
      row.ciLow === null ? "" : `[${number(row.ciLow)}, ${number(row.ciHigh)}]`,
      stars(row.p),
    ]);
  const widths = head.map((h, c) => Math.max(width(h), greatest(rows.map((r) => width(r[c]!)))));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, c) => {
        const space = " ".repeat(widths[c]! - width(cell));
        return c === 0 || c === 6 ? cell + space : space + cell;
      })
      .join("  ")
      .trimEnd();
  const rule = "─".repeat(widths.reduce((s, w) => s + w + 2, -2));
  const note = zh ? "*** p<0.01，** p<0.05，* p<0.1" : "*** p<0.01, ** p<0.05, * p<0.1";
  return [rule, line(head), rule, ...rows.map(line), rule, note];
}

function statistics(fit: Summarised, zh: boolean): string[] {
  const parts: string[] = [];
  const add = (name: string, value: number | null) => {
    if (value !== null) parts.push(`${name} ${number(value, 6)}`);
  };
  add("R²", fit.r2);
  add(zh ? "调整 R²" : "Adj. R²", fit.r2Adj);
  add(zh ? "组内 R²" : "Within R²", fit.r2Within);
  add("RMSE", fit.rmse);
  add(zh ? "伪 R²" : "Pseudo R²", extraNumber(fit, "pseudoR2"));
  if (fit.r2 === null) add(zh ? "对数似然" : "Log-likelihood", extraNumber(fit, "logLik"));
  const lines = parts.length > 0 ? [parts.join("   ")] : [];
  if (fit.wald !== null) lines.push(describeTest(fit.wald, zh));
  return lines;
}

function extraNumber(fit: Summarised, name: string): number | null {
  const value = fit.extra?.[name];
  return typeof value === "number" ? value : null;
}

function describeTest(test: JointTest, zh: boolean): string {
  const words = zh ? "所有斜率为零" : (test.hypothesis ?? "");
  const p = probability(test.p);
  const shown = p.startsWith("<") ? `p < ${p.slice(1)}` : `p = ${p}`;
  return `Wald: ${nameOfTest(test)} = ${number(test.statistic, 6)}, ${shown}  (${words})`;
}

function dropped(fit: Summarised, zh: boolean): string[] {
  const { missing, singletons, collinear, separated, zeroWeight = 0 } = fit.dropped;
  const parts: string[] = [];
  if (missing > 0) parts.push(zh ? `缺失 ${missing} 行` : `${missing} rows missing`);
  if (zeroWeight > 0) parts.push(zh ? `权重为零 ${zeroWeight} 行` : `${zeroWeight} of zero weight`);
  if (singletons > 0) parts.push(zh ? `单例 ${singletons} 行` : `${singletons} singletons`);
  if (separated > 0) parts.push(zh ? `完全分离 ${separated} 行` : `${separated} separated rows`);
  if (collinear.length > 0) {
    parts.push(zh ? `共线 ${collinear.join("、")}` : `collinear ${collinear.join(", ")}`);
  }
  return parts.length > 0
    ? [zh ? `剔除：${parts.join("；")}` : `Dropped: ${parts.join("; ")}`]
    : [];
}

function number(value: number | null, digits = 5): string {
  if (value === null) return "";
  if (value === 0) return "0";
  const size = Math.abs(value);
  return size < 1e-4 || size >= 1e7
    ? value.toExponential(digits - 2)
    : String(Number(value.toPrecision(digits)));
}

function probability(p: number | null): string {
  if (p === null) return "";
  return p < 2.2e-16 ? "<2e-16" : p < 1e-4 ? p.toExponential(2) : p.toFixed(4);
}

/** Columns a text takes in a terminal: Chinese characters take two. */
function width(text: string): number {
  let total = 0;
  for (const char of text)
    total +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(char)
        ? 2
        : 1;
  return total;
}
