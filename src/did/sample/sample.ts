import { type Notice, notice } from "../../base/index.js";
import { Panel, type Table, toFactor } from "../../table/index.js";
import { didError } from "../errors.js";
import { type Clock, clockNotice, clockOf, eventTime } from "./clock.js";
import {
  type FirstYears,
  firstPeriods,
  firstYearsOf,
  type TimingSource,
  timingNotices,
} from "./first-years.js";

/** Which columns make the design.   中文: 双重差分的设定 */
export interface DidSpec extends TimingSource {
  // Without `first` and `treatment` nobody is treated (a regressor of interest that is no policy);
  // the estimators refuse such a sample.
  readonly outcome: string;
  readonly covariates?: readonly string[];
  readonly unit: string;
  readonly time: string;
  /** Column that defines clusters. Default: the unit. */
  readonly cluster?: string;
  readonly weights?: string;
  /** Fixed effects, each one or more columns taken together. Default: unit, time. */
  readonly fixedEffects?: readonly (readonly string[])[];
  /** Level of the intervals. Default 0.95. */
  readonly level?: number;
}

/** One fixed effect: the level of each row.   中文: 固定效应 */
export interface Effect {
  readonly name: string;
  readonly codes: Int32Array;
  readonly levels: number;
}

/** The rows that enter, with their codes; kernels take these arrays.   中文: 估计样本 */
export interface DidSample {
  readonly spec: DidSpec;
  readonly n: number;
  /** Row of the table for each row used. */
  readonly rows: Int32Array;
  readonly unit: Int32Array;
  readonly unitLevels: readonly (string | number)[];
  /** Code of the period in `periods`. */
  readonly period: Int32Array;
  readonly periods: readonly number[];
  /** How event time is measured. */
  readonly clock: Clock;
  /**
   * First treated period of each unit: the first observed one at or after its first year; Infinity =
   * never within the sample.
   */
  readonly first: Float64Array;
  /** First treated year of each unit as given; Infinity = never. */
  readonly firstYear: Float64Array;
  /** Units and rows that are not in the sample, by the timing column. */
  readonly excluded: { readonly units: number; readonly rows: number };
  readonly y: Float64Array;
  readonly X: readonly Float64Array[];
  readonly covariates: readonly string[];
  readonly effects: readonly Effect[];
  readonly cluster: Int32Array;
  readonly clusterName: string;
  readonly clusters: number;
  readonly weights: Float64Array | null;
  readonly missing: number;
  readonly warnings: readonly Notice[];
}

/**
 * Picks rows and codes for the estimators of this room.   中文: 整理双重差分样本
 *
 * Rows with a missing outcome, covariate, weight or cluster are left out and counted, and so are the
 * units that the timing column leaves out of the sample.
 * Errors    did/nobody-treated; table/timing-… — see `readFirstYears`; table/duplicate-keys.
 */
export function readSample(table: Table, spec: DidSpec): DidSample {
  const panel = new Panel(table, spec);
  const covariates = spec.covariates ?? [];
  const y = panel.number(spec.outcome);
  const X = covariates.map((name) => panel.number(name));
  const w = spec.weights === undefined ? null : panel.number(spec.weights);
  const cluster = clusterCodes(panel, spec.cluster ?? spec.unit);
  const keep: number[] = [];
  const timing = firstYearsOf(panel, spec);
  const out = timing.excludedRows;
  let weightless = 0;
  let excluded = 0;
  for (let i = 0; i < panel.nrow; i++) {
    if (out?.[i] === 1) excluded++;
    else if (w !== null && w[i] === 0) weightless++;
    else if (complete(i, y, X, w) && cluster[i]! >= 0) keep.push(i);
  }
  const rows = Int32Array.from(keep);
  const missing = panel.nrow - rows.length - weightless - excluded;
  const codes = panelCodes(panel, spec, rows, timing, excluded);
  return {
    ...codes,
    y: takeNumbers(y, rows),
    X: X.map((x) => takeNumbers(x, rows)),
    covariates,
    effects: effectsOf(panel, spec, rows),
    weights: w === null ? null : takeNumbers(w, rows),
    missing,
    warnings: sampleNotices(codes, timing, missing),
  };
}

