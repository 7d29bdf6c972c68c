import { type Notice, notice } from "../base/index.js";
import { median } from "../math/index.js";
import {
  type Coded,
  collinearNotice,
  constantWithin,
  createSweep,
  type FormulaInput,
  frameClasses,
  independentColumns,
  type LeftOut,
  leftOutNotice,
  type ModelFrame,
  modelFrame,
  parseFormula,
  sweptFrom,
  tidyRow,
} from "../regress/index.js";
import type { TidyRow } from "../result/index.js";
import type { Panel, PanelKeys, Table } from "../table/index.js";
import { crossFit, randomFolds } from "./cross-fit.js";
import { learnError } from "./errors.js";
import type { Learner } from "./learner.js";
import { parseLearner } from "./parse-learner.js";
import { type PartiallyLinear, partiallyLinear } from "./partially-linear.js";

export interface DmlOptions {
  /** Learner of the outcome, and of the treatment unless that is given; see {@link parseLearner}. */
  readonly learner: string | Learner;
  readonly treatmentLearner?: string | Learner;
  /** Number of random folds, or the column that holds them. */
  readonly folds?: number | { readonly column: string };
  /** Column whose rows stay in one fold, and by which the standard error is clustered. */
  readonly cluster?: string;
  /** Random partitions; the median of their estimates is reported. */
  readonly repetitions?: number;
  /** Squares and products of the features are added. */
  readonly features?: "as-given" | "quadratic";
  readonly seed?: number;
  readonly where?: string;
  readonly panel?: PanelKeys;
  /** Level of the interval. Default 0.95. */
  readonly level?: number;
}

/** One partition into folds. */
export interface DmlRepetition extends PartiallyLinear {
  readonly thetaMeanOfFolds: number;
}

/** Result of double machine learning.   中文: 双重机器学习结果 */
export interface DmlResult {
  readonly kind: "dml";
  readonly outcome: string;
  readonly treatment: string;
  readonly features: readonly string[];
  readonly learner: { readonly outcome: string; readonly treatment: string };
  readonly folds: number;
  /** The estimate; clustered standard error where a cluster is given, normal p value. */
  readonly term: TidyRow;
  /** Level of its interval; left out: 0.95. */
  readonly level?: number;
  readonly seType: "robust" | "cluster";
  readonly clusters: Readonly<Record<string, number>>;
  readonly nobs: number;
  readonly dropped: ModelFrame["dropped"];
  readonly fixedEffects: Readonly<Record<string, number>>;
  readonly repetitions: readonly DmlRepetition[];
  readonly seed: number;
  readonly warnings: readonly Notice[];
}

/**
 * Double machine learning of the partially linear model y = θd + g(x) + ε, d = m(x) + v.
 * 中文: 双重机器学习（部分线性模型）
 *
 * The first regressor is the treatment, the others are features. Effects after `|` are swept out of
 * outcome, treatment and features on the whole sample first. Both nuisance functions are predicted
 * out of fold; θ and its error come from the residuals. Several partitions: the median θ, and
 * se² = median(se_r² + (θ_r − θ)²).
 * Defaults  5 folds, by cluster where one is given; 1 repetition; seed 1.
 * Errors    learn/no-features, learn/no-treatment-variation, learn/too-few-folds, learn/bad-learner.
 * Source    Chernozhukov et al. (2018), Econometrics Journal 21(1), definitions 3.2 and 3.3.
 * @example
 * dml(panel, "y ~ did + gdp + ind | city + year", { learner: "lasso", cluster: "city" }).term.estimate;
 */
