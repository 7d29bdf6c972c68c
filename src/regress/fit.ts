import { type Notice, nearest } from "../base/index.js";
import { qt, quadraticForm, twoSidedP } from "../math/index.js";
import type {
  Covariance,
  FitData,
  JointTest,
  MethodName,
  Provenance,
  TidyRow,
} from "../result/index.js";
import type { Table } from "../table/index.js";
import type { Absorber } from "./absorb/create-absorber.js";
import { regressError } from "./errors.js";
import type { Coded } from "./frame/classification.js";
import type { ModelFrame } from "./frame/model-frame.js";
import type { SscSpec, VcovSpec } from "./options.js";
import { selection, waldTest } from "./wald-test.js";

/** A linear restriction Σ weight · coefficient = `equals` (0). */
export interface Restriction {
  readonly terms: Readonly<Record<string, number>>;
  readonly equals?: number;
}

/** One-line statistics of a fit. */
export interface Glance {
  readonly model: string;
  readonly outcome: string;
  readonly nobs: number;
  readonly r2: number | null;
  readonly r2Adj: number | null;
  readonly r2Within: number | null;
  readonly rmse: number | null;
  readonly wald: JointTest | null;
  readonly df: number;
}

/** An absorbed effect's estimated levels. */
export interface EffectLevels {
  readonly effect: string;
  readonly levels: readonly { readonly level: string; readonly estimate: number }[];
}

/** The least-squares problem of a linear fit, after the sweep. */
export interface LinearParts {
  /** Kept regressors and outcome, swept. */
  readonly X: readonly Float64Array[];
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
  readonly XtXinv: Float64Array;
  readonly absorber: Absorber | null;
  readonly classes: (name: string) => Coded;
}

/** What callers add to a fit, apart from what the estimation gives. */
interface Added {
  readonly extra: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Notice[];
}

const NOTHING: Added = { extra: {}, warnings: [] };

/** What a fit keeps of its estimation, so that nothing is fitted twice. */
export interface FitEngine {
  readonly frame: ModelFrame;
  /** Another variance of the same estimate. */
  readonly revise: (
    spec: VcovSpec,
    ssc: SscSpec | undefined,
  ) => Pick<FitData, "covariance" | "wald" | "warnings"> & Partial<FitData>;
  readonly residuals: () => Float64Array;
  readonly fitted: () => Float64Array;
  readonly effects: () => readonly EffectLevels[];
  readonly predict: (table: Table) => Float64Array;
  /** Left out where the model is not least squares. */
  readonly linear?: LinearParts;
}

/**
 * A fitted model: readonly numbers and methods that delegate.   中文: 估计结果
 *
 * @example
 * const fit = regress(panel, "y ~ did | city + year", { vcov: { type: "cluster", cluster: ["city"] } });
 * fit.tidy()[0].estimate;
 * fit.withVcov({ type: "hc1" }).tidy()[0].se;
 */
export class Fit implements FitData {
  readonly model: string;
  readonly outcome: string;
  readonly names: readonly string[];
  readonly coefficients: Float64Array;
  readonly covariance: Covariance;
  readonly nobs: number;
  readonly dropped: FitData["dropped"];
  readonly fixedEffects: Readonly<Record<string, number>>;
  readonly r2: number | null;
  readonly r2Adj: number | null;
  readonly r2Within: number | null;
  readonly rmse: number | null;
  readonly wald: JointTest | null;
  readonly warnings: readonly Notice[];
  /** Level of the confidence intervals; default 0.95. */
  readonly level: number;
  readonly provenance?: Provenance;
  readonly method?: MethodName;
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly #data: FitData;
  readonly #engine: FitEngine;
  readonly #added: Added;

  constructor(data: FitData, engine: FitEngine, level = 0.95, added: Added = NOTHING) {
    this.level = level;
    this.#data = data;
    this.#engine = engine;
    this.#added = added;
    this.model = data.model;
    this.outcome = data.outcome;
    this.names = data.names;
    this.coefficients = data.coefficients;
    this.covariance = data.covariance;
    this.nobs = data.nobs;
    this.dropped = data.dropped;
    this.fixedEffects = data.fixedEffects;
    this.r2 = data.r2;
    this.r2Adj = data.r2Adj;
    this.r2Within = data.r2Within;
    this.rmse = data.rmse;
    this.wald = data.wald;
    this.warnings = [...data.warnings, ...added.warnings];
    if (data.provenance !== undefined) this.provenance = data.provenance;
    if (data.method !== undefined) this.method = data.method;
    if (data.extra !== undefined || added !== NOTHING) {
      this.extra = { ...data.extra, ...added.extra };
    }
  }

