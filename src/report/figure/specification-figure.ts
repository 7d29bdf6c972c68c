import { qnorm } from "../../math/index.js";
import {
  percentOf,
  type SpecificationEstimate,
  type SpecificationResult,
} from "../../result/index.js";
import type { Wording } from "../table/table-model.js";
import type { FigureModel, Mark, Panel } from "./chart/figure-model.js";

/** Beyond this many, whiskers run into one another: a band shows the same. */
const MOST_WHISKERS = 120;
/** Beyond this many, the choices below would be a grey carpet. */
const MOST_CHOICES = 2000;

/** Options of `specificationFigure`.   中文: 规格曲线图选项 */
export interface SpecificationFigureOptions {
  readonly title?: Wording;
  /** The paper's own specification: positions of its choices. */
  readonly baseline?: readonly number[];
  readonly notes?: readonly Wording[];
}

/**
 * Estimates of all specifications in order of size above, what each one chose below
 * (Simonsohn, Simmons and Nelson 2020).   中文: 规格曲线图（上：估计值；下：各设定的选择）
 *
 * Hollow: not significant at 5 %; the paper's own specification has a vertical line.
 *
 * @example await figureToSvg(specificationFigure(result, { baseline: [1, 0] }), "zh")
 */
export function specificationFigure(
  result: SpecificationResult,
  options: SpecificationFigureOptions = {},
): FigureModel {
  const order = [...result.specifications].sort((a, b) => a.estimate - b.estimate);
  const own = options.baseline?.join(",");
  const baseline = own === undefined ? -1 : order.findIndex((s) => s.choice.join(",") === own);
  const rule: Mark[] = baseline < 0 ? [] : [{ kind: "rule", across: "x", at: baseline + 1 }];
  const varied = result.dimensions.flatMap((dimension, d) =>
    dimension.choices.length < 2
      ? []
      : dimension.choices.map((choice, c) => ({
          d,
          c,
          label: choiceLabel(dimension.name, choice),
        })),
  );
  const hasChoices = order.length <= MOST_CHOICES && varied.length > 0;
  const x = {
    kind: "value" as const,
    label: { en: "Specifications, by size of estimate", zh: "设定（按估计值排序）" },
    ticks: "integers" as const,
    range: [1, Math.max(order.length, 2)] as const,
  };
  const above: Panel = {
    x: { ...x, label: hasChoices ? "" : x.label },
    y: { kind: "value", include: [0], label: { en: "Estimate", zh: "估计系数" } },
    marks: [
      { kind: "rule", across: "y", at: 0, dash: "solid" },
      ...rule,
      ...estimateMarks(order, result.level),
    ],
  };
  const below: Panel = {
    x,
    y: { kind: "category", label: "", categories: varied.map((v) => v.label) },
    marks: [
      ...rule,
      {
        kind: "points",
        ink: 0,
        size: Math.max(1.5, 5 - order.length / 100),
        points: order.flatMap((s, i) =>
          varied.flatMap(({ d, c }, y) => (s.choice[d] === c ? [{ x: i + 1, y }] : [])),
        ),
      },
    ],
  };
  const lower = 70 + 18 * varied.length;
  return {
    kind: "figure",
    type: "specification-curve",
    title: options.title ?? { en: "Specification curve", zh: "规格曲线" },
    arrange: "rows",
    width: 640,
    height: hasChoices ? 260 + lower : 340,
    panels: hasChoices
      ? [
          { ...above, share: 260 },
          { ...below, share: lower },
        ]
      : [above],
    notes: [curveNote(result, order.length, baseline >= 0), ...(options.notes ?? [])],
    data: {
      columns: [...result.dimensions.map((d) => d.name), "estimate", "se", "p", "nobs"],
      rows: order.map((s) => [
        ...result.dimensions.map((d, j) => d.choices[s.choice[j]!] ?? null),
        ...[s.estimate, s.se, s.p, s.nobs],
      ]),
    },
  };
}

function estimateMarks(order: readonly SpecificationEstimate[], level = 0.95): Mark[] {
  // The normal distribution: specifications carry no degrees of freedom.
  const z = qnorm((1 - level) / 2, { tail: "upper" });
  const points = order.map((s, i) => ({
    x: i + 1,
    y: s.estimate,
    low: s.estimate - z * s.se,
    high: s.estimate + z * s.se,
    ...(s.p >= 1 - level ? { fill: "hollow" as const } : {}),
  }));
  if (order.length <= MOST_WHISKERS) return [{ kind: "interval", ink: 0, ends: "plain", points }];
  return [
    { kind: "band", ink: 2, points },
    { kind: "line", ink: 0, symbols: "none", points },
  ];
}

function curveNote(result: SpecificationResult, count: number, hasBaseline: boolean): Wording {
  const failed = result.failed.length;
  const median = result.median.toPrecision(3);
  const percent = percentOf(result.level);
  const size = percentOf(1 - (result.level ?? 0.95));
  return {
    en: `${count} specifications, median ${median}${failed === 0 ? "" : `, ${failed} more could not be estimated`}; ${percent} intervals, hollow points are not significant at ${size}${hasBaseline ? ", the dashed line is the baseline" : ""}.`,
    zh: `共 ${count} 种设定，中位数 ${median}${failed === 0 ? "" : `，另有 ${failed} 种无法估计`}；线段（或阴影）为 ${percent} 置信区间，空心点在 ${size} 的水平上不显著${hasBaseline ? "，竖虚线为基准设定" : ""}。`,
  };
}

/** Words of the dimensions that are no variable of the data. */
const IN_CHINESE: Readonly<Record<string, string>> = {
  sample: "样本",
  "fixed effects": "固定效应",
  variance: "方差",
  all: "全部",
};

function choiceLabel(dimension: string, choice: string): Wording {
  const zh = (word: string) => IN_CHINESE[word] ?? word;
  return { en: `${dimension}: ${choice}`, zh: `${zh(dimension)}：${zh(choice)}` };
}
