import type { Specification, SpecificationCurve } from "../../result/index.js";
import type { Wording } from "../table/table-model.js";
import type { FigureModel, Panel, Point } from "./figure-model.js";

/**
 * Estimates of all specifications in order of size above, what each one chose below
 * (Simonsohn, Simmons and Nelson 2020).   中文: 设定曲线图
 *
 * Hollow: not significant at 5 %; the paper's own specification has a vertical line.
 */
export function specificationFigure(
  result: SpecificationCurve,
  options: { readonly title?: Wording; readonly notes?: readonly Wording[] } = {},
): FigureModel {
  const order = result.specifications
    .map((specification, at) => ({ specification, at }))
    .sort((a, b) => a.specification.estimate - b.specification.estimate || a.at - b.at);
  const choices = choicesOf(result.specifications);
  const baseline = order.findIndex((entry) => entry.at === result.baseline);
  const last = Math.max(order.length, 2);
  const x = {
    kind: "value" as const,
    label: { en: "Specifications, by size of estimate", zh: "设定（按估计值排序）" },
    ticks: "integers" as const,
    range: [1, last] as const,
  };
  const rule =
    baseline < 0 ? [] : [{ kind: "rule" as const, across: "x" as const, at: baseline + 1 }];
  const above: Panel = {
    x: { ...x, label: "" },
    y: { kind: "value", include: [0], label: { en: "Estimate", zh: "估计系数" } },
    marks: [
      { kind: "rule", across: "y", at: 0, dash: "solid" },
      ...rule,
      {
        kind: "interval",
        ink: 0,
        ends: "plain",
        points: order.map(({ specification }, i) => pointOf(specification, i + 1)),
      },
    ],
  };
  const below: Panel = {
    x,
    y: { kind: "category", label: "", categories: choices.map((c) => c.label) },
    marks: [
      ...rule,
      {
        kind: "points",
        ink: 0,
        size: 5,
        points: order.flatMap(({ specification }, i) =>
          choices.flatMap(({ dimension, choice }, y) =>
            specification.choices[dimension] === choice ? [{ x: i + 1, y }] : [],
          ),
        ),
      },
    ],
  };
  const lower = 70 + 18 * choices.length;
  return {
    kind: "figure",
    type: "spec-curve",
    title: options.title ?? { en: "Specification curve", zh: "设定曲线" },
    arrange: "rows",
    width: 640,
    height: 260 + lower,
    panels: [
      { ...above, share: 260 },
      { ...below, share: lower },
    ],
    notes: [
      {
        en: `${order.length} specifications of ${result.term}; bars are 95% intervals, hollow points are not significant at 5%${baseline < 0 ? "" : ", the dashed line is the baseline"}.`,
        zh: `共 ${order.length} 种设定（${result.term}）；线段为 95% 置信区间，空心点在 5% 的水平上不显著${baseline < 0 ? "" : "，竖虚线为基准设定"}。`,
      },
      ...failureNote(result),
      ...(options.notes ?? []),
    ],
    data: {
      columns: [
        ...new Set(choices.map((c) => c.dimension)),
        ...["estimate", "se", "p", "ciLow", "ciHigh", "nobs"],
      ],
      rows: order.map(({ specification: s }) => [
        ...[...new Set(choices.map((c) => c.dimension))].map((d) => s.choices[d] ?? null),
        ...[s.estimate, s.se, s.p, s.ciLow, s.ciHigh, s.nobs],
      ]),
    },
  };
}

function pointOf(s: Specification, x: number): Point {
  return {
    x,
    y: s.estimate,
    ...(s.ciLow === null || s.ciHigh === null ? {} : { low: s.ciLow, high: s.ciHigh }),
    ...(s.p !== null && s.p >= 0.05 ? { fill: "hollow" as const } : {}),
    name: Object.values(s.choices).join("; "),
  };
}

/** Every choice that was made somewhere; dimensions with one choice only say nothing. */
function choicesOf(specifications: readonly Specification[]) {
  const dimensions = new Map<string, Set<string>>();
  for (const { choices } of specifications) {
    for (const [dimension, choice] of Object.entries(choices)) {
      const known = dimensions.get(dimension) ?? new Set();
      dimensions.set(dimension, known.add(choice));
    }
  }
  return [...dimensions].flatMap(([dimension, known]) =>
    known.size < 2
      ? []
      : [...known].map((choice) => ({ dimension, choice, label: `${dimension}: ${choice}` })),
  );
}

function failureNote(result: SpecificationCurve): Wording[] {
  const count = result.failures.length;
  if (count === 0) return [];
  return [
    { en: `${count} specifications could not be estimated.`, zh: `另有 ${count} 种设定无法估计。` },
  ];
}
