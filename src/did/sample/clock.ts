import { type Notice, notice } from "../../base/index.js";

/**
 * How event time is measured in a sample.   中文: 相对时间的计量方式
 *
 * Between periods that lie equally far apart it is the calendar distance, a multiple of `step`;
 * between unequal gaps it counts observed periods.
 */
export interface Clock {
  /** All periods of the sample as read, ascending; cutting a sample leaves them. */
  readonly periods: readonly number[];
  readonly unit: "calendar" | "observed";
  /** Event time between neighbouring periods: their distance, or 1 where periods are counted. */
  readonly step: number;
}

/** @example clockOf([2010, 2012, 2014]).step // 2 */
export function clockOf(periods: readonly number[]): Clock {
  const step = periods.length < 2 ? 1 : periods[1]! - periods[0]!;
  const isEven = periods.every((t, i) => i === 0 || t - periods[i - 1]! === step);
  return isEven ? { periods, unit: "calendar", step } : { periods, unit: "observed", step: 1 };
}

/** Place of the first period at or after a time; the number of periods where there is none. */
export function positionOf(clock: Clock, time: number): number {
  let low = 0;
  let high = clock.periods.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (clock.periods[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first observed period at or after a time; Infinity where there is none. */
export function observedFrom(clock: Clock, time: number): number {
  return clock.periods[positionOf(clock, time)] ?? Number.POSITIVE_INFINITY;
}

/**
 * Event time: how far a period lies from the first treated one.   中文: 相对时间
 *
 * @example eventTime(clockOf([2010, 2012, 2014]), 2010, 2014) // -4
 */
export function eventTime(clock: Clock, time: number, first: number): number {
  if (!Number.isFinite(first)) return Number.NaN;
  if (clock.unit === "calendar") return time - first;
  return positionOf(clock, time) - positionOf(clock, first);
}

/** A first treated time moved by a number of observed periods (negative: earlier). */
export function shiftFirst(clock: Clock, first: number, by: number): number {
  if (!Number.isFinite(first)) return first;
  const at = positionOf(clock, first) + by;
  const { periods } = clock;
  if (at < 0) return periods[0]! + at;
  return periods[at] ?? Number.POSITIVE_INFINITY;
}

/** Ends of bins on the grid of event times: everything at or beyond them, so they move outward. */
export function binsOn(clock: Clock, [low, high]: readonly [number, number]): [number, number] {
  return [Math.floor(low / clock.step) * clock.step, Math.ceil(high / clock.step) * clock.step];
}

/** A window on the grid of event times: nothing beyond it, so its ends move inward. */
export function windowOn(clock: Clock, [low, high]: readonly [number, number]): [number, number] {
  // `+ 0` turns −0 into 0.
  return [
    Math.ceil(low / clock.step) * clock.step + 0,
    Math.floor(high / clock.step) * clock.step + 0,
  ];
}

/** What a reader must know of the clock.   中文: 相对时间的说明 */
export function clockNotice(clock: Clock): Notice[] {
  if (clock.unit === "observed") {
    const list = clock.periods.join(", ");
    return [
      notice(
        "did/unequal-gaps",
        `the periods are not equally far apart (${list}): event time counts observed periods, −1 is the last one before treatment`,
        `各期间隔不等（${list}）：相对时间按观测期计数，−1 为处理前最后一个观测期`,
      ),
    ];
  }
  if (clock.step === 1) return [];
  const { step } = clock;
  return [
    notice(
      "did/wide-gaps",
      `the periods are ${step} apart: event time is the distance in time, in steps of ${step}; the reference is −${step}, the last observed period before treatment`,
      `各期相隔 ${step}：相对时间为时间距离，步长 ${step}；基期为 −${step}，即处理前最后一个观测期`,
    ),
  ];
}
