import type { Placebo, PlaceboDraw } from "../../result/index.js";
import { formatShare } from "../table/format-number.js";
import type { Wording } from "../table/table-model.js";
import { densityPoints } from "./chart/density-points.js";
import type { FigureModel, Mark, Panel } from "./chart/figure-model.js";
import { niceScale } from "./chart/nice-scale.js";
import { coefficientFigure, type LabelledEstimate } from "./coefficient-figure.js";

/** Draws below this are shown one by one: a density of few points would be a fiction. */
const ENOUGH_FOR_DENSITY = 20;
/** Draws carry a standard error but no degrees of freedom. */
const NORMAL_95 = 1.959964;

/**
 * Placebo estimates: their density above, their p values below, the true estimate as a solid
 * vertical line, zero dashed.   中文: 安慰剂检验图（核密度 + p 值散点，真实值竖线）
 *
 * @example await figureToSvg(placeboFigure(result), "zh")
 */
export function placeboFigure(
  result: Placebo,
  options: { readonly title?: Wording; readonly notes?: readonly Wording[] } = {},
): FigureModel {
  const estimates = result.draws.map((d) => d.estimate);
  if (estimates.length < ENOUGH_FOR_DENSITY) return fewDrawsFigure(result, options);
  const smooth = densityPoints(estimates);
  const scale = niceScale([...estimates, ...smooth.map((p) => p.x), result.estimate, 0]);
  const x = {
    kind: "value" as const,
    range: [scale.min, scale.max] as const,
    label: { en: "Placebo estimate", zh: "安慰剂估计系数" },
  };
  const rules = (label: "label" | "bare"): Mark[] => [
    { kind: "rule", across: "x", at: 0, dash: "dashed" },
    {
      kind: "rule",
      across: "x",
      at: result.estimate,
      dash: "solid",
      ...(label === "bare"
        ? {}
        : {
            label: {
              en: `true estimate ${result.estimate.toPrecision(3)}`,
              zh: `真实估计值 ${result.estimate.toPrecision(3)}`,
            },
          }),
    },
  ];
  const density: Panel = {
    x,
    y: { kind: "value", include: [0], label: { en: "Density", zh: "核密度" } },
    marks: [
      ...rules("label"),
      {
        kind: "line",
        ink: 0,
        symbols: "none",
        points: smooth,
      },
    ],
  };
  const scatter: Panel = {
    x,
    y: { kind: "value", range: [0, 1], label: { en: "p value", zh: "p 值" } },
    marks: [
      ...rules("bare"),
      { kind: "rule", across: "y", at: 0.1, dash: "dotted" },
      {
        kind: "points",
        ink: 4,
        size: 4,
        points: result.draws.flatMap((d) => (d.p === null ? [] : [{ x: d.estimate, y: d.p }])),
      },
    ],
  };
  const hasP = result.draws.some((d) => d.p !== null);
  return {
    kind: "figure",
    type: "placebo",
    title: options.title ?? { en: "Placebo test", zh: "安慰剂检验" },
    arrange: "rows",
    height: hasP ? 500 : 340,
    panels: hasP ? [density, scatter] : [density],
    notes: [placeboNote(result), ...(options.notes ?? [])],
    data: {
      columns: ["draw", "estimate", "se", "p"],
      rows: result.draws.map((d, i) => [i + 1, d.estimate, d.se, d.p]),
    },
  };
}

function placeboNote(result: Placebo): Wording {
  const n = result.draws.length;
  const p = [result.pTwoSided, result.pLeft, result.pRight].map((v) => formatShare(v, n));
  const seed = result.seed === null ? "" : String(result.seed);
  return {
    en: `${n} draws${seed === "" ? "" : ` (seed ${seed})`}; placebo p: two-sided ${p[0]}, left ${p[1]}, right ${p[2]}. Dotted: p = 0.1.`,
    zh: `随机抽样 ${n} 次${seed === "" ? "" : `（种子 ${seed}）`}；安慰剂 p 值：双侧 ${p[0]}，左侧 ${p[1]}，右侧 ${p[2]}。点线为 p = 0.1。`,
  };
}

/** Draws one by one with intervals, such as policies dated one, two and three years early. */
function fewDrawsFigure(
  result: Placebo,
  options: { readonly title?: Wording; readonly notes?: readonly Wording[] },
): FigureModel {
  const row = (label: Wording, { estimate, se, p }: PlaceboDraw): LabelledEstimate => ({
    label,
    estimate,
    se,
    p,
    ciLow: se === null ? null : estimate - NORMAL_95 * se,
    ciHigh: se === null ? null : estimate + NORMAL_95 * se,
  });
  const figure = coefficientFigure(
    [
      row({ en: "true estimate", zh: "真实估计值" }, { ...result, p: null }),
      ...result.draws.map((d, i) => row({ en: `placebo ${i + 1}`, zh: `安慰剂 ${i + 1}` }, d)),
    ],
    { ...options, title: options.title ?? { en: "Placebo test", zh: "安慰剂检验" } },
  );
  return { ...figure, type: "placebo" };
}
