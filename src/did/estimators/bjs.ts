import type { EventStudy, MethodName } from "../../result/index.js";
import { checkLibraryOptions } from "../../result/index.js";
import { defineEffect } from "../methods.js";
import {
  type Estimate,
  eventRows,
  jointTest,
  levelOf,
  supCritical,
  withTest,
} from "../sample/inference.js";
import { panelOls } from "../sample/panel-ols.js";
import { type DidSample, dropSingletons, relativeTimes, restrict } from "../sample/sample.js";
import { BANDS, PARALLEL_TRENDS } from "./card-parts.js";
import { type Counterfactual, counterfactual } from "./counterfactual.js";

const OPTIONS = {
  pretrends: {
    type: "integer",
    least: 1,
    en: "leads to test on untreated rows",
    zh: "以未处理样本检验的前置期数",
  },
  bands: BANDS,
} as const;

/** Options of {@link bjs}. */
export interface BjsOptions {
  /** Leads tested on untreated rows: the K observed periods before treatment. Default: none. */
  readonly pretrends?: number;
  readonly bands?: "both" | "pointwise";
}

/**
 * Imputation estimator of Borusyak, Jaravel and Spiess.   中文: BJS 插补估计
 *
 * Unit and time effects from untreated rows; effects are the treated rows' gaps, averaged. Standard
 * errors: equation 8 with averages by cohort and relative time, by cluster, no small-sample factor,
 * normal. Lags only; leads come from `pretrends`, a regression on untreated rows whose base is the
 * never treated and earlier leads.
 * Agrees    R didimputation 0.5.0, estimates 1e-8, se 1e-7
 * Source    Borusyak, Jaravel & Spiess (2024), doi 10.1093/restud/rdae007
 */
export function bjs(sample: DidSample, options: BjsOptions = {}): EventStudy {
  checkLibraryOptions("bjs", OPTIONS, options);
  const model = counterfactual(sample);
  const s = model.sample;
  const rel = relativeTimes(s);
  const lags = [...new Set(rel)].filter((e) => e >= 0).sort((a, b) => a - b);
  const picks = [(_: number) => true, ...lags.map((e) => (r: number) => r === e)];
  const parts = picks.map((pick) => averageEffect(model, rel, pick));
  const m = parts.length;
  const { level } = s.spec;
  const V = new Float64Array(m * m);
  parts.forEach((a, i) => {
    parts.forEach((b, j) => {
      for (let g = 0; g < s.clusters; g++) V[i * m + j]! += a.scores[g]! * b.scores[g]!;
    });
  });
  const se = (i: number) => Math.sqrt(V[i * m + i]!);
  const inner = new Float64Array((m - 1) ** 2);
  for (let i = 1; i < m; i++) {
    for (let j = 1; j < m; j++) inner[(i - 1) * (m - 1) + j - 1] = V[i * m + j]!;
  }
  const critical =
    options.bands === "pointwise"
      ? null
      : supCritical(inner, m - 1, Number.POSITIVE_INFINITY, level);
  const pre = options.pretrends === undefined ? null : pretrends(sample, options.pretrends);
  return {
    kind: "bjs",
    method: BJS,
    outcome: s.spec.outcome,
    events: eventRows(
      lags.map((time, j) => ({
        time,
        estimate: parts[j + 1]!.estimate,
        se: se(j + 1),
        n: parts[j + 1]!.count,
      })),
      Number.POSITIVE_INFINITY,
      critical,
      level,
    ),
    att: withTest(parts[0]!.estimate, se(0), Number.POSITIVE_INFINITY, level),
    pretrend: pre?.test ?? null,
    nobs: s.n,
    ...levelOf(s),
    warnings: model.warnings,
    extra: {
      treatedUsed: parts[0]!.count,
      clusters: { [s.clusterName]: s.clusters },
      supCritical: critical,
      ...(pre === null ? {} : { pretrends: pre.rows }),
    },
  };
}

