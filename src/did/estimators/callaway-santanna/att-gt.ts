import { append, type Notice, notice } from "../../../base/index.js";
import { collinearNotice, independentColumns } from "../../../regress/index.js";
import { didError } from "../../errors.js";
import { type Clock, eventTime } from "../../sample/clock.js";
import { clusterOfUnits } from "../../sample/cluster-of-units.js";
import { withoutPeriodConstants } from "../../sample/estimable.js";
import { refuseUnused } from "../../sample/refuse-unused.js";
import { cohortsOf, type DidSample, restrict } from "../../sample/sample.js";
import {
  type CsMethod,
  crossSectionTwoByTwo,
  panelTwoByTwo,
  type TwoByTwo,
} from "./double-difference.js";

/** Options of the group-time effects.   中文: 组别—时期效应的选项 */
export interface AttGtOptions {
  readonly controls: "never" | "notyet";
  readonly est: CsMethod;
  /** `varying`: before treatment each year against the year before; `universal`: always g − 1. */
  readonly base: "varying" | "universal";
  /** Event time before treatment in which units may already react. */
  readonly anticipation: number;
  /** Units without a row in every period: left out, or rows taken as repeated cross-sections. */
  readonly unbalanced: "drop" | "cross-sections";
}

/** One effect of a cohort in a period.   中文: 组别—时期效应 */
export interface GroupTime {
  readonly group: number;
  readonly time: number;
  readonly estimate: number;
  /** Treated units behind it. */
  readonly n: number;
  /** True for the base period of `universal`: 0 by construction. */
  readonly reference: boolean;
}

/** All group-time effects and their influence functions (one column of n units for each). */
export interface AttGt {
  readonly cells: readonly GroupTime[];
  readonly influence: readonly Float64Array[];
  /** Units behind the estimates. */
  readonly n: number;
  /** First treated time of each unit, Infinity = control only. */
  readonly first: Float64Array;
  readonly shares: ReadonlyMap<number, number>;
  /** Cluster of each unit. */
  readonly cluster: Int32Array;
  readonly clusters: number;
  readonly periods: readonly number[];
  readonly clock: Clock;
  readonly nobs: number;
  readonly warnings: readonly Notice[];
}

/**
 * Effects by cohort and period.   中文: 计算组别—时期平均处理效应
 *
 * Units treated in the first period are left out and counted. Without never-treated units and with
 * `never`, the last cohort is the control group and periods from its start on are cut. Covariates
 * take their value in the earlier of the two periods compared; one that is constant in every period is
 * left out, and one that the others span in a comparison is left out of that comparison.
 * Agrees    R did 2.3.0 `att_gt`, 1e-8.
 * Source    Callaway & Sant'Anna (2021), doi 10.1016/j.jeconom.2020.12.001.
 */
export function attGt(sample: DidSample, options: AttGtOptions): AttGt {
  refuseUnused(sample, "cs", ["effects"]);
  const varying = withoutPeriodConstants(sample);
  const warnings: Notice[] = [...varying.warnings];
  const s = prepare(varying, options, warnings);
  const perUnit = unitRows(s);
  const cells: GroupTime[] = [];
  const influence: Float64Array[] = [];
  const n = s.unitLevels.length;
  const shares = groupShares(s);
  const skipped: string[] = [];
  const spanned = new Set<string>();
  for (const group of cohortsOf(s)) {
    for (const { base, at, later } of comparisons(s, group, options)) {
      const time = s.periods[at]!;
      if (base === at) {
        cells.push({ group, time, estimate: 0, n: 0, reference: true });
        influence.push(new Float64Array(n));
        continue;
      }
      const role = roles(s, group, later, options);
      const found = compare(s, perUnit, role, base, at, options);
      if (found === null) {
        skipped.push(`${group}/${time}`);
        continue;
      }
      for (const name of found.spanned) spanned.add(name);
      cells.push({ group, time, estimate: found.att, n: found.treated, reference: false });
      influence.push(found.influence);
    }
  }
  if (skipped.length > 0) warnings.push(skippedNotice(skipped));
  append(warnings, spannedNotice([...spanned]));
  if (!cells.some((c) => c.time >= c.group)) {
    throw didError("no-controls", { method: "cs" });
  }
  const cluster = clusterOfUnits(s, "cs");
  return {
    cells,
    influence,
    n,
    first: s.first,
    shares,
    cluster,
    clusters: s.clusters,
    periods: s.periods,
    clock: s.clock,
    nobs: s.n,
    warnings,
  };
}