export function dml(table: Table | Panel, formula: FormulaInput, options: DmlOptions): DmlResult {
  const { cluster, seed = 1, repetitions = 1 } = options;
  const data =
    options.folds === undefined || typeof options.folds === "number" ? null : options.folds;
  const frame = modelFrame(table, parseFormula(formula, table.names)[0]!, {
    required: [cluster, data?.column].filter((c) => c !== undefined),
    ...(options.where === undefined ? {} : { where: options.where }),
    ...(options.panel === undefined ? {} : { panel: options.panel }),
  });
  const [treatment, ...covariates] = frame.regressors;
  if (treatment === undefined || covariates.length === 0) {
    throw learnError("no-features", { treatment: treatment?.name ?? "" });
  }
  const swept = createSweep(frame, 1e-11).columns([frame.outcome, treatment, ...covariates]);
  const [y, d, ...all] = swept.map((c) => c.values);
  const { kept, leftOut } = notAbsorbed(frame, covariates, all);
  if (kept.length === 0) throw learnError("no-features", { treatment: treatment.name });
  const [x, used] = [kept.map((j) => all[j]!), kept.map((j) => covariates[j]!)];
  const features =
    options.features === "quadratic"
      ? withSquares(x, used)
      : { columns: x, names: used.map((c) => c.name) };
  const learnerY = asLearner(options.learner);
  const learnerD =
    options.treatmentLearner === undefined ? learnerY : asLearner(options.treatmentLearner);
  const groups = cluster === undefined ? rowGroups(frame.n) : frameClasses(frame).classes(cluster);
  const runs = Array.from({ length: data === null ? repetitions : 1 }, (_, r) => {
    const { codes, K } = foldsOf(frame, groups, options, [seed, r]);
    const targets = [
      { y: y!, learner: learnerY },
      { y: d!, learner: learnerD },
    ];
    const fitted = crossFit(features.columns, targets, codes, K, [seed, r]);
    const [u, v] = targets.map((t, j) => t.y.map((value, i) => value - fitted[j]![i]!));
    checkTreatment(v!, d!, treatment.name);
    const run = partiallyLinear(u!, v!, codes, K, cluster === undefined ? undefined : groups);
    const thetaMeanOfFolds = run.thetaByFold.reduce((s, t) => s + t, 0) / K;
    return { run: { ...run, thetaMeanOfFolds }, K };
  });
  const found = runs.map((r) => r.run);
  const theta = median(found.map((r) => r.theta));
  const variance = median(found.map((r) => (r.seCluster ?? r.se) ** 2 + (r.theta - theta) ** 2));
  return {
    kind: "dml",
    outcome: frame.outcome.name,
    treatment: treatment.name,
    features: features.names,
    learner: { outcome: learnerY.name, treatment: learnerD.name },
    folds: runs[0]!.K,
    term: tidyRow(treatment.name, theta, variance, Number.POSITIVE_INFINITY, options.level),
    ...(options.level === undefined ? {} : { level: options.level }),
    seType: cluster === undefined ? "robust" : "cluster",
    clusters: cluster === undefined ? {} : { [cluster]: groups.size },
    nobs: frame.n,
    dropped: frame.dropped,
    fixedEffects: Object.fromEntries(frame.effects.map((e) => [e.name, e.size])),
    repetitions: found,
    seed,
    warnings: [
      ...frame.warnings,
      ...leftOutNotice(frame),
      ...collinearNotice(leftOut),
      ...splitNotice(frame, options),
    ],
  };
}

/** Features of which the effects leave something; rounding is no feature. */
function notAbsorbed(
  frame: ModelFrame,
  covariates: readonly { readonly name: string; readonly values: Float64Array }[],
  swept: readonly Float64Array[],
): { readonly kept: readonly number[]; readonly leftOut: readonly LeftOut[] } {
  const all = covariates.map((_, j) => j);
  if (frame.effects.length === 0) return { kept: all, leftOut: [] };
  const raw = covariates.map((c) => c.values);
  const { absorbed } = independentColumns(swept, null, sweptFrom(raw, null));
  return {
    kept: all.filter((j) => !absorbed.includes(j)),
    leftOut: absorbed.map((j) => ({
      name: covariates[j]!.name,
      why: "absorbed",
      within: constantWithin(raw[j]!, frame.effects),
    })),
  };
}

function asLearner(learner: string | Learner): Learner {
  return typeof learner === "string" ? parseLearner(learner) : learner;
}

function rowGroups(n: number): Coded {
  return { codes: Int32Array.from({ length: n }, (_, i) => i), size: n };
}

function foldsOf(
  frame: ModelFrame,
  groups: Coded,
  options: DmlOptions,
  seed: readonly [number, ...number[]],
): { codes: Int32Array; K: number } {
  const { folds = 5 } = options;
  if (typeof folds === "number") {
    return { codes: randomFolds(groups.codes, groups.size, folds, [...seed, 0]), K: folds };
  }
  const given = frameClasses(frame).classes(folds.column);
  if (given.size < 2) throw learnError("fold-column", { column: folds.column, folds: given.size });
  return { codes: given.codes, K: given.size };
}

function withSquares(
  x: readonly Float64Array[],
  named: readonly { readonly name: string }[],
): { columns: Float64Array[]; names: string[] } {
  const columns = [...x];
  const names = named.map((c) => c.name);
  for (let a = 0; a < x.length; a++) {
    for (let b = a; b < x.length; b++) {
      columns.push(x[a]!.map((v, i) => v * x[b]![i]!));
      names.push(a === b ? `${named[a]!.name}^2` : `${named[a]!.name}:${named[b]!.name}`);
    }
  }
  return { columns, names };
}

function checkTreatment(v: Float64Array, d: Float64Array, treatment: string): void {
  const left = v.reduce((s, e) => s + e * e, 0);
  const raw = d.reduce((s, e) => s + e * e, 0);
  if (left > 1e-16 * raw) return;
  throw learnError("no-treatment-variation", { treatment, variance: left / v.length });
}

/** Rows of one cluster in several folds leak into the training sample. */
function splitNotice(frame: ModelFrame, options: DmlOptions): Notice[] {
  const { cluster, folds } = options;
  if (cluster === undefined || folds === undefined || typeof folds === "number") return [];
  const { classes } = frameClasses(frame);
  const home = new Map<number, number>();
  const fold = classes(folds.column).codes;
  const isSplit = classes(cluster).codes.some((c, i) => {
    const first = home.get(c);
    if (first === undefined) home.set(c, fold[i]!);
    return first !== undefined && first !== fold[i];
  });
  if (!isSplit) return [];
  return [
    notice(
      "learn/split-clusters",
      `the folds split clusters of "${cluster}": rows of one cluster stand in training and test sample`,
      `分折拆散了“${cluster}”的聚类：同一聚类的观测同时出现在训练与检验样本`,
    ),
  ];
}
