import type { EventStudy } from "../../result/index.js";
import type { Wording } from "../table/table-model.js";
import { inLang } from "../table/wording.js";
import type { FigureModel, Mark } from "./chart/figure-model.js";

/** Room that the estimators of one period share, in periods, and sizes of their symbols. */
const FEW = { spread: 0.6, size: 7 } as const;
const MANY = { spread: 0.76, size: 5 } as const;

/**
 * Event studies of several estimators side by side in one frame, each with its own symbol and
 * colour.   中文: 多种估计量的事件研究比较图
 *
 * @example
 * comparisonFigure([{ label: "TWFE", result: a }, { label: "Sun-Abraham", result: b }])
 */
export function comparisonFigure(
  studies: readonly { readonly label: Wording; readonly result: EventStudy }[],
  options: { readonly title?: Wording; readonly notes?: readonly Wording[] } = {},
): FigureModel {
  const count = studies.length;
  const { spread, size } = count > 5 ? MANY : FEW;
  const shift = (k: number) => (count < 2 ? 0 : (k / (count - 1) - 0.5) * spread);
  const marks: Mark[] = [
    { kind: "rule", across: "y", at: 0, dash: "solid" },
    { kind: "rule", across: "x", at: -0.5 },
    ...studies.map(
      ({ label, result }, ink): Mark => ({
        kind: "interval",
        ink,
        ends: "plain",
        size,
        name: label,
        points: result.events.map((e) => ({
          x: e.time + shift(ink),
          y: e.estimate,
          ...(e.ciLow === null || e.ciHigh === null ? {} : { low: e.ciLow, high: e.ciHigh }),
          name: { en: `period ${e.time}`, zh: `第 ${e.time} 期` },
        })),
      }),
    ),
  ];
  return {
    kind: "figure",
    type: "comparison",
    title: options.title ?? { en: "Comparison of estimators", zh: "不同估计量的比较" },
    height: 420,
    panels: [
      {
        x: {
          kind: "value",
          ticks: "integers",
          label: { en: "Periods since treatment", zh: "相对政策实施的时期" },
        },
        y: { kind: "value", include: [0], label: { en: "Estimated effect", zh: "估计系数" } },
        marks,
      },
    ],
    notes: options.notes ?? [],
    data: {
      columns: ["estimator", "time", "estimate", "se", "p", "ciLow", "ciHigh"],
      rows: studies.flatMap(({ label, result }) =>
        result.events.map((e) => [
          inLang(label, "en"),
          e.time,
          e.estimate,
          e.se,
          e.p,
          e.ciLow,
          e.ciHigh,
        ]),
      ),
    },
  };
}
