import { greatest, least } from "../../base/index.js";
import { type EventStudy, percentOf } from "../../result/index.js";
import { pretrendNote } from "../table/event-study-table.js";
import type { Wording } from "../table/table-model.js";
import type { FigureModel, Mark, Point } from "./chart/figure-model.js";

/** Options of `eventStudyFigure`.   中文: 事件研究图选项 */
export interface EventStudyFigureOptions {
  readonly title?: Wording;
  readonly xLabel?: Wording;
  readonly yLabel?: Wording;
  /** Interval: pointwise, simultaneous (sup-t) where the result has it, or both. Default `both`. */
  readonly interval?: "pointwise" | "simultaneous" | "both";
  /** Ends at which all earlier and all later periods were joined. */
  readonly bins?: readonly [number, number];
  readonly notes?: readonly Wording[];
}

/**
 * Effects by relative time with intervals: the parallel-trends figure.   中文: 平行趋势（事件研究）图
 *
 * The base period stands at zero, hollow and without interval. Pointwise intervals are whiskers,
 * the simultaneous band is shaded.
 *
 * @example await figureToSvg(eventStudyFigure(result), "zh")
 */
export function eventStudyFigure(
  result: EventStudy,
  options: EventStudyFigureOptions = {},
): FigureModel {
  const interval = options.interval ?? "both";
  const percent = percentOf(result.level);
  const events = [...result.events].sort((a, b) => a.time - b.time);
  const marks: Mark[] = [
    { kind: "rule", across: "y", at: 0, dash: "solid" },
    { kind: "rule", across: "x", at: -0.5 },
  ];
  const hasBand = events.some((e) => e.ciLowSup !== null && e.ciHighSup !== null);
  if (interval !== "pointwise" && hasBand) {
    marks.push({
      kind: "band",
      ink: 2,
      name: { en: `${percent} simultaneous band (sup-t)`, zh: `${percent} 联合置信带（sup-t）` },
      points: events.map((e) => ({
        x: e.time,
        y: e.estimate,
        low: e.ciLowSup ?? e.estimate,
        high: e.ciHighSup ?? e.estimate,
      })),
    });
  }
  marks.push({
    kind: "interval",
    ink: 0,
    join: "line",
    name: { en: `Estimate and ${percent} confidence interval`, zh: `估计值及 ${percent} 置信区间` },
    points: events.map((e): Point => {
      const isBase = e.se === null || e.ciLow === null || e.ciHigh === null;
      return {
        x: e.time,
        y: e.estimate,
        ...(isBase || interval === "simultaneous" ? {} : { low: e.ciLow, high: e.ciHigh }),
        ...(isBase ? { fill: "hollow" as const } : {}),
      };
    }),
  });
  return {
    kind: "figure",
    type: "event-study",
    title: options.title ?? { en: "Event study", zh: "平行趋势检验" },
    panels: [
      {
        x: {
          kind: "value",
          ticks: "integers",
          tickNames: binNames(result, options.bins),
          label: options.xLabel ?? { en: "Periods since treatment", zh: "相对政策实施的时期" },
        },
        y: {
          kind: "value",
          include: [0],
          label: options.yLabel ?? { en: "Estimated effect", zh: "估计系数" },
        },
        marks,
      },
    ],
    notes: [...baseNote(result, options.bins), ...pretrendNote(result), ...(options.notes ?? [])],
    data: {
      columns: ["time", "estimate", "se", "p", "ciLow", "ciHigh", "ciLowSup", "ciHighSup", "n"],
      rows: events.map((e) => [
        e.time,
        e.estimate,
        e.se,
        e.p,
        e.ciLow,
        e.ciHigh,
        e.ciLowSup,
        e.ciHighSup,
        e.n,
      ]),
    },
  };
}

/** The first and last tick, where they stand for all periods beyond them. */
function binNames(
  result: EventStudy,
  bins: readonly [number, number] | undefined,
): Readonly<Record<number, string>> {
  const times = result.events.map((e) => e.time);
  const [low, high] = bins ?? [Number.NaN, Number.NaN];
  return {
    ...(least(times) === low ? { [low]: `≤${low}` } : {}),
    ...(greatest(times) === high ? { [high]: `≥${high}` } : {}),
  };
}

/** The period that the others are compared with, and which periods were joined. */
function baseNote(result: EventStudy, bins: readonly [number, number] | undefined): Wording[] {
  const base = result.events.find((e) => e.se === null);
  const joined = Object.values(binNames(result, bins)).sort();
  return [
    ...(base === undefined
      ? []
      : [
          { en: `Base period: ${base.time} (hollow).`, zh: `基期为第 ${base.time} 期（空心点）。` },
        ]),
    ...(joined.length === 0
      ? []
      : [
          {
            en: `Periods ${joined.join(" and ")} are joined.`,
            zh: `${joined.join("、")} 各期合并。`,
          },
        ]),
  ];
}
