import type { Lang } from "../../../base/index.js";
import { inLang } from "../../table/wording.js";
import type { Axis, Mark, Panel } from "./figure-model.js";
import { niceScale, type Scale } from "./nice-scale.js";

/** Scales of a panel: what its marks and rules need room for. */
export interface PanelScales {
  readonly x: Scale | null;
  readonly y: Scale | null;
  readonly right: Scale | null;
}

/** Finds the ends of all axes of a panel.   中文: 坐标范围 */
export function scalesOf(panel: Panel): PanelScales {
  return {
    x: scaleOf(panel.x, valuesAlong(panel, "x", "left").concat(valuesAlong(panel, "x", "right"))),
    y: scaleOf(panel.y, valuesAlong(panel, "y", "left")),
    right:
      panel.right === undefined ? null : scaleOf(panel.right, valuesAlong(panel, "y", "right")),
  };
}

function scaleOf(axis: Axis, values: readonly number[]): Scale | null {
  if (axis.kind === "category") return null;
  const ticks = axis.ticks ?? "auto";
  if (axis.range !== undefined) {
    const [min, max] = axis.range;
    return { ...niceScale([min, max], ticks), min, max };
  }
  const scale = niceScale([...values, ...(axis.include ?? [])], ticks);
  // Half a step of air, so that points at the ends are not cut by the frame.
  return ticks === "integers" ? { ...scale, min: scale.min, max: scale.max } : scale;
}

function valuesAlong(panel: Panel, along: "x" | "y", side: "left" | "right"): number[] {
  return panel.marks.flatMap((mark) => {
    if (mark.kind === "rule") return mark.across === along && side === "left" ? [mark.at] : [];
    if ((mark.axis ?? "left") !== side) return [];
    return markValues(mark, along);
  });
}

function markValues(mark: Exclude<Mark, { kind: "rule" }>, along: "x" | "y"): number[] {
  const isHorizontal = "direction" in mark && mark.direction === "horizontal";
  const hasInterval = along === (isHorizontal ? "x" : "y");
  const values = mark.points.flatMap((p) => {
    const ends = hasInterval ? [p.low, p.high] : [];
    return [p[along], ...ends].filter((v): v is number => v !== undefined);
  });
  return mark.kind === "bars" && hasInterval ? [...stackTops(mark.points, along), 0] : values;
}

function stackTops(points: readonly { x: number; y: number }[], along: "x" | "y"): number[] {
  return points.map((p) => p[along]);
}

/** An axis in the words of the chart library. */
export function axisOption(
  axis: Axis,
  scale: Scale | null,
  place: { readonly grid: number; readonly along: "x" | "y"; readonly side: "left" | "right" },
  lang: Lang,
): Record<string, unknown> {
  const isX = place.along === "x";
  const common = {
    gridIndex: place.grid,
    position: isX ? "bottom" : place.side,
    name: inLang(axis.label, lang),
    nameLocation: "middle",
    nameGap: isX ? 26 : 44,
    nameTextStyle: { color: "#000", fontSize: 13 },
    axisLine: { show: true, onZero: false, lineStyle: { color: "#000", width: 1 } },
    axisTick: { show: true, lineStyle: { color: "#000" } },
    splitLine: { show: false },
    axisLabel: { color: "#000", fontSize: 12, hideOverlap: false },
  };
  if (axis.kind === "category") {
    return {
      ...common,
      type: "category",
      data: axis.categories.map((c) => inLang(c, lang)),
      inverse: !isX,
      nameGap: isX ? (axis.rotate === undefined ? 26 : 60) : 44,
      axisTick: { ...common.axisTick, alignWithLabel: true },
      axisLabel: { ...common.axisLabel, interval: 0, rotate: axis.rotate ?? 0 },
    };
  }
  const { min, max, step, digits } = scale!;
  const isInteger = axis.ticks === "integers";
  const isEventTime = isInteger && isX;
  return {
    ...common,
    type: "value",
    min: isEventTime ? min - 0.5 : min,
    max: isEventTime ? max + 0.5 : max,
    interval: step,
    axisLabel: {
      ...common.axisLabel,
      ...(isEventTime ? { customValues: ticksOf(min, max, step) } : {}),
      formatter: (v: number) => axis.tickNames?.[v] ?? tickText(v, digits, isInteger),
    },
    axisTick: {
      ...common.axisTick,
      ...(isEventTime ? { customValues: ticksOf(min, max, step) } : {}),
    },
  };
}

function ticksOf(min: number, max: number, step: number): number[] {
  const ticks: number[] = [];
  for (let v = min; v <= max; v += step) ticks.push(v);
  return ticks;
}

function tickText(value: number, digits: number, isInteger: boolean): string {
  if (isInteger) return String(Math.round(value));
  if (Math.abs(value) >= 10_000) return value.toLocaleString("en-US");
  const text = value.toFixed(Math.min(digits, 8));
  return Number(text) === 0 ? (0).toFixed(Math.min(digits, 8)) : text;
}
