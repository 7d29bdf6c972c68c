import { createRng, type Notice, notice } from "../base/index.js";
import { resample } from "../math/index.js";
import {
  collinearOf,
  columnsOfVcov,
  type Fit,
  type Formula,
  type FormulaInput,
  frameClasses,
  INTERCEPT,
  leftOutNotice,
  type ModelFrame,
  modelFrame,
  outcomeOf,
  printExpression,
  printTerm,
  type RegressOptions,
  regress,
  termOf,
  withOutcome,
  withTerm,
} from "../regress/index.js";
import type { Panel, Table } from "../table/index.js";
import { type BootstrapInterval, bcaInterval, percentileInterval } from "./bootstrap-interval.js";
import { mechanismError } from "./errors.js";
import { oneModel } from "./one-model.js";
import { type IndirectTests, indirectTests } from "./sobel.js";
import { subsampleModel } from "./subsample-model.js";

export interface MediateOptions
  extends Pick<
    RegressOptions,
    "vcov" | "ssc" | "where" | "panel" | "weights" | "singletons" | "level"
  > {
  readonly mediators: readonly string[];
  /** Default: the first regressor. */
  readonly treatment?: string;
  /** `two`: total effect and effect on the mediator (江艇 2022); `three` adds the outcome on both. */
  readonly steps?: "two" | "three";
  /** Draws of units with replacement; left out: no bootstrap. */
  readonly bootstrap?: { readonly draws: number; readonly by: string; readonly seed?: number };
}

/** Bootstrap of an indirect effect. */
export interface IndirectBootstrap {
  readonly draws: number;
  readonly failed: number;
  readonly by: string;
  readonly units: number;
  readonly seed: number;
  readonly se: number;
  readonly percentile: BootstrapInterval;
  readonly bca: BootstrapInterval;
}

/** One mediator's path. */
export interface MediationPath {
  readonly mediator: string;
  /** Mediator on treatment. */
  readonly a: Fit;
  /** Outcome on treatment and mediator; null with two steps. */
  readonly b: Fit | null;
  readonly indirect: number | null;
  readonly direct: number | null;
  /** Indirect over total effect; null when the total effect is zero or signs differ. */
  readonly share: number | null;
  readonly tests: IndirectTests | null;
  readonly bootstrap: IndirectBootstrap | null;
}

/** Result of a mediation analysis.   中文: 中介效应结果 */
export interface Mediation {
  readonly kind: "mediation";
  readonly outcome: string;
  readonly treatment: string;
  readonly steps: "two" | "three";
  /** Level of the intervals; left out: 0.95. */
  readonly level?: number;
  readonly total: Fit;
  readonly paths: readonly MediationPath[];
  readonly warnings: readonly Notice[];
}

/**
 * Mediation analysis with fixed effects, all steps on the same rows.   中文: 中介效应分析
 *
 * Two steps (江艇 2022): outcome on treatment, mediator on treatment; that the mediator moves the
 * outcome is argued, not estimated. Three steps (温忠麟、叶宝娟 2014): also the outcome on both, with
 * Sobel, Aroian and Goodman tests of a·b and, if asked for, percentile and BCa intervals from units
 * drawn with replacement.
 * Defaults  steps "three"; treatment: the first regressor.
 * Errors    mechanism/treatment-dropped, mechanism/one-model.
 * Warnings  mechanism/three-steps — the third step is biased when something else moves both
 *           mediator and outcome.
 * @example
 * mediate(panel, "y ~ did + x1 | city + year", { mediators: ["med"], vcov: { type: "cluster", cluster: ["city"] } });
 */