  /** The columns and rows that the fit used. */
  get frame(): ModelFrame {
    return this.#engine.frame;
  }

  /** The swept least-squares problem; null for other models. */
  get linear(): LinearParts | null {
    return this.#engine.linear ?? null;
  }

  /** The same estimate with another variance; nothing is fitted again.   中文: 更换方差 */
  withVcov(spec: VcovSpec, options: { readonly ssc?: SscSpec } = {}): Fit {
    return this.#with({ ...this.#data, ...this.#engine.revise(spec, options.ssc) });
  }

  /** The same fit with intervals of another level, such as 0.9.   中文: 更换置信水平 */
  withLevel(level: number): Fit {
    const { extra } = this.#data;
    const data = extra === undefined ? this.#data : { ...this.#data, extra: atLevel(extra, level) };
    return new Fit(data, this.#engine, level, this.#added);
  }

  withProvenance(provenance: Provenance): Fit {
    return this.#with({ ...this.#data, provenance });
  }

  /** The same fit under the name of the method that asked for it. */
  withMethod(method: MethodName): Fit {
    return this.#with({ ...this.#data, method });
  }

  /** The same fit with more published fields or warnings; they stay when the variance changes. */
  withExtra(extra: Readonly<Record<string, unknown>>, warnings: readonly Notice[] = []): Fit {
    return new Fit(this.#data, this.#engine, this.level, {
      extra: { ...this.#added.extra, ...extra },
      warnings: [...this.#added.warnings, ...warnings],
    });
  }

  /** One row for each coefficient; the intervals have the fit's level.   中文: 系数表 */
  tidy(level = this.level): TidyRow[] {
    return tidyRows(this.names, this.coefficients, this.covariance, level);
  }

  glance(): Glance {
    const { model, outcome, nobs, r2, r2Adj, r2Within, rmse, wald } = this;
    return { model, outcome, nobs, r2, r2Adj, r2Within, rmse, wald, df: this.covariance.df };
  }

  /** Index of a coefficient. Errors  regress/unknown-term. */
  indexOf(term: string): number {
    const at = this.names.indexOf(term);
    if (at >= 0) return at;
    throw regressError("unknown-term", {
      term,
      nearest: nearest(term, this.names),
      have: this.names,
    });
  }

  /** Joint test that terms are zero, or that linear restrictions hold.   中文: 联合检验 */
  test(hypotheses: readonly (string | Restriction)[]): JointTest | null {
    const k = this.names.length;
    const rows = hypotheses.map((h) => this.#restrictionRow(h));
    const R = new Float64Array(rows.length * k);
    rows.forEach((row, i) => {
      R.set(row.weights, i * k);
    });
    const r = Float64Array.from(rows, (row) => row.equals);
    const words = rows.map((row) => row.words).join(", ");
    return waldTest(this.coefficients, this.covariance.matrix, R, r, this.covariance.df, words);
  }

  /** Estimate and inference of Σ weight · coefficient.   中文: 系数的线性组合 */
  combination(terms: Readonly<Record<string, number>>, level = this.level): TidyRow {
    const { weights, words } = this.#restrictionRow({ terms });
    let estimate = 0;
    weights.forEach((w, j) => {
      estimate += w * this.coefficients[j]!;
    });
    const variance = quadraticForm(weights, this.covariance.matrix);
    return tidyRow(words.replace(/ = 0$/, ""), estimate, variance, this.covariance.df, level);
  }

  /** Residuals on the rows used. */
  residuals(): Float64Array {
    return this.#engine.residuals();
  }

  /** Fitted values on the rows used, fixed effects included. */
  fitted(): Float64Array {
    return this.#engine.fitted();
  }

  /** Levels of the absorbed effects; the first level of all but the first effect is zero. */
  effectLevels(): readonly EffectLevels[] {
    return this.#engine.effects();
  }

  /** Predictions for new rows; NaN where a value or a level is unknown.   中文: 预测 */
  predict(table: Table): Float64Array {
    return this.#engine.predict(table);
  }

  /** Exactly the published JSON of a fit. */
  toJSON(): Record<string, unknown> {
    const { type, ways, clusters, ssc, df } = this.covariance;
    return {
      model: this.model,
      outcome: this.outcome,
      terms: this.tidy(),
      ...(this.level === 0.95 ? {} : { level: this.level }),
      nobs: this.nobs,
      dropped: this.dropped,
      fixedEffects: this.fixedEffects,
      vcov: {
        type,
        ways,
        clusters,
        ssc: ssc.name,
        df: Number.isFinite(df) ? df : null,
        matrix: matrixRows(this.covariance.matrix, this.names.length),
        ...(ssc.name === "custom" ? { sscParts: ssc } : {}),
      },
      r2: this.r2,
      r2Adj: this.r2Adj,
      r2Within: this.r2Within,
      rmse: this.rmse,
      wald: this.wald,
      ...this.extra,
      warnings: this.warnings,
      ...(this.provenance === undefined ? {} : { provenance: this.provenance }),
    };
  }

  #with(data: FitData): Fit {
    return new Fit(data, this.#engine, this.level, this.#added);
  }

  #restrictionRow(h: string | Restriction): {
    weights: Float64Array;
    equals: number;
    words: string;
  } {
    const { terms, equals = 0 }: Restriction = typeof h === "string" ? { terms: { [h]: 1 } } : h;
    const weights = new Float64Array(this.names.length);
    let words = "";
    for (const [term, weight] of Object.entries(terms)) {
      weights[this.indexOf(term)]! += weight;
      const size = Math.abs(weight);
      const sign = words === "" ? (weight < 0 ? "-" : "") : weight < 0 ? " - " : " + ";
      words += sign + (size === 1 ? term : `${size}·${term}`);
    }
    return { weights, equals, words: `${words} = ${equals}` };
  }
}

/** The fits among the further fields, such as first stages, at the level. */
function atLevel(extra: NonNullable<FitData["extra"]>, level: number): Record<string, unknown> {
  const at = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(at);
    return value instanceof Fit ? value.withLevel(level) : value;
  };
  return Object.fromEntries(Object.entries(extra).map(([name, value]) => [name, at(value)]));
}

/** Rows of a coefficient table from estimates and their variance. */
export function tidyRows(
  names: readonly string[],
  coefficients: Float64Array,
  covariance: Pick<Covariance, "matrix" | "df">,
  level = 0.95,
): TidyRow[] {
  const k = names.length;
  return names.map((name, j) =>
    tidyRow(name, coefficients[j]!, covariance.matrix[j * k + j]!, covariance.df, level),
  );
}

/** One row: t (or z) statistic, two-sided p and interval; null where the variance is zero. */
export function tidyRow(
  name: string,
  estimate: number,
  variance: number,
  df: number,
  level = 0.95,
): TidyRow {
  const se = Math.sqrt(variance);
  if (!(se > 0) || !(df > 0)) {
    const nothing = { statistic: null, p: null, ciLow: null, ciHigh: null };
    return { name, estimate, se: variance === 0 ? 0 : null, ...nothing };
  }
  const statistic = estimate / se;
  const margin = qt((1 - level) / 2, df, { tail: "upper" }) * se;
  return {
    name,
    estimate,
    se,
    statistic,
    p: twoSidedP(statistic, df),
    ciLow: estimate - margin,
    ciHigh: estimate + margin,
  };
}

/** Joint test that all slopes are zero; null without any. */
export function waldOfSlopes(
  names: readonly string[],
  coefficients: Float64Array,
  covariance: Covariance,
  slopes: readonly number[],
): JointTest | null {
  if (slopes.length === 0 || !(covariance.df > 0)) return null;
  const R = selection(slopes, names.length);
  const r = new Float64Array(slopes.length);
  return waldTest(coefficients, covariance.matrix, R, r, covariance.df, "all slopes are zero");
}

function matrixRows(matrix: Float64Array, k: number): number[][] {
  return Array.from({ length: k }, (_, i) => Array.from(matrix.subarray(i * k, (i + 1) * k)));
}