function prepare(sample: DidSample, options: AttGtOptions, warnings: Notice[]): DidSample {
  let s = sample;
  // A unit needs a period before the anticipation of its treatment.
  const start = s.periods[0]!;
  const hasBefore = (g: number) =>
    !Number.isFinite(g) || eventTime(sample.clock, start, g) < -options.anticipation;
  const always = countUnits(s, (g) => !hasBefore(g));
  if (always > 0) {
    s = restrict(s, (i) => hasBefore(sample.first[sample.unit[i]!]!));
    warnings.push(
      notice(
        "did/always-treated",
        `${always} units treated in the first period have no untreated time and were left out`,
        `剔除了 ${always} 个首期即受处理的单位（没有处理前时期）`,
      ),
    );
  }
  s = cutWithoutNever(s, options, warnings);
  if (options.unbalanced === "drop") s = balancedUnits(s, warnings);
  if (s.n === 0 || cohortsOf(s).length === 0) throw didError("no-controls", { method: "cs" });
  return s;
}

/** Without never-treated units: ends the sample before the last cohort starts. */
function cutWithoutNever(s: DidSample, options: AttGtOptions, warnings: Notice[]): DidSample {
  const lastPeriod = s.periods[s.periods.length - 1]!;
  const first = s.first.map((g) => (g > lastPeriod ? Number.POSITIVE_INFINITY : g));
  if (first.some((g) => g === Number.POSITIVE_INFINITY)) return { ...s, first };
  const last = first.reduce((m, g) => Math.max(m, g), Number.NEGATIVE_INFINITY);
  const isBefore = (t: number) => eventTime(s.clock, t, last) < -options.anticipation;
  const before = s.periods.find((t) => !isBefore(t)) ?? last;
  warnings.push(
    notice(
      "did/no-never-treated",
      `no unit is never treated: the last cohort (${last}) serves as control and periods from ${before} on are cut`,
      `没有从未处理的单位：以最后一批（${last}）为对照，并截去 ${before} 年及以后的时期`,
    ),
  );
  const cut = restrict({ ...s, first }, (i) => isBefore(s.periods[s.period[i]!]!));
  return { ...cut, first: cut.first.map((g) => (g === last ? Number.POSITIVE_INFINITY : g)) };
}

function balancedUnits(s: DidSample, warnings: Notice[]): DidSample {
  const rows = new Int32Array(s.unitLevels.length);
  for (const u of s.unit) rows[u]!++;
  const incomplete = rows.filter((r) => r < s.periods.length).length;
  if (incomplete === 0) return s;
  const kept = restrict(s, (i) => rows[s.unit[i]!] === s.periods.length);
  const lost = cohortsOf(s).filter((g) => !kept.first.includes(g));
  const list = lost.join(", ");
  const whole = lost.length === 0 ? "" : `, among them every unit of cohort ${list}`;
  const wholeZh = lost.length === 0 ? "" : `，其中包括批次 ${list} 的全部单位`;
  warnings.push(
    notice(
      "did/unbalanced",
      `${incomplete} units without a row in every period were left out${whole} (or ask for --unbalanced cross-sections)`,
      `剔除了 ${incomplete} 个非各期均有观测的单位${wholeZh}（也可用 --unbalanced cross-sections）`,
    ),
  );
  return kept;
}

interface Comparison {
  /** Position of the base period; equal to `at` for the reference cell. */
  readonly base: number;
  readonly at: number;
  readonly later: number;
}

function comparisons(
  { clock, periods }: DidSample,
  group: number,
  options: AttGtOptions,
): Comparison[] {
  let before = -1;
  periods.forEach((t, i) => {
    if (eventTime(clock, t, group) < -options.anticipation) before = i;
  });
  if (before < 0) return [];
  const out: Comparison[] = [];
  for (let at = options.base === "universal" ? 0 : 1; at < periods.length; at++) {
    const post = group <= periods[at]!;
    const base = options.base === "universal" || post ? before : at - 1;
    out.push({ base, at, later: Math.max(at, base) });
  }
  return out;
}

/** 1 treated cohort, 0 control, −1 neither, for each unit. */
function roles(s: DidSample, group: number, later: number, options: AttGtOptions): Int8Array {
  const time = s.periods[later]!;
  return Int8Array.from(s.first, (g) => {
    if (g === group) return 1;
    if (!Number.isFinite(g)) return 0;
    if (options.controls === "never") return -1;
    return eventTime(s.clock, time, g) < -options.anticipation ? 0 : -1;
  });
}

