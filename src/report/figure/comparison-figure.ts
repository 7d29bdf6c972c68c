import { greatest, least } from "../../base/index.js";
import type { EventStudy } from "../../result/index.js";
import type { Wording } from "../table/table-model.js";
import { inLang } from "../table/wording.js";
import type { FigureModel, Mark, Point } from "./chart/figure-model.js";

/** Room that the estimators of one period share, in periods. */
const SPREAD = 0.6;
/** Estimators that can be told apart in one frame; more get a frame each. */
const ONE_FRAME = 5;

/**
 * Event studies of several estimators: up to five side by side in one frame, each with its own symbol
 * and colour; more in a frame each, on the same axes.   中文: 多种估计量的事件研究比较图
 *
 * @example
 * comparisonFigure([{ label: "TWFE", result: a }, { label: "Sun-Abraham", result: b }])
 */
export function comparisonFigure(
  studies: readonly { readonly label: Wording; readonly result: EventStudy }[],
  options: { readonly title?: Wording; readonly notes?: readonly Wording[] } = {},
): FigureModel {
  return {
    kind: "figure",
    type: "comparison",
    title: options.title ?? { en: "Comparison of estimators", zh: "不同估计量的比较" },
    ...(studies.length <= ONE_FRAME ? oneFrame(studies) : frames(studies)),
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

type Studies = Parameters<typeof comparisonFigure>[0];

const TIME: Wording = { en: "Periods since treatment", zh: "相对政策实施的时期" };
const EFFECT: Wording = { en: "Estimated effect", zh: "估计系数" };
const RULES: readonly Mark[] = [
  { kind: "rule", across: "y", at: 0, dash: "solid" },
  { kind: "rule", across: "x", at: -0.5 },
];

function pointsOf({ events }: EventStudy, shift: number): Point[] {
  return events.map((e) => ({
    x: e.time + shift,
    y: e.estimate,
    ...(e.ciLow === null || e.ciHigh === null ? {} : { low: e.ciLow, high: e.ciHigh }),
    name: { en: `period ${e.time}`, zh: `第 ${e.time} 期` },
  }));
}

function oneFrame(studies: Studies): Pick<FigureModel, "height" | "panels"> {
  const count = studies.length;
  const shift = (k: number) => (count < 2 ? 0 : (k / (count - 1) - 0.5) * SPREAD);
  const marks = studies.map(
    ({ label, result }, ink): Mark => ({
      kind: "interval",
      ink,
      ends: "plain",
      size: 7,
      name: label,
      points: pointsOf(result, shift(ink)),
    }),
  );
  return {
    height: 420,
    panels: [
      {
        x: { kind: "value", ticks: "integers", label: TIME },
        y: { kind: "value", include: [0], label: EFFECT },
        marks: [...RULES, ...marks],
      },
    ],
  };
}

/** Columns of frames: the width of a page. */
const COLUMNS = 3;

/** A frame for each, with the same ends of both axes, so that heights can be compared. */
function frames(studies: Studies): Pick<FigureModel, "width" | "height" | "panels" | "arrange"> {
  const points = studies.flatMap(({ result }) => pointsOf(result, 0));
  const times = points.map((p) => p.x);
  const seen = points
    .flatMap(({ y, low = y, high = y }) => [y, low, high])
    .filter((v) => Number.isFinite(v));
  const isLowest = (i: number) => i + COLUMNS >= studies.length;
  return {
    arrange: "grid",
    width: 780,
    height: 40 + 200 * Math.ceil(studies.length / COLUMNS),
    panels: studies.map(({ label, result }, i) => ({
      title: label,
      x: {
        kind: "value",
        ticks: "integers",
        include: [least(times), greatest(times)],
        label: isLowest(i) ? TIME : "",
      },
      y: {
        kind: "value",
        include: [0, least(seen), greatest(seen)],
        label: i % COLUMNS === 0 ? EFFECT : "",
      },
      marks: [
        ...RULES,
        { kind: "interval", ink: 0, ends: "plain", size: 5, points: pointsOf(result, 0) },
      ],
    })),
  };
}
