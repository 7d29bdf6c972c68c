import { percentOf, type TidyRow } from "../../result/index.js";
import type { Wording } from "../table/table-model.js";
import { inLang } from "../table/wording.js";
import type { FigureModel } from "./chart/figure-model.js";

/** One estimate in a coefficient plot. */
export interface LabelledEstimate
  extends Pick<TidyRow, "estimate" | "se" | "p" | "ciLow" | "ciHigh"> {
  readonly label: Wording;
}

/**
 * Estimates below one another with intervals: a coefficient plot, a comparison of estimators, a
 * table of subgroups. Hollow points are not significant at 5 %.   中文: 系数图 / 估计量比较图
 *
 * @example
 * coefficientFigure([{ label: "TWFE", ...att }, { label: "CS", ...other }], { title: "稳健估计量比较" })
 */
export function coefficientFigure(
  estimates: readonly LabelledEstimate[],
  options: {
    readonly title?: Wording;
    readonly xLabel?: Wording;
    /** A line to compare with, such as the planted or the baseline effect. */
    readonly reference?: { readonly at: number; readonly label: Wording };
    /** Level of the intervals. Default 0.95. */
    readonly level?: number | undefined;
    readonly notes?: readonly Wording[];
  } = {},
): FigureModel {
  const { reference } = options;
  return {
    kind: "figure",
    type: "coefficients",
    title: options.title ?? { en: "Estimates", zh: "估计系数" },
    height: Math.max(200, 90 + 30 * estimates.length),
    panels: [
      {
        x: {
          kind: "value",
          include: [0],
          label: options.xLabel ?? {
            en: `Estimate and ${percentOf(options.level)} confidence interval`,
            zh: `估计值及 ${percentOf(options.level)} 置信区间`,
          },
        },
        y: { kind: "category", label: "", categories: estimates.map((e) => e.label) },
        marks: [
          { kind: "rule", across: "x", at: 0, dash: "solid" },
          ...(reference === undefined
            ? []
            : [
                {
                  kind: "rule" as const,
                  across: "x" as const,
                  dash: "dashed" as const,
                  ...reference,
                },
              ]),
          {
            kind: "interval",
            direction: "horizontal",
            ink: 0,
            points: estimates.map((e, i) => ({
              x: e.estimate,
              y: i,
              ...(e.ciLow === null || e.ciHigh === null ? {} : { low: e.ciLow, high: e.ciHigh }),
              ...(e.p !== null && e.p >= 0.05 ? { fill: "hollow" as const } : {}),
              name: e.label,
            })),
          },
        ],
      },
    ],
    notes: [
      { en: "Hollow: not significant at 5%.", zh: "空心点表示在 5% 的水平上不显著。" },
      ...(options.notes ?? []),
    ],
    data: {
      columns: ["label", "estimate", "se", "p", "ciLow", "ciHigh"],
      rows: estimates.map((e) => [inLang(e.label, "zh"), e.estimate, e.se, e.p, e.ciLow, e.ciHigh]),
    },
  };
}