export function mediate(
  table: Table | Panel,
  formula: FormulaInput,
  options: MediateOptions,
): Mediation {
  const { mediators, steps = "three", treatment: _t, bootstrap, ...estimation } = options;
  const { formula: model, treatment } = oneModel(formula, table, options.treatment);
  const outcome = printExpression(model.outcome);
  const through = (mediator: string) => ({
    term: termOf(mediator, table),
    /** The treatment's model with the mediator as outcome. */
    ofMediator: withOutcome(model, outcomeOf(mediator, table)),
    /** The outcome on both. */
    ofOutcome: withTerm(model, termOf(mediator, table)),
  });
  const whole = mediators.reduce((f, m) => withTerm(f, termOf(m, table)), model);
  const all = frameOf(table, whole, options);
  const rows = all.rows ?? Int32Array.from({ length: table.nrow }, (_, i) => i);
  const sample = all.table.take(rows);
  const { where: _w, ...rest } = estimation;
  const fitted = (own: Formula) => {
    const fit = regress(sample, own, rest);
    requireTerm(fit, treatment);
    return fit;
  };
  const total = fitted(model);
  const c = estimateOf(total, treatment).estimate;
  const paths = mediators.map((mediator): MediationPath => {
    const { term, ofMediator, ofOutcome } = through(mediator);
    const name = printTerm(term);
    const a = fitted(ofMediator);
    if (steps === "two") {
      const none = { b: null, indirect: null, direct: null, share: null, tests: null };
      return { mediator, a, ...none, bootstrap: null };
    }
    const b = fitted(ofOutcome);
    requireTerm(b, name);
    const first = estimateOf(a, treatment);
    const second = estimateOf(b, name);
    const indirect = first.estimate * second.estimate;
    return {
      mediator,
      a,
      b,
      indirect,
      direct: estimateOf(b, treatment).estimate,
      share: indirect * c > 0 ? indirect / c : null,
      tests: indirectTests(first, second, options.level),
      bootstrap:
        bootstrap === undefined
          ? null
          : bootstrapIndirect(sample, ofOutcome, { treatment, mediator: name }, indirect, {
              ...rest,
              bootstrap,
            }),
    };
  });
  return {
    kind: "mediation",
    outcome,
    treatment,
    steps,
    ...(options.level === undefined ? {} : { level: options.level }),
    total,
    paths,
    warnings: [
      ...all.warnings,
      ...leftOutNotice(all),
      ...collinearOf([total, ...paths.flatMap(({ a, b }) => (b === null ? [a] : [a, b]))]),
      ...(steps === "three" ? [THREE_STEPS] : []),
    ],
  };
}

const THREE_STEPS = notice(
  "mechanism/three-steps",
  "the third step takes the mediator as exogenous: anything unobserved that moves both mediator and outcome biases it (Jiang 2022)",
  "第三步把中介变量视为外生：同时影响中介变量与结果的遗漏因素会造成偏误（江艇，2022）",
);

function frameOf(table: Table | Panel, formula: Formula, options: MediateOptions): ModelFrame {
  const { vcov, where, panel, weights, singletons, bootstrap } = options;
  const required = [...columnsOfVcov(vcov), ...(bootstrap === undefined ? [] : [bootstrap.by])];
  return modelFrame(table, formula, {
    required,
    ...(where === undefined ? {} : { where }),
    ...(panel === undefined ? {} : { panel }),
    ...(weights === undefined ? {} : { weights }),
    ...(singletons === undefined ? {} : { singletons }),
  });
}

function requireTerm(fit: Fit, term: string): void {
  if (!fit.names.includes(term)) {
    throw mechanismError("treatment-dropped", { term, model: fit.outcome });
  }
}

function estimateOf(fit: Fit, term: string): { estimate: number; se: number } {
  const row = fit.tidy()[fit.indexOf(term)]!;
  return { estimate: row.estimate, se: row.se ?? Number.NaN };
}

function bootstrapIndirect(
  sample: Table | Panel,
  formula: Formula,
  { treatment, mediator }: { readonly treatment: string; readonly mediator: string },
  estimate: number,
  options: Pick<MediateOptions, "weights" | "level"> & {
    bootstrap: NonNullable<MediateOptions["bootstrap"]>;
  },
): IndirectBootstrap {
  const { draws, by, seed = 1 } = options.bootstrap;
  const { level = 0.95 } = options;
  const frame = modelFrame(sample, formula, {
    singletons: "keep",
    ...(options.weights === undefined ? {} : { weights: options.weights }),
  });
  const { codes, size } = frameClasses(frame).classes(by);
  if (size < 3) throw mechanismError("too-few-units", { units: size, what: "the bootstrap" });
  const model = subsampleModel(frame, { codes, size });
  const names = frame.regressors.map((r) => r.name).filter((name) => name !== INTERCEPT);
  const others = names.filter((name) => name !== mediator);
  const regressions = [
    { outcome: mediator, regressors: others, terms: [treatment] },
    { outcome: frame.outcome.name, regressors: names, terms: [mediator] },
  ];
  const product = (drawn: ArrayLike<number>): number => {
    const [a, b] = model.fitUnits(drawn, regressions);
    return a![0]! * b![0]!;
  };
  const all = Array.from({ length: draws }, (_, d) => product(resample(createRng(seed, d), size)));
  const good = all.filter((v) => !Number.isNaN(v));
  const every = Array.from({ length: size }, (_, u) => u);
  const jackknife = every.map((leave) => product(every.filter((u) => u !== leave)));
  const centre = good.reduce((s, v) => s + v, 0) / good.length;
  const variance = good.reduce((s, v) => s + (v - centre) ** 2, 0) / (good.length - 1);
  return {
    draws,
    failed: draws - good.length,
    by,
    units: size,
    seed,
    se: Math.sqrt(variance),
    percentile: percentileInterval(good, level),
    bca: bcaInterval(
      good,
      estimate,
      jackknife.filter((v) => !Number.isNaN(v)),
      level,
    ),
  };
}
