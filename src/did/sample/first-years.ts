import { type Notice, notice } from "../../base/index.js";
import {
  type EmptyMeans,
  type Panel,
  readFirstYears,
  timingFromTreatment,
} from "../../table/index.js";
import { didError } from "../errors.js";
import { type Clock, observedFrom } from "./clock.js";

/** Where the timing of a sample is read from.   中文: 处理时点的来源 */
export interface TimingSource {
  /** Column of first treated years; 0 or Inf = never, empty as {@link readFirstYears} says. */
  readonly first?: string;
  /** Column of the 0/1 treatment, from which the first year is taken. */
  readonly treatment?: string;
  /** What an empty first year stands for, where the column does not tell. */
  readonly empty?: EmptyMeans;
}

/** First treated years of the panel's units: the kernels' form, in which Infinity is never. */
export interface FirstYears {
  /** Column they come from; undefined where nobody is treated. */
  readonly column: string | undefined;
  /** By unit of the panel; Infinity = never (also for units not in the sample, whose rows go). */
  readonly years: Float64Array;
  /** 1 in rows that are not in the sample; null where all are. */
  readonly excludedRows: Uint8Array | null;
  /** 1 for units not in the sample. */
  readonly excludedUnits: Uint8Array;
  readonly notices: readonly Notice[];
}

/**
 * Reads when the units of a panel are treated.   中文: 读取各单位的处理时点
 *
 * Errors    did/bad-option — both columns given; those of `readFirstYears` and `timingFromTreatment`
 */
export function firstYearsOf(panel: Panel, source: TimingSource): FirstYears {
  const { first, treatment, empty } = source;
  const units = panel.unitFactor.levels.length;
  if (first !== undefined && treatment !== undefined) {
    throw didError("bad-option", {
      option: "--treatment",
      value: treatment,
      expected: `either --first ${first} or --treatment ${treatment}`,
    });
  }
  if (first === undefined && treatment === undefined) {
    return {
      column: undefined,
      years: new Float64Array(units).fill(Number.POSITIVE_INFINITY),
      excludedRows: null,
      excludedUnits: new Uint8Array(units),
      notices: [],
    };
  }
  const found =
    treatment !== undefined
      ? timingFromTreatment(panel, treatment)
      : readFirstYears(panel, first!, empty);
  const anyOut = found.excludedRows.includes(1);
  return {
    column: found.column,
    years: Float64Array.from(found.ofUnit, (t) =>
      t.state === "treated" ? t.from : Number.POSITIVE_INFINITY,
    ),
    excludedRows: anyOut ? found.excludedRows : null,
    excludedUnits: Uint8Array.from(found.ofUnit, (t) => (t.state === "excluded" ? 1 : 0)),
    notices: found.notices,
  };
}

/**
 * First treated periods: the first observed period at or after the first year; a year after the last
 * period is never within the sample.   中文: 首个受处理的观测期
 */
export function firstPeriods(clock: Clock, years: Float64Array): Float64Array {
  return years.map((g) => (Number.isFinite(g) ? observedFrom(clock, g) : g));
}

/** Years that no period observes, and years after the sample: said with counts. */
export function timingNotices(clock: Clock, years: Float64Array): Notice[] {
  const start = clock.periods[0]!;
  const end = clock.periods[clock.periods.length - 1]!;
  const between = new Map<number, number>();
  const after = new Map<number, number>();
  for (const g of years) {
    if (!Number.isFinite(g)) continue;
    if (g > end) after.set(g, (after.get(g) ?? 0) + 1);
    else if (g > start && observedFrom(clock, g) !== g) between.set(g, (between.get(g) ?? 0) + 1);
  }
  const out: Notice[] = [];
  if (between.size > 0) {
    const list = [...between.keys()].sort((a, b) => a - b);
    const moved = list.map((g) => `${g} → ${observedFrom(clock, g)}`).join(", ");
    out.push(
      notice(
        "did/unobserved-start",
        `${sum(between)} units start in a year that is not observed and count as treated from the next period (${moved})`,
        `${sum(between)} 个单位的首次处理年份没有观测，自其后首个观测期起视为受处理（${moved}）`,
      ),
    );
  }
  if (after.size > 0) {
    const list = [...after.keys()].sort((a, b) => a - b).join(", ");
    out.push(
      notice(
        "did/later",
        `${sum(after)} units are treated only after the last period (${list}): never treated within the sample, controls`,
        `${sum(after)} 个单位在样本末期之后才受处理（${list}）：样本内视为从未处理，作为对照`,
      ),
    );
  }
  return out;
}

function sum(counts: ReadonlyMap<number, number>): number {
  return [...counts.values()].reduce((a, v) => a + v, 0);
}
