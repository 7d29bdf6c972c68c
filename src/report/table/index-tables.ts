import type { IndexResult } from "../../result/index.js";
import { methodWording } from "../figure/index/index-method-wording.js";
import { genericTable } from "./generic-table.js";
import { emptyCell, numberCell, type TableModel, type Wording } from "./table-model.js";

/**
 * The indicator system with its weights, as papers print it.   中文: 指标体系与权重表
 *
 * Columns: dimension, secondary level, indicator, how it is computed, direction, weight (mean over
 * years with weights by year). Deviations from good sense that follow a publication are noted.
 */
export function indexWeightsTable(
  result: IndexResult,
  options: { readonly title?: Wording; readonly notes?: readonly Wording[] } = {},
): TableModel {
  const sets = result.weights.length;
  const hasSub = result.indicators.some((i) => i.subdimension !== null);
  let lastDimension: string | null = null;
  let lastSub: string | null = null;
  const rows = result.indicators.map((indicator, j) => {
    const weight = result.weights.reduce((sum, set) => sum + set.values[j]!, 0) / sets;
    const isNewDimension = indicator.dimension !== lastDimension;
    const isNewSub = isNewDimension || indicator.subdimension !== lastSub;
    lastDimension = indicator.dimension;
    lastSub = indicator.subdimension;
    return [
      isNewDimension ? (indicator.dimension ?? "") : "",
      ...(hasSub ? [isNewSub ? (indicator.subdimension ?? "") : ""] : []),
      indicator.label,
      indicator.formula,
      indicator.asPublished ? `${indicator.direction} †` : indicator.direction,
      numberCell(weight, 4),
    ];
  });
  const method = methodWording(result.method, result.methods);
  const marked = result.indicators.filter((i) => i.asPublished);
  return genericTable({
    title: options.title ?? {
      en: `Indicator system and weights of ${result.label}`,
      zh: `${result.label}评价指标体系及权重`,
    },
    columns: [
      { header: { en: "Dimension", zh: "一级指标" } },
      ...(hasSub ? [{ header: { en: "Sub-dimension", zh: "二级指标" } }] : []),
      { header: { en: "Indicator", zh: hasSub ? "三级指标" : "二级指标" } },
      { header: { en: "Computed as", zh: "量化方法" } },
      { header: { en: "Direction", zh: "属性" }, align: "center" },
      { header: { en: "Weight", zh: "权重" }, digits: 4 },
    ],
    rows,
    notes: [
      {
        en: `Weights: ${method.en}; standardised ${result.scale}.`,
        zh: `权重：${method.zh}；标准化：${result.scale === "pooled" ? "全样本" : "逐年"}。`,
      },
      ...(marked.length === 0 ? [] : [{ en: "† direction as published.", zh: "† 方向按原文。" }]),
      ...(options.notes ?? []),
    ],
  });
}

/**
 * The ranking of units in chosen years, ordered by the last of them.   中文: 指数排名表
 *
 * @example indexRankingTable(result, { periods: [2011, 2021], top: 20 })
 */
export function indexRankingTable(
  result: IndexResult,
  options: {
    /** Left out: the first and the last year. */
    readonly periods?: readonly number[];
    /** Rows to print; left out, all. */
    readonly top?: number;
    readonly title?: Wording;
    readonly notes?: readonly Wording[];
  } = {},
): TableModel {
  const times = [...new Set(result.times)].sort((a, b) => a - b);
  const periods = options.periods ?? [...new Set([times[0]!, times[times.length - 1]!])];
  const ranked = periods.map((period) => rankIn(result, period));
  const last = ranked[ranked.length - 1]!;
  const units = [...last.keys()].slice(0, options.top ?? last.size);
  return genericTable({
    title: options.title ?? { en: `Ranking by ${result.label}`, zh: `${result.label}排名` },
    columns: [
      { header: { en: "Unit", zh: "单位" } },
      ...periods.flatMap((period) => [
        { header: { en: `${period} value`, zh: `${period} 年指数` }, digits: 4 },
        { header: { en: `${period} rank`, zh: `${period} 年位次` }, digits: 0 },
      ]),
    ],
    rows: units.map((unit) => [
      unit,
      ...ranked.flatMap((of) => {
        const found = of.get(unit);
        if (found === undefined) return [emptyCell, emptyCell];
        return [numberCell(found.value, 4), numberCell(found.rank, 0)];
      }),
    ]),
    notes: options.notes ?? [],
  });
}

/** Units of a year, highest first; ties share the better rank. */
function rankIn(result: IndexResult, period: number) {
  const rows = Array.from(result.values.keys())
    .filter((row) => result.times[row] === period && !Number.isNaN(result.values[row]!))
    .sort((a, b) => result.values[b]! - result.values[a]!);
  const out = new Map<string, { value: number; rank: number }>();
  let rank = 0;
  rows.forEach((row, i) => {
    const value = result.values[row]!;
    if (i === 0 || value !== result.values[rows[i - 1]!]!) rank = i + 1;
    out.set(String(result.units[row]), { value, rank });
  });
  return out;
}
