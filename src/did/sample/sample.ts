import { type Notice, notice } from "../../base/index.js";
import { Panel, type Table, toFactor } from "../../table/index.js";
import { didError } from "../errors.js";

/** Which columns make the design.   中文: 双重差分的设定 */
export interface DidSpec {
  readonly outcome: string;
  readonly covariates?: readonly string[];
  readonly unit: string;
  readonly time: string;
  /**
   * Column of the first treated time; 0, empty or infinite = never. Left out: nobody is treated (a
   * regressor of interest that is no policy); the estimators refuse such a sample.
   */
  readonly first?: string;
  /** Column that defines clusters. Default: the unit. */
  readonly cluster?: string;
  readonly weights?: string;
  /** Fixed effects, each one or more columns taken together. Default: unit, time. */
  readonly fixedEffects?: readonly (readonly string[])[];
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
  /** First treated time of each unit; Infinity = never. */
  readonly first: Float64Array;
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
 * Rows with a missing outcome, covariate, weight or cluster are left out and counted.
 * Errors    did/first-varies — a unit with two first treated times; did/nobody-treated;
 *           table/duplicate-keys.
 */
export function readSample(table: Table, spec: DidSpec): DidSample {
  const panel = new Panel(table, spec);
  const covariates = spec.covariates ?? [];
  const y = panel.number(spec.outcome);
  const X = covariates.map((name) => panel.number(name));
  const w = spec.weights === undefined ? null : panel.number(spec.weights);
  const cluster = clusterCodes(panel, spec.cluster ?? spec.unit);
  const keep: number[] = [];
  let weightless = 0;
  for (let i = 0; i < panel.nrow; i++) {
    if (w !== null && w[i] === 0) weightless++;
    else if (complete(i, y, X, w) && cluster[i]! >= 0) keep.push(i);
  }
  const rows = Int32Array.from(keep);
  const missing = panel.nrow - rows.length - weightless;
  return {
    ...panelCodes(panel, spec, rows),
    y: takeNumbers(y, rows),
    X: X.map((x) => takeNumbers(x, rows)),
    covariates,
    effects: effectsOf(panel, spec, rows),
    weights: w === null ? null : takeNumbers(w, rows),
    missing,
    warnings: missingNotice(missing),
  };
}

/** Codes of unit, period and cluster, and the first treated times, on the rows picked. */
export function panelCodes(
  panel: Panel,
  spec: DidSpec,
  rows: Int32Array,
): Pick<
  DidSample,
  | "spec"
  | "n"
  | "rows"
  | "unit"
  | "unitLevels"
  | "period"
  | "periods"
  | "first"
  | "cluster"
  | "clusterName"
  | "clusters"
> {
  const clusterName = spec.cluster ?? spec.unit;
  const firstOfUnit =
    spec.first === undefined
      ? new Float64Array(panel.unitFactor.levels.length).fill(Number.POSITIVE_INFINITY)
      : firstTreated(panel, spec.first);
  const unit = recode(rows, panel.unitFactor.codes);
  const cluster = recode(rows, clusterCodes(panel, clusterName));
  const times = toFactor({ kind: "number", name: "t", values: takeNumbers(panel.times, rows) });
  const periods = times.levels as readonly number[];
  const first = Float64Array.from(unit.old, (code) => firstOfUnit[code]!);
  const last = periods[periods.length - 1] ?? Number.NEGATIVE_INFINITY;
  if (spec.first !== undefined && !first.some((g) => g <= last)) {
    throw didError("nobody-treated", { column: spec.first, ...panel.where() });
  }
  return {
    spec,
    n: rows.length,
    rows,
    unit: unit.codes,
    unitLevels: unit.old.map((code) => panel.unitFactor.levels[code]!),
    period: times.codes,
    periods,
    first,
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

/** Time relative to treatment of each row; NaN for the never treated.   中文: 相对时间 */
export function relativeTimes(sample: DidSample): Float64Array {
  const out = new Float64Array(sample.n);
  for (let i = 0; i < sample.n; i++) {
    const g = sample.first[sample.unit[i]!]!;
    out[i] = Number.isFinite(g) ? sample.periods[sample.period[i]!]! - g : Number.NaN;
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

/** First treated time by unit code of the panel. */
function firstTreated(panel: Panel, column: string): Float64Array {
  const values = panel.number(column);
  const units = panel.unitFactor;
  const first = new Float64Array(units.levels.length).fill(Number.NaN);
  for (let i = 0; i < panel.nrow; i++) {
    const raw = values[i]!;
    const g = Number.isNaN(raw) || raw === 0 ? Number.POSITIVE_INFINITY : raw;
    const code = units.codes[i]!;
    const before = first[code]!;
    if (Number.isNaN(before)) first[code] = g;
    else if (before !== g) {
      throw didError("first-varies", {
        column,
        row: panel.fileRow(i),
        unit: String(units.levels[code]),
        values: [before, g].map((v) => (Number.isFinite(v) ? String(v) : "never")).join(", "),
        ...panel.where(),
      });
    }
  }
  return first;
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

function missingNotice(missing: number): Notice[] {
  if (missing === 0) return [];
  return [
    notice(
      "did/missing-rows",
      `${missing} rows with a missing value were left out`,
      `剔除了 ${missing} 行含缺失值的观测`,
    ),
  ];
}