/** What was left out of a sample and how its timing was read.   中文: 样本的提示 */
export function sampleNotices(
  { clock, firstYear, excluded }: Pick<DidSample, "clock" | "firstYear" | "excluded">,
  timing: FirstYears,
  missing: number,
): Notice[] {
  return [
    ...timing.notices,
    ...excludedNotice(excluded, timing),
    ...missingNotice(missing),
    ...clockNotice(clock),
    ...timingNotices(clock, firstYear),
  ];
}

/** Codes of unit, period and cluster, and the first treated times, on the rows picked. */
export function panelCodes(
  panel: Panel,
  spec: DidSpec,
  rows: Int32Array,
  timing: FirstYears,
  excludedRows: number,
): Pick<
  DidSample,
  | "spec"
  | "n"
  | "rows"
  | "unit"
  | "unitLevels"
  | "period"
  | "periods"
  | "clock"
  | "first"
  | "firstYear"
  | "excluded"
  | "cluster"
  | "clusterName"
  | "clusters"
> {
  const clusterName = spec.cluster ?? spec.unit;
  const unit = recode(rows, panel.unitFactor.codes);
  const cluster = recode(rows, clusterCodes(panel, clusterName));
  const times = toFactor({ kind: "number", name: "t", values: takeNumbers(panel.times, rows) });
  const periods = times.levels as readonly number[];
  const clock = clockOf(periods);
  const firstYear = Float64Array.from(unit.old, (code) => timing.years[code]!);
  const first = firstPeriods(clock, firstYear);
  if (timing.column !== undefined && !first.some(Number.isFinite)) {
    throw didError("nobody-treated", { column: timing.column, ...panel.where() });
  }
  const excludedUnits = timing.excludedUnits.reduce((a, v) => a + v, 0);
  return {
    spec,
    n: rows.length,
    rows,
    unit: unit.codes,
    unitLevels: unit.old.map((code) => panel.unitFactor.levels[code]!),
    period: times.codes,
    periods,
    clock,
    first,
    firstYear,
    excluded: { units: excludedUnits, rows: excludedRows },
    cluster: cluster.codes,
    clusterName,
    clusters: cluster.old.length,
  };
}

/** Codes of a cluster column; `a^b` takes two together. */
function clusterCodes(panel: Panel, name: string): Int32Array {
  return interactionCodes(panel, name.split("^"));
}

function interactionCodes(panel: Panel, names: readonly string[]): Int32Array {
  let codes = new Int32Array(panel.nrow);
  for (const name of names) {
    const factor = panel.factor(name);
    codes = codes.map((c, i) =>
      c < 0 || factor.codes[i]! < 0 ? -1 : c * factor.levels.length + factor.codes[i]!,
    );
  }
  return codes;
}

/** The rows of a sample for which `keep` says so, with codes counted anew. */
export function restrict(sample: DidSample, keep: (row: number) => boolean): DidSample {
  const at: number[] = [];
  for (let i = 0; i < sample.n; i++) if (keep(i)) at.push(i);
  const index = Int32Array.from(at);
  const unit = recode(index, sample.unit);
  const cluster = recode(index, sample.cluster);
  const period = recode(index, sample.period);
  return {
    ...sample,
    n: index.length,
    rows: index.map((i) => sample.rows[i]!),
    unit: unit.codes,
    unitLevels: unit.old.map((code) => sample.unitLevels[code]!),
    period: period.codes,
    periods: period.old.map((code) => sample.periods[code]!),
    first: Float64Array.from(unit.old, (code) => sample.first[code]!),
    firstYear: Float64Array.from(unit.old, (code) => sample.firstYear[code]!),
    y: takeNumbers(sample.y, index),
    X: sample.X.map((x) => takeNumbers(x, index)),
    effects: sample.effects.map((e) => effectAt(e, index)),
    cluster: cluster.codes,
    clusters: cluster.old.length,
    weights: sample.weights === null ? null : takeNumbers(sample.weights, index),
  };
}

/**
 * Drops rows that are alone in a level of a fixed effect, until none is left, and says how many.
 * 中文: 迭代剔除单例
 */
export function dropSingletons(sample: DidSample): DidSample {
  const stay = withoutSingletons(sample.effects.map((e) => e.codes));
  return stay.includes(0) ? restrict(sample, (i) => stay[i] === 1) : sample;
}

