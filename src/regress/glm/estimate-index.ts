import { type Notice, notice } from "../../base/index.js";
import type { Covariance, FitData } from "../../result/index.js";
import { createAbsorber } from "../absorb/create-absorber.js";
import { regressError } from "../errors.js";
import { Fit, type FitEngine, waldOfSlopes } from "../fit.js";
import { droppedOf, leftOutNotice } from "../frame/left-out.js";
import type { ModelFrame } from "../frame/model-frame.js";
import { collinearNotice } from "../linear/collinear-notice.js";
import { checkSize, frameInput, INTERCEPT, interceptColumn } from "../linear/linear-problem.js";
import { linearRecovery } from "../linear/recovery.js";
import type { RegressOptions, SscSpec, VcovSpec } from "../options.js";
import { resolveSsc } from "../options.js";
import { computeVcov } from "../vcov/compute-vcov.js";
import { countParameters } from "../vcov/count-parameters.js";
import type { VcovInput } from "../vcov/vcov-input.js";
import { dropConstantGroups } from "./constant-groups.js";
import { checkDomain } from "./domain.js";
import { poisson } from "./families.js";
import { findSeparation, type Side } from "./find-separation.js";
import type { IndexFamily } from "./index-family.js";
import { indexStatistics } from "./index-statistics.js";
import { averageMarginalEffects } from "./marginal-effects.js";
import { type IndexMaximum, maximizeIndex } from "./maximize-index.js";
import { subsetFrame } from "./subset-frame.js";

export type IndexOptions = Pick<RegressOptions, "vcov" | "ssc" | "tolerance" | "level"> & {
  /** Limits of a tobit, for the fit's JSON. */
  readonly limits?: { readonly lower?: number; readonly upper?: number };
};

/** Small-sample rule of likelihood models when none is asked for: G/(G−1) for clusters only. */
const LIKELIHOOD_SSC = { kAdj: false } as const;

interface Estimated {
  readonly frame: ModelFrame;
  readonly separated: number;
  readonly candidates: readonly { readonly name: string; readonly values: Float64Array }[];
  readonly maximum: IndexMaximum;
}

/**
 * Estimates a single-index likelihood with any fixed effects: Poisson, negative binomial, logit,
 * probit, tobit.   中文: 含固定效应的极大似然估计
 *
 * Rows that regressors or effects separate are dropped and counted; the variance comes from the
 * scores and the observed information with the effects profiled out; z statistics.
 * Defaults  ssc: `fixest` for Poisson; for the others no factor but G/(G−1), and N/(N−1) for HC1,
 *           as Stata. An `ssc` that is given holds for all.
 * Errors    regress/bad-outcome, regress/all-separated, regress/not-converged.
 */
export function estimateIndex(frame: ModelFrame, family: IndexFamily, options: IndexOptions): Fit {
  checkDomain(frame, family.name);
  if (family.name === "negbin") {
    const flat = withoutOverdispersion(frame, options);
    if (flat !== null) return flat;
  }
  const estimated = maximizeWithoutSeparated(frame, family, options);
  const used = estimated.frame;
  const { maximum } = estimated;
  const slopes = maximum.kept.map((j) => estimated.candidates[j]!);
  const beta = maximum.coefficients;
  const names = slopes.map((c) => c.name);
  const hasAncillary = family.ancillary !== null;
  const allNames = hasAncillary ? [...names, family.ancillary] : names;
  const coefficients = hasAncillary ? Float64Array.of(...beta, maximum.a) : beta;
  const collinear = maximum.collinear.map((j) => estimated.candidates[j]!.name);
  const input = indexInput(used, maximum, names);
  const fixed: Notice[] = [
    ...frame.warnings,
    ...leftOutNotice(frame, estimated.separated),
    ...collinearNotice(collinear),
  ];
  const mu = maximum.eta.map((e) => family.mean(e, maximum.a));
  const tested = names.map((_, j) => j).filter((j) => names[j] !== INTERCEPT);
  const revise = (spec: VcovSpec, ssc: SscSpec | undefined) => {
    const { covariance, warnings } = variance(input, family, spec, ssc ?? options.ssc);
    const statistics = indexStatistics(used, family, maximum, mu, {
      parameters: countParameters(input, resolveSsc("fixest"), "full", []).charged,
      tested: tested.length,
      ...(options.limits === undefined ? {} : { limits: options.limits }),
    });
    const margins =
      used.effects.length > 0
        ? null
        : averageMarginalEffects(
            family,
            names,
            slopes.map((c) => c.values),
            beta,
            maximum.eta,
            covariance,
            (name) => name === INTERCEPT,
          );
    return {
      covariance,
      wald: waldOfSlopes(allNames, coefficients, covariance, tested),
      warnings: [...fixed, ...warnings],
      extra: {
        ...statistics.extra,
        ...(margins === null ? {} : { marginalEffects: margins }),
      },
      rmse: statistics.rmse,
    };
  };
  const data: FitData = {
    model: family.name,
    outcome: frame.outcome.name,
    names: allNames,
    coefficients,
    nobs: used.n,
    dropped: droppedOf(frame, { collinear, separated: estimated.separated }),
    fixedEffects: Object.fromEntries(used.effects.map((e) => [e.name, e.size])),
    r2: null,
    r2Adj: null,
    r2Within: null,
    ...revise(options.vcov, options.ssc),
  };
  return new Fit(data, indexEngine(used, family, maximum, mu, slopes, revise), options.level);
}

