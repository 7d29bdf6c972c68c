import type { Notice } from "../../base/index.js";
import {
  collinearNotice,
  constantWithin,
  independentColumns,
  type LeftOut,
  type RankOptions,
  sweptFrom,
} from "../../regress/index.js";
import type { DidSample } from "./sample.js";
import { type Sweep, sweepOf } from "./sweep.js";

/** What the rank decision of a sample's covariates looks at. */
type Covariates = Pick<DidSample, "X" | "covariates" | "effects" | "weights">;

/** What the rank decision of the regression room needs to know of columns before the sweep. */
export function rankOptionsOf(
  problem: Pick<DidSample, "effects" | "weights">,
  raw: readonly Float64Array[],
): RankOptions {
  return problem.effects.length === 0 ? {} : sweptFrom(raw, problem.weights);
}

/** The covariates that can be estimated beside the effects, with the reasons of the others. */
export function estimableCovariates(
  s: Covariates,
  swept: readonly Float64Array[],
): { readonly kept: readonly number[]; readonly leftOut: readonly LeftOut[] } {
  const rank = independentColumns(swept, s.weights, rankOptionsOf(s, s.X));
  return { kept: rank.kept, leftOut: leftOutOf(s, s.X, s.covariates, rank) };
}

/** Names and reasons of the columns that a fit did not keep. */
export function leftOutOf(
  problem: Pick<DidSample, "effects">,
  raw: readonly Float64Array[],
  names: readonly string[],
  fit: { readonly kept: readonly number[]; readonly absorbed: readonly number[] },
): LeftOut[] {
  const effects = problem.effects.map((e) => ({ name: e.name, codes: e.codes, size: e.levels }));
  return names.flatMap((name, j): LeftOut[] => {
    if (fit.kept.includes(j)) return [];
    if (!fit.absorbed.includes(j)) return [{ name, why: "dependent" }];
    return [{ name, why: "absorbed", within: constantWithin(raw[j]!, effects) }];
  });
}

/** The notice for the columns that a fit did not keep. */
export function collinearNotices(
  problem: Pick<DidSample, "effects">,
  raw: readonly Float64Array[],
  names: readonly string[],
  fit: { readonly kept: readonly number[]; readonly absorbed: readonly number[] },
): Notice[] {
  return collinearNotice(leftOutOf(problem, raw, names, fit));
}

/**
 * The sample without the covariates that its fixed effects absorb or earlier ones span, which is said
 * in its warnings.   中文: 去掉无法估计的协变量
 */
export function withEstimable(
  s: DidSample,
  sweep: Sweep = sweepOf(s.effects, s.weights),
): DidSample {
  if (s.X.length === 0) return s;
  const { kept, leftOut } = estimableCovariates(
    s,
    s.X.map((x) => sweep.residual(x)),
  );
  return keepCovariates(s, kept, leftOut);
}

/**
 * The sample without the covariates that are constant in every period: they tell no two units of a
 * period apart, so that scores and comparisons inside a period have no use for them.
 * 中文: 去掉同一时期内不变的协变量
 */
export function withoutPeriodConstants(s: DidSample): DidSample {
  const period = { name: s.spec.time, codes: s.period, size: s.periods.length };
  const gone = s.X.map((x) => constantWithin(x, [period]).length > 0);
  if (!gone.includes(true)) return s;
  const leftOut = s.covariates
    .filter((_, j) => gone[j])
    .map((name): LeftOut => ({ name, why: "absorbed", within: [period.name] }));
  const kept = s.X.map((_, j) => j).filter((j) => !gone[j]);
  return keepCovariates(s, kept, leftOut);
}

function keepCovariates(
  s: DidSample,
  kept: readonly number[],
  leftOut: readonly LeftOut[],
): DidSample {
  if (leftOut.length === 0) return s;
  return {
    ...s,
    X: kept.map((j) => s.X[j]!),
    covariates: kept.map((j) => s.covariates[j]!),
    warnings: [...s.warnings, ...collinearNotice(leftOut)],
  };
}