/** 1 in rows that stay when rows alone in a level go, again and again. */
export function withoutSingletons(effects: readonly ArrayLike<number>[]): Uint8Array {
  const n = effects[0]?.length ?? 0;
  const stay = new Uint8Array(n).fill(1);
  for (let changed = true; changed; ) {
    changed = false;
    for (const codes of effects) {
      const size = new Map<number, number>();
      for (let i = 0; i < n; i++) {
        if (stay[i] === 1) size.set(codes[i]!, (size.get(codes[i]!) ?? 0) + 1);
      }
      for (let i = 0; i < n; i++) {
        if (stay[i] === 1 && size.get(codes[i]!) === 1) {
          stay[i] = 0;
          changed = true;
        }
      }
    }
  }
  return stay;
}

/** 1 in rows from the first treated time on.   中文: 处理虚拟变量 */
export function treatmentOf(sample: DidSample): Float64Array {
  const d = new Float64Array(sample.n);
  for (let i = 0; i < sample.n; i++) {
    d[i] = sample.periods[sample.period[i]!]! >= sample.first[sample.unit[i]!]! ? 1 : 0;
  }
  return d;
}

/** Event time of each row, on the sample's clock; NaN for the never treated.   中文: 相对时间 */
export function relativeTimes(sample: DidSample): Float64Array {
  const out = new Float64Array(sample.n);
  for (let i = 0; i < sample.n; i++) {
    const time = sample.periods[sample.period[i]!]!;
    out[i] = eventTime(sample.clock, time, sample.first[sample.unit[i]!]!);
  }
  return out;
}

/** Distinct finite first treated times, ascending.   中文: 处理批次 */
export function cohortsOf(sample: DidSample): number[] {
  return [...new Set(sample.first)].filter(Number.isFinite).sort((a, b) => a - b);
}

function effectsOf(panel: Panel, spec: DidSpec, rows: Int32Array): Effect[] {
  const wanted = spec.fixedEffects ?? [[spec.unit], [spec.time]];
  return wanted.map((names) => {
    const fresh = recode(rows, interactionCodes(panel, names));
    return { name: names.join("^"), codes: fresh.codes, levels: fresh.old.length };
  });
}

function effectAt(effect: Effect, rows: Int32Array): Effect {
  const fresh = recode(rows, effect.codes);
  return { name: effect.name, codes: fresh.codes, levels: fresh.old.length };
}

function complete(
  i: number,
  y: Float64Array,
  X: readonly Float64Array[],
  w: Float64Array | null,
): boolean {
  if (!Number.isFinite(y[i]!)) return false;
  for (const x of X) if (!Number.isFinite(x[i]!)) return false;
  return w === null || w[i]! > 0;
}

/** Codes of the rows counted from 0 without holes, in the order of the old codes. */
export function recode(
  rows: ArrayLike<number>,
  codes: Int32Array,
): { codes: Int32Array; old: number[] } {
  const used = new Set<number>();
  for (let i = 0; i < rows.length; i++) used.add(codes[rows[i]!]!);
  const old = [...used].sort((a, b) => a - b);
  const fresh = new Map(old.map((code, i) => [code, i]));
  const out = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = fresh.get(codes[rows[i]!]!)!;
  return { codes: out, old };
}

function takeNumbers(values: Float64Array, rows: ArrayLike<number>): Float64Array {
  const out = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i]!]!;
  return out;
}

/** Says how many rows a missing value cost. */
export function missingNotice(missing: number): Notice[] {
  if (missing === 0) return [];
  return [
    notice(
      "did/missing-rows",
      `${missing} rows with a missing value were left out`,
      `剔除了 ${missing} 行含缺失值的观测`,
    ),
  ];
}

function excludedNotice(excluded: DidSample["excluded"], timing: FirstYears): Notice[] {
  if (excluded.rows === 0) return [];
  const { units, rows } = excluded;
  return [
    notice(
      "did/excluded",
      `${units} units (${rows} rows) are not in the sample: "${timing.column}" is empty there`,
      `${units} 个单位（${rows} 行）不在样本中：其“${timing.column}”为空`,
    ),
  ];
}