/**
 * The Poisson fit of counts that are not overdispersed; null where they are.
 *
 * The derivative of the negative binomial likelihood in α at α = 0 is ½ Σ w ((y − μ)² − y): where it
 * is not positive at Poisson's estimates, the likelihood only falls with α and θ = 1/α is infinite.
 * The small-sample rule is that of the family asked for: none beyond the clusters' own.
 */
function withoutOverdispersion(frame: ModelFrame, options: IndexOptions): Fit | null {
  const fit = estimateIndex(frame, poisson, { ...options, ssc: options.ssc ?? LIKELIHOOD_SSC });
  const { outcome, weights } = fit.frame;
  const residuals = fit.residuals();
  let slope = 0;
  for (let i = 0; i < residuals.length; i++) {
    slope += (weights?.[i] ?? 1) * (residuals[i]! ** 2 - outcome.values[i]!);
  }
  if (slope > 0) return null;
  return fit.withExtra({ family: "negbin", theta: null }, [
    notice(
      "regress/no-overdispersion",
      "the counts are not overdispersed: theta is infinite, and estimates and standard errors are Poisson's",
      "计数不存在过度离散：theta 为无穷大，估计值与标准误即泊松模型的结果",
    ),
  ]);
}

/** Maximises; when the index of a row runs away, looks for separation, drops and starts again. */
function maximizeWithoutSeparated(
  frame: ModelFrame,
  family: IndexFamily,
  options: IndexOptions,
): Estimated {
  const kind = family.name === "tobit" ? null : KIND[family.name];
  const keep = kind === null ? null : dropConstantGroups(frame.outcome.values, frame.effects, kind);
  let used = keep === null ? frame : subsetFrame(frame, keep);
  for (let round = 0; ; round++) {
    const separated = frame.n - used.n;
    if (used.n === 0) throw regressError("all-separated", { rows: frame.n });
    const candidates = [
      ...(used.intercept === "yes" ? [interceptColumn(used.n)] : []),
      ...used.regressors,
    ];
    checkSize(used, candidates.length);
    const problem = {
      family,
      y: used.outcome.values,
      columns: candidates.map((c) => c.values),
      effects: used.effects,
      ...(used.offset === null ? {} : { offset: used.offset }),
      ...(used.weights === null ? {} : { weights: used.weights }),
      ...(options.tolerance === undefined ? {} : { tolerance: options.tolerance }),
    };
    if (kind === null) {
      return { frame: used, separated, candidates, maximum: maximizeIndex(problem) };
    }
    const sides = sidesOf(used.outcome.values, kind);
    const runaway = runawayIndex(used.outcome.values, family.name, round);
    const maximum = maximizeIndex({ ...problem, watch: runaway });
    if (!maximum.stopped) return { frame: used, separated, candidates, maximum };
    const found = findSeparation(problem.columns, used.effects, sides);
    if (found.every((v) => v === 0)) {
      return { frame: used, separated, candidates, maximum: maximizeIndex(problem) };
    }
    used = subsetFrame(
      used,
      found.map((v) => 1 - v),
    );
    if (used.n > 0) {
      const again = dropConstantGroups(used.outcome.values, used.effects, kind);
      used = subsetFrame(used, again);
      if (isConstant(used.outcome.values)) throw regressError("all-separated", { rows: frame.n });
    }
  }
}

