import { eventTime } from "../../sample/clock.js";
import type { AttGt } from "./att-gt.js";

/** A weighted combination of group-time effects with its influence function. */
export interface Combined {
  readonly estimate: number;
  readonly influence: Float64Array;
}

/** One effect of an aggregation, by relative time, cohort or calendar time. */
export interface CombinedAt extends Combined {
  readonly at: number;
  /** Treated units behind it. */
  readonly n: number;
}

/** The four summaries of Callaway & Sant'Anna (2021, section 3.2).   中文: 四种加总 */
export interface Aggregates {
  readonly simple: Combined;
  readonly dynamic: { readonly overall: Combined; readonly effects: readonly CombinedAt[] };
  readonly group: { readonly overall: Combined; readonly effects: readonly CombinedAt[] };
  readonly calendar: { readonly overall: Combined; readonly effects: readonly CombinedAt[] };
}

/**
 * Sums group-time effects up.   中文: 加总组别—时期效应
 *
 * `balance` keeps in the dynamic summary cohorts seen for that many periods after treatment. The
 * influence functions include the sampling of the cohort shares.
 * Agrees    R did 2.3.0 `aggte`.
 */
export function aggregate(found: AttGt, balance?: number): Aggregates {
  const { cells } = found;
  const post = indices(cells.length, (k) => cells[k]!.time >= cells[k]!.group);
  return {
    simple: byShares(found, post),
    dynamic: dynamicSummary(found, balance),
    group: groupSummary(found, post),
    calendar: calendarSummary(found, post),
  };
}

function dynamicSummary(found: AttGt, balance: number | undefined): Aggregates["dynamic"] {
  const { cells, periods, clock } = found;
  const last = periods[periods.length - 1]!;
  const since = (k: number) => eventTime(clock, cells[k]!.time, cells[k]!.group);
  const span = eventTime(clock, last, periods[0]!);
  const kept = indices(
    cells.length,
    (k) => balance === undefined || eventTime(clock, last, cells[k]!.group) >= balance,
  );
  const times = distinct(kept.map(since)).filter(
    (e) => balance === undefined || (e <= balance && e >= balance - span),
  );
  const effects = times.map((e) => {
    const which = kept.filter((k) => since(k) === e);
    return { at: e, n: treatedUnits(found, which), ...byShares(found, which) };
  });
  return { overall: plainMean(effects.filter((e) => e.at >= 0)), effects };
}

function groupSummary(found: AttGt, post: readonly number[]): Aggregates["group"] {
  const groups = distinct(post.map((k) => found.cells[k]!.group));
  const effects = groups.map((g) => {
    const which = post.filter((k) => found.cells[k]!.group === g);
    const own = which.map((k) => ({
      estimate: found.cells[k]!.estimate,
      influence: found.influence[k]!,
    }));
    return { at: g, n: found.cells[which[0]!]!.n, ...plainMean(own) };
  });
  return { overall: weightedByShares(found, effects, groups), effects };
}

function calendarSummary(found: AttGt, post: readonly number[]): Aggregates["calendar"] {
  const times = distinct(post.map((k) => found.cells[k]!.time));
  const effects = times.map((t) => {
    const which = post.filter((k) => found.cells[k]!.time === t);
    return { at: t, n: treatedUnits(found, which), ...byShares(found, which) };
  });
  return { overall: plainMean(effects), effects };
}

/** Mean of cells weighted by cohort shares. */
function byShares(found: AttGt, which: readonly number[]): Combined {
  const parts = which.map((k) => ({
    estimate: found.cells[k]!.estimate,
    influence: found.influence[k]!,
  }));
  return weightedByShares(
    found,
    parts,
    which.map((k) => found.cells[k]!.group),
  );
}

function weightedByShares(
  found: AttGt,
  parts: readonly Combined[],
  groups: readonly number[],
): Combined {
  const p = groups.map((g) => found.shares.get(g)!);
  const total = p.reduce((s, v) => s + v, 0);
  const influence = new Float64Array(found.n);
  let estimate = 0;
  parts.forEach((part, j) => {
    estimate += (p[j]! / total) * part.estimate;
  });
  parts.forEach((part, j) => {
    const weight = p[j]! / total;
    // Derivative with respect to the share of this cell's cohort (did's `wif`).
    const pull = (part.estimate - estimate) / total;
    const g = groups[j]!;
    for (let u = 0; u < found.n; u++) {
      influence[u]! +=
        weight * part.influence[u]! + pull * ((found.first[u] === g ? 1 : 0) - p[j]!);
    }
  });
  return { estimate, influence };
}

function plainMean(parts: readonly Combined[]): Combined {
  const n = parts[0]?.influence.length ?? 0;
  const influence = new Float64Array(n);
  let estimate = 0;
  for (const part of parts) {
    estimate += part.estimate / parts.length;
    for (let u = 0; u < n; u++) influence[u]! += part.influence[u]! / parts.length;
  }
  return { estimate, influence };
}

function treatedUnits(found: AttGt, which: readonly number[]): number {
  return which.reduce((s, k) => s + found.cells[k]!.n, 0);
}

function indices(n: number, keep: (k: number) => boolean): number[] {
  const out: number[] = [];
  for (let k = 0; k < n; k++) if (keep(k)) out.push(k);
  return out;
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
