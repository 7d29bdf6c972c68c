import { type IndexDistribution, type IndexExplanation, meanWeights } from "../indices/index.js";
import type { IndexResult, IndexSensitivity } from "../result/index.js";
import type { Context } from "./context.js";
import { textTable } from "./text-table.js";

/** The weights of an index as text.   中文: 权重表 */
export function weightReport(
  context: Context,
  result: IndexResult,
  output: string | undefined,
): string {
  const t = context.t.bind(context);
  const weights = meanWeights(result);
  const rows = result.indicators.map((indicator, j) => [
    indicator.dimension ?? "",
    indicator.label,
    indicator.direction,
    weights[j]!.toFixed(4),
  ]);
  const head = [
    t("dimension", "维度"),
    t("indicator", "指标"),
    t("dir.", "方向"),
    t("weight", "权重"),
  ];
  const where = output === undefined ? "" : t(`  → ${output}`, `  → ${output}`);
  const { nobs } = result;
  return [
    t(
      `${result.label}: ${result.method}, ${result.scale}, ${result.composite}; ${nobs} rows${where}`,
      `${result.label}：${result.method}，${result.scale}，${result.composite}；${nobs} 行${where}`,
    ),
    textTable([head, ...rows]),
  ].join("\n");
}

/** The variants of a sensitivity as text.   中文: 稳健性 */
export function sensitivityReport(context: Context, found: IndexSensitivity): string {
  const t = context.t.bind(context);
  const head = [
    t("variant", "方案"),
    t("Spearman", "秩相关"),
    t("largest change of rank", "最大位次变动"),
    t("mean", "平均"),
  ];
  const rows = found.variants.map((v) => [
    v.name,
    v.spearman.toFixed(4),
    String(v.maxRankShift),
    v.meanRankShift.toFixed(1),
  ]);
  const failed = found.failures.map((f) => `${f.name}: ${context.local(f.reason)}`);
  return ["", textTable([head, ...rows]), ...failed].join("\n");
}

/** One index value taken apart, as text.   中文: 分解 */
export function explanationReport(context: Context, why: IndexExplanation): string {
  const number = (value: number | null) => (value === null ? "" : value.toPrecision(6));
  const rows = why.parts.map((part) => [
    part.indicator,
    number(part.raw),
    number(part.standardised),
    number(part.weight),
    number(part.contribution),
    part.cells.map((c) => `${c.column}=${number(c.value)} (${c.mark}, ${c.row ?? "?"})`).join("; "),
  ]);
  const t = context.t.bind(context);
  const head = [
    t("indicator", "指标"),
    t("value", "原值"),
    t("standardised", "标准化"),
    t("weight", "权重"),
    t("contribution", "贡献"),
    t("cells (mark, row of the file)", "单元格（来源，文件行号）"),
  ];
  return [`\n${why.unit} ${why.time}: ${number(why.value)}`, textTable([head, ...rows])].join("\n");
}

/** Inequality, convergence and spatial correlation of an index as text.   中文: 分布与收敛 */
export function distributionReport(context: Context, found: IndexDistribution): string {
  const t = context.t.bind(context);
  const fixed = (value: number | null | undefined) =>
    value === null || value === undefined ? "" : value.toFixed(4);
  const head = [
    t("period", "年份"),
    t("mean", "均值"),
    t("cv", "变异系数"),
    "Gini",
    t("within", "组内"),
    t("between", "组间"),
    t("transvariation", "超变密度"),
    "Theil",
    "Moran I",
    "p",
  ];
  const rows = (found.sigma?.periods ?? []).map((s, i) => {
    const gini = found.dagum?.[i];
    const moran = found.moran?.periods[i];
    return [
      String(s.period),
      fixed(s.mean),
      fixed(s.cv),
      fixed(gini?.gini),
      fixed(gini?.within),
      fixed(gini?.between),
      fixed(gini?.transvariation),
      fixed(found.theil?.[i]?.theil),
      fixed(moran?.I),
      fixed(moran?.p),
    ];
  });
  const lines = ["", textTable([head, ...rows])];
  if (found.sigma !== null) {
    const { estimate, p } = found.sigma.trend;
    lines.push(`σ: ${t("trend of the cv", "变异系数趋势")} ${fixed(estimate)}, p = ${fixed(p)}`);
  }
  if (found.beta !== null) {
    const { beta, speed } = found.beta;
    const rate = speed === null ? "" : `, ${t("speed", "收敛速度")} ${fixed(speed)}`;
    lines.push(`β: ${fixed(beta.estimate)} (${fixed(beta.se)}), p = ${fixed(beta.p)}${rate}`);
  }
  for (const f of found.failures) lines.push(`${f.name}: ${context.local(f.reason)}`);
  return lines.join("\n");
}
