import type { Notice } from "../../base/index.js";
import type { FitData, MethodName } from "../../result/index.js";
import { didError } from "../errors.js";
import { defineEffect } from "../methods.js";
import { atRows } from "../sample/at-rows.js";
import { collinearNotices } from "../sample/estimable.js";
import { jointTest, levelOf } from "../sample/inference.js";
import { panelOls } from "../sample/panel-ols.js";
import { type DidSample, dropSingletons, treatmentOf } from "../sample/sample.js";
import { sweepOf } from "../sample/sweep.js";
import { PARALLEL_TRENDS } from "./card-parts.js";
import { singletonNotice } from "./event-study.js";
import { twfeFit } from "./regression.js";

/** Options of {@link twfe}. */
export interface TwfeOptions {
  /** Name of the treatment term. Default `did`. */
  readonly name?: string;
  /** Columns put in place of the treatment derived from timing (several policies). */
  readonly treatments?: readonly { readonly name: string; readonly values: Float64Array }[];
}

/**
 * Two-way fixed effects: y on the treatment derived from the first treated time.   中文: 双向固定效应 DID
 *
 * Clustered variance with fixest's small-sample factor.
 * Errors    did/no-variation — treatment does not vary beyond the effects
 * Agrees    R fixest 0.14.2 `feols`, coefficients 1e-8, se 1e-7
 */
export function twfe(sample: DidSample, options: TwfeOptions = {}): FitData {
  const treatments = options.treatments;
  const s = dropSingletons(sample);
  const own =
    treatments === undefined
      ? [{ name: options.name ?? "did", values: treatmentOf(s) }]
      : treatments.map((t) => ({ name: t.name, values: atRows(t.values, sample, s) }));
  const sweep = sweepOf(s.effects, s.weights);
  const names = [...own.map((t) => t.name), ...s.covariates];
  const X = [...own.map((t) => t.values), ...s.X];
  const fit = panelOls({ ...s, X }, sweep);
  if (!own.some((_, j) => fit.kept.includes(j))) {
    throw didError("no-variation", {
      reason: "treatment does not vary inside units and periods",
      reasonZh: "处理变量在单位与时期之内没有变异",
    });
  }
  const kept = fit.kept;
  const k = names.length;
  const matrix = new Float64Array(kept.length ** 2);
  kept.forEach((a, i) => {
    kept.forEach((b, j) => {
      matrix[i * kept.length + j] = fit.V[a * k + b]!;
    });
  });
  const coefficients = Float64Array.from(kept, (j) => fit.coefficients[j]!);
  const dropped = names.filter((_, j) => !kept.includes(j));
  const warnings: Notice[] = [
    ...s.warnings,
    ...collinearNotices(s, X, names, fit),
    ...singletonNotice(sample.n - s.n),
  ];
  return {
    model: "ols",
    method: TWFE,
    outcome: s.spec.outcome,
    names: kept.map((j) => names[j]!),
    coefficients,
    covariance: {
      type: "cluster",
      ways: [s.clusterName],
      clusters: { [s.clusterName]: s.clusters },
      ssc: { name: "fixest", kAdj: true, kFixef: "nonnested", gAdj: true, gDf: "min", tDf: "min" },
      df: fit.df,
      matrix,
    },
    nobs: s.n,
    ...levelOf(s),
    dropped: {
      missing: s.missing,
      singletons: sample.n - s.n,
      collinear: dropped,
      separated: 0,
    },
    fixedEffects: Object.fromEntries(s.effects.map((e) => [e.name, e.levels])),
    ...goodness(s, sweep.residual(s.y), fit.residuals, kept.length),
    wald: jointTest(
      coefficients,
      matrix,
      kept.map((_, j) => j),
      fit.df,
    ),
    warnings,
  };
}

function goodness(s: DidSample, swept: Float64Array, residuals: Float64Array, rank: number) {
  const w = (i: number) => (s.weights === null ? 1 : s.weights[i]!);
  let sumW = 0;
  let mean = 0;
  for (let i = 0; i < s.n; i++) {
    sumW += w(i);
    mean += w(i) * s.y[i]!;
  }
  mean /= sumW;
  let rss = 0;
  let tss = 0;
  let within = 0;
  for (let i = 0; i < s.n; i++) {
    rss += w(i) * residuals[i]! ** 2;
    tss += w(i) * (s.y[i]! - mean) ** 2;
    within += w(i) * swept[i]! ** 2;
  }
  const full = rank + s.effects.reduce((a, e) => a + e.levels - 1, 0) + 1;
  const r2 = 1 - rss / tss;
  return {
    r2,
    r2Adj: 1 - ((1 - r2) * (s.n - 1)) / (s.n - full),
    r2Within: within > 0 ? 1 - rss / within : null,
    rmse: Math.sqrt(rss / sumW),
  };
}

const TWFE: MethodName = {
  name: "twfe",
  title: { en: "TWFE", zh: "TWFE" },
  phrase: { en: "two-way fixed effects", zh: "双向固定效应模型" },
  cites: [],
};

/** The card of {@link twfe}; with data and formula it goes through the regression engine. */
export const twfeMethod = defineEffect({
  ...TWFE,
  summary: {
    en: "two-way fixed effects: y on the treatment derived from timing",
    zh: "双向固定效应：因变量对由处理时间推出的处理变量回归",
  },
  position: 10,
  role: "effect",
  takes: ["engine", "wild", "family"],
  assumptions: [
    PARALLEL_TRENDS,
    {
      en: "The effect is the same for every cohort and at every time since treatment.",
      zh: "各批次、处理后各期的效应相同。",
      remedy: {
        en: "Where it is not, use gardner, bjs, cs or sunab, and look at bacon and weights.",
        zh: "若不相同，请改用 gardner、bjs、cs 或 sunab，并查看 bacon 与 weights。",
      },
    },
  ],
  options: {},
  compared: { when: "usual", covariates: "kept" },
  run: ({ sample, model }) =>
    model === undefined
      ? twfe(sample())
      : twfeFit(model.table, model.formula, model.keys, model.options, model.family).withMethod(
          TWFE,
        ),
});
