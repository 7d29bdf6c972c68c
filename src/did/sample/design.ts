import { type Notice, notice } from "../../base/index.js";
import type { Clock } from "./clock.js";
import { cohortsOf, type DidSample } from "./sample.js";

/** Units and their rows in the sample. */
export interface Count {
  readonly units: number;
  readonly rows: number;
}

/** What a reader must know of a staggered design before any estimate.   中文: 设计检查 */
export interface Design {
  readonly units: number;
  readonly periods: readonly number[];
  readonly rows: number;
  readonly balanced: boolean;
  readonly cohorts: readonly { readonly first: number; readonly units: number }[];
  /** Units first treated inside the sample, after its first period. */
  readonly treated: Count;
  /** Units never treated; `share` of all units. */
  readonly never: Count & { readonly share: number };
  /** Units treated only after the last period: controls, counted apart from the never treated. */
  readonly later: Count;
  /** Units treated in every period of the sample. */
  readonly always: Count;
  /** Units and rows that are not in the sample, as the timing column says. */
  readonly excluded: Count;
  /** Rows left out for a missing value. */
  readonly missing: number;
  /** Calendar years between neighbouring periods, or 1 where event time counts observed periods. */
  readonly step: number;
  readonly eventTime: Clock["unit"];
  /** Years missing from the calendar between the first and the last. */
  readonly calendarGaps: readonly number[];
  readonly warnings: readonly Notice[];
}

/**
 * Counts the design and names its weak points.   中文: 汇总处理批次并提示设计问题
 *
 * Warnings  those of the sample (rows and units left out, how timing was read), did/no-never-treated, did/always-treated, did/one-cohort, did/small-cohort (one unit),
 *           did/no-leads, did/few-clusters (under 30)
 */
export function describeDesign(s: DidSample): Design {
  const start = s.periods[0]!;
  const end = s.periods[s.periods.length - 1]!;
  const units = s.unitLevels.length;
  const rows = new Float64Array(units);
  for (const u of s.unit) rows[u]!++;
  const count = (is: (u: number) => boolean): Count => {
    const own = [...rows.keys()].filter(is);
    return { units: own.length, rows: own.reduce((a, u) => a + rows[u]!, 0) };
  };
  const never = count((u) => !Number.isFinite(s.firstYear[u]!));
  const cohorts = cohortsOf(s)
    .filter((g) => g > start && g <= end)
    .map((first) => ({ first, units: s.first.filter((g) => g === first).length }));
  const calendarGaps: number[] = [];
  for (let t = start + 1; t < end; t++) if (!s.periods.includes(t)) calendarGaps.push(t);
  const design = {
    units,
    periods: s.periods,
    rows: s.n,
    balanced: s.n === units * s.periods.length,
    cohorts,
    treated: count((u) => s.first[u]! > start && s.first[u]! <= end),
    never: { ...never, share: never.units / units },
    later: count((u) => Number.isFinite(s.firstYear[u]!) && s.first[u]! > end),
    always: count((u) => s.first[u]! <= start),
    excluded: s.excluded,
    missing: s.missing,
    step: s.clock.step,
    eventTime: s.clock.unit,
    calendarGaps,
  };
  return { ...design, warnings: [...s.warnings, ...remarks(design, s)] };
}

function remarks(d: Omit<Design, "warnings">, s: DidSample): Notice[] {
  const out: Notice[] = [];
  const say = (code: string, en: string, zh: string) => out.push(notice(`did/${code}`, en, zh));
  if (d.never.units + d.later.units === 0) {
    say(
      "no-never-treated",
      "no unit is never treated: only comparisons with later cohorts are clean",
      "没有从未处理的单位：只有与较晚处理批次的比较是干净的",
    );
  }
  if (d.always.units > 0) {
    say(
      "always-treated",
      `${d.always.units} units are treated in every period: controls in twfe and bacon, left out by the other estimators`,
      `${d.always.units} 个单位在所有时期均受处理：在 twfe 与 bacon 中作为对照，其他估计量将其剔除`,
    );
  }
  if (d.cohorts.length === 1) {
    say(
      "one-cohort",
      "one cohort only: the staggered estimators all reduce to the same comparison",
      "只有一个处理批次：各交错估计量归结为同一比较",
    );
  }
  const small = d.cohorts.filter((c) => c.units === 1);
  if (small.length > 0) {
    const list = small.map((c) => c.first).join(", ");
    say(
      "small-cohort",
      `cohorts of one unit (${list}): their effects have no meaningful standard error`,
      `只有一个单位的批次（${list}）：其效应的标准误没有意义`,
    );
  }
  if (
    d.cohorts.length > 0 &&
    d.cohorts.every((c) => s.periods.filter((t) => t < c.first).length < 2)
  ) {
    say(
      "no-leads",
      "no cohort has two periods before treatment: pre-trends cannot be examined",
      "没有批次拥有两个以上处理前时期：无法检验事前趋势",
    );
  }
  if (s.clusters < 30) {
    say(
      "few-clusters",
      `only ${s.clusters} clusters: standard errors may be too small; use --wild webb`,
      `只有 ${s.clusters} 个聚类：标准误可能偏小，建议使用 --wild webb`,
    );
  }
  return out;
}