/** Row of each unit and period, −1 where there is none: unit × periods. */
function unitRows(s: DidSample): Int32Array {
  const T = s.periods.length;
  const out = new Int32Array(s.unitLevels.length * T).fill(-1);
  for (let i = 0; i < s.n; i++) out[s.unit[i]! * T + s.period[i]!] = i;
  return out;
}

function compare(
  s: DidSample,
  perUnit: Int32Array,
  role: Int8Array,
  base: number,
  at: number,
  options: AttGtOptions,
): (TwoByTwo & { treated: number; spanned: readonly string[] }) | null {
  const rows = pickRows(s, perUnit, role, base, at);
  const treated = new Set(rows.units.filter((u) => role[u] === 1)).size;
  const controls = new Set(rows.units.filter((u) => role[u] === 0)).size;
  if (treated === 0 || controls === 0) return null;
  if (options.unbalanced === "cross-sections" && !allFour(rows.units, rows.post, role)) return null;
  const D = Float64Array.from(rows.units, (u) => role[u]!);
  const { X, w, spanned } = regressors(s, rows.covariateRows);
  // Without covariates the three methods are one difference of means; `reg` needs no score.
  const found =
    options.unbalanced === "cross-sections"
      ? crossSectionTwoByTwo(options.est, rows.y, rows.post, D, X, w)
      : panelTwoByTwo(X.length === 1 ? "reg" : options.est, rows.y, D, X, w);
  if (!Number.isFinite(found.att)) return null;
  const influence = new Float64Array(s.unitLevels.length);
  const scale = s.unitLevels.length / rows.countForScale;
  rows.units.forEach((u, i) => {
    influence[u]! += scale * found.influence[i]!;
  });
  return { att: found.att, influence, treated, spanned };

  function pickRows(s: DidSample, perUnit: Int32Array, role: Int8Array, base: number, at: number) {
    const T = s.periods.length;
    const units: number[] = [];
    const covariateRows: number[] = [];
    const y: number[] = [];
    const post: number[] = [];
    for (let u = 0; u < role.length; u++) {
      if (role[u] === -1) continue;
      const r0 = perUnit[u * T + base]!;
      const r1 = perUnit[u * T + at]!;
      if (options.unbalanced === "drop") {
        if (r0 < 0 || r1 < 0) continue;
        units.push(u);
        covariateRows.push(at < base ? r1 : r0);
        y.push(s.y[r1]! - s.y[r0]!);
      } else {
        for (const r of [r0, r1]) {
          if (r < 0) continue;
          units.push(u);
          covariateRows.push(r);
          y.push(s.y[r]!);
          post.push(r === r1 ? 1 : 0);
        }
      }
    }
    return {
      units,
      covariateRows,
      y: Float64Array.from(y),
      post: Float64Array.from(post),
      countForScale: units.length,
    };
  }
}

/** Repeated cross-sections compare four means: treated and controls, before and after. */
function allFour(units: readonly number[], post: Float64Array, role: Int8Array): boolean {
  const seen = new Uint8Array(4);
  units.forEach((u, i) => {
    seen[2 * role[u]! + post[i]!] = 1;
  });
  return !seen.includes(0);
}

function regressors(s: DidSample, rows: readonly number[]) {
  const constant = new Float64Array(rows.length).fill(1);
  const all = [constant, ...s.X.map((x) => Float64Array.from(rows, (r) => x[r]!))];
  const w = s.weights === null ? null : Float64Array.from(rows, (r) => s.weights![r]!);
  if (s.X.length === 0) return { X: all, w, spanned: [] };
  const { kept } = independentColumns(all, w, { solver: "normal" });
  const spanned = s.covariates.filter((_, j) => !kept.includes(j + 1));
  return { X: kept.map((j) => all[j]!), w, spanned };
}

function groupShares(s: DidSample): ReadonlyMap<number, number> {
  const shares = new Map<number, number>();
  for (const g of s.first) shares.set(g, (shares.get(g) ?? 0) + 1 / s.first.length);
  return shares;
}

function countUnits(s: DidSample, is: (g: number) => boolean): number {
  return s.first.filter(is).length;
}

function spannedNotice(names: readonly string[]): Notice[] {
  return collinearNotice(
    names.map((name) => ({ name, why: "dependent" })),
    { en: "in some comparisons of two periods, ", zh: "在部分两期比较中" },
  );
}

function skippedNotice(skipped: readonly string[]): Notice {
  const list = skipped.slice(0, 5).join(", ");
  return notice(
    "did/cell-skipped",
    `${skipped.length} group-time effects have no control or no treated unit in one of their two periods and were left out (${list})`,
    `${skipped.length} 个组别—时期效应在所比较的两期之一没有对照或处理单位，已略去（${list}）`,
  );
}