/** Mean effect over the treated rows picked, with its score by cluster. */
function averageEffect(
  model: Counterfactual,
  rel: Float64Array,
  pick: (r: number) => boolean,
): { readonly estimate: number; readonly count: number; readonly scores: Float64Array } {
  const { sample: s, gap, treated } = model;
  const v = new Float64Array(s.n);
  let total = 0;
  let count = 0;
  for (let i = 0; i < s.n; i++) {
    if (treated[i] === 0 || !pick(rel[i]!)) continue;
    v[i] = s.weights === null ? 1 : s.weights[i]!;
    total += v[i]!;
    count++;
  }
  let estimate = 0;
  for (let i = 0; i < s.n; i++) {
    v[i]! /= total;
    estimate += v[i]! * gap[i]!;
  }
  const unweighted = s.weights === null ? v : v.map((x, i) => x / s.weights![i]!);
  const reach = model.reach(unweighted);
  // Effects are centred on the mean of their cohort and relative time, weighted by v².
  const top = new Map<number, { value: number; weight: number }>();
  for (let i = 0; i < s.n; i++) {
    if (v[i] === 0) continue;
    const key = cellKey(s, i);
    const cell = top.get(key) ?? { value: 0, weight: 0 };
    cell.value += v[i]! ** 2 * gap[i]!;
    cell.weight += v[i]! ** 2;
    top.set(key, cell);
  }
  const scores = new Float64Array(s.clusters);
  for (let i = 0; i < s.n; i++) {
    if (treated[i] === 0) {
      const w = s.weights === null ? 1 : s.weights[i]!;
      scores[s.cluster[i]!]! -= w * reach[i]! * gap[i]!;
    } else if (v[i] !== 0) {
      const cell = top.get(cellKey(s, i))!;
      scores[s.cluster[i]!]! += v[i]! * (gap[i]! - cell.value / cell.weight);
    }
  }
  return { estimate, count, scores };
}

function cellKey(s: DidSample, i: number): number {
  return s.first[s.unit[i]!]! * 10000 + s.period[i]!;
}

/** Leads on untreated rows with two-way effects; cluster-robust as a two-way regression. */
function pretrends(s: DidSample, leads: number) {
  const rel = relativeTimes(s);
  const untreated = restrict(s, (i) => !(rel[i]! >= 0));
  const own = relativeTimes(untreated);
  const times = Array.from({ length: leads }, (_, j) => (j - leads) * s.clock.step);
  const columns = times.map((e) => own.map((r) => (r === e ? 1 : 0)));
  const fit = panelOls({ ...untreated, X: [...columns, ...untreated.X] });
  const k = fit.coefficients.length;
  const rows = times.map((time, j): Estimate & { time: number } => ({
    time,
    ...withTest(fit.coefficients[j]!, Math.sqrt(fit.V[j * k + j]!), fit.df, s.spec.level),
  }));
  return { rows, test: leadsTest(dropSingletons(untreated), times) };
}

/** The package's standard errors keep rows alone in a unit; the joint test is a regression's. */
function leadsTest(s: DidSample, times: readonly number[]) {
  const rel = relativeTimes(s);
  const columns = times.map((e) => rel.map((r) => (r === e ? 1 : 0)));
  const fit = panelOls({ ...s, X: [...columns, ...s.X] });
  const pick = times.flatMap((_, j) => (fit.kept.includes(j) ? [j] : []));
  return jointTest(fit.coefficients, fit.V, pick, fit.df);
}

const BJS: MethodName = {
  name: "bjs",
  title: { en: "BJS (2024)", zh: "BJS（2024）" },
  phrase: {
    en: "the imputation estimator of Borusyak, Jaravel and Spiess (2024)",
    zh: " Borusyak、Jaravel 和 Spiess（2024）插补估计量",
  },
  cites: [
    {
      key: "bjs",
      text: "Borusyak, K., Jaravel, X., & Spiess, J. (2024). Revisiting event-study designs: Robust and efficient estimation. Review of Economic Studies, 91(6), 3253–3285.",
    },
  ],
};

/** The card of {@link bjs}. */
export const bjsMethod = defineEffect({
  ...BJS,
  summary: {
    en: "imputation estimator: treated rows less what untreated rows predict for them",
    zh: "插补估计：处理样本减去由未处理样本推算的反事实",
  },
  position: 60,
  role: "dynamic",
  takes: ["cluster", "weights"],
  assumptions: [PARALLEL_TRENDS],
  options: OPTIONS,
  compared: { when: "usual", covariates: "kept" },
  run: ({ sample }, options) => bjs(sample(), options),
});