const KIND = {
  poisson: "counts",
  negbin: "counts",
  logit: "binary",
  probit: "binary",
} as const;

function sidesOf(y: Float64Array, kind: "counts" | "binary"): Side[] {
  return Array.from(y, (v) =>
    kind === "counts" ? (v === 0 ? "negative" : "zero") : v === 0 ? "negative" : "positive",
  );
}

/** Index beyond which a row at the end of its range is suspected: its fitted value is 1e-8 or so. */
const RUNAWAY = { poisson: 18, negbin: 18, logit: 18, probit: 6.5 } as const;
const FIRST_SUSPICION = 5;

function runawayIndex(
  y: Float64Array,
  name: IndexFamily["name"],
  round: number,
): (eta: Float64Array, iteration: number) => boolean {
  if (name === "tobit" || round > 10) return () => false;
  const isCount = KIND[name] === "counts";
  let centre = 0;
  if (isCount) for (const v of y) centre += v / y.length;
  const middle = isCount ? Math.log(centre) : 0;
  return (eta, iteration) => {
    if (iteration < FIRST_SUSPICION) return false;
    for (let i = 0; i < y.length; i++) {
      if (y[i] === 0 && eta[i]! < middle - RUNAWAY[name]) return true;
      if (!isCount && y[i] === 1 && eta[i]! > RUNAWAY[name]) return true;
    }
    return false;
  };
}

function isConstant(y: Float64Array): boolean {
  return y.every((v) => v === y[0]);
}

function indexInput(frame: ModelFrame, maximum: IndexMaximum, names: readonly string[]): VcovInput {
  const base = frameInput(frame);
  const N = frame.n;
  return {
    ...base,
    columns: maximum.scores,
    multiplier: null,
    bread: maximum.bread,
    classical: (divisor) =>
      divisor === N ? maximum.bread : maximum.bread.map((v) => (v * (N - 1)) / divisor),
    leverage: null,
    parameters: names.length,
    constant: names.includes(INTERCEPT)
      ? "estimated"
      : frame.effects.some((e) => e.slope === undefined)
        ? "absorbed"
        : "none",
    reference: "normal",
  };
}

function variance(
  input: VcovInput,
  family: IndexFamily,
  spec: VcovSpec,
  ssc: SscSpec | undefined,
): { covariance: Covariance; warnings: readonly Notice[] } {
  const isDefault = ssc === undefined && family.name !== "poisson";
  const rule = resolveSsc(isDefault ? LIKELIHOOD_SSC : ssc);
  const { covariance, warnings } = computeVcov(input, spec, rule);
  // Stata's vce(robust) after a likelihood.
  const isStataRobust =
    spec.type === "hc1" && family.name !== "poisson" && rule.name === "custom" && !rule.kAdj;
  if (!isStataRobust) return { covariance, warnings };
  const factor = input.n / (input.n - 1);
  return {
    covariance: { ...covariance, matrix: covariance.matrix.map((v) => v * factor) },
    warnings,
  };
}

function indexEngine(
  frame: ModelFrame,
  family: IndexFamily,
  maximum: IndexMaximum,
  mu: Float64Array,
  slopes: readonly { readonly name: string; readonly values: Float64Array }[],
  revise: FitEngine["revise"],
): FitEngine {
  const names = slopes.map((c) => c.name);
  const index = maximum.eta.map((v, i) => v - (frame.offset?.[i] ?? 0));
  const raw = (name: string, values: Float64Array) => ({ name, raw: values });
  const absorber = frame.effects.length === 0 ? null : createAbsorber(frame.effects);
  const recovery = linearRecovery(
    {
      frame,
      sweep: { absorber, columns: () => [] },
      X: slopes.map((c) => raw(c.name, c.values)),
      y: raw(frame.outcome.name, index),
      ols: { residuals: new Float64Array(frame.n) },
    },
    names,
    maximum.coefficients,
  );
  return {
    frame,
    revise,
    residuals: () => frame.outcome.values.map((v, i) => v - mu[i]!),
    fitted: () => mu,
    effects: recovery.effects,
    predict: (table) => {
      if (frame.offset !== null) {
        throw regressError("not-supported", {
          what: "prediction for new rows of a model with an offset",
          whatZh: "含 offset 模型对新样本的预测",
          why: "the new rows carry no offset",
          whyZh: "新样本没有 offset",
        });
      }
      return recovery.predict(table).map((eta) => family.mean(eta, maximum.a));
    },
  };
}
