import type { Notice } from "../../base/index.js";
import type { BaconComparison, Decomposition } from "../../result/index.js";
import { checkLibraryOptions, type MethodName, methodNameOf } from "../../result/index.js";
import { didError } from "../errors.js";
import { defineAnalysis } from "../methods.js";
import { withEstimable } from "../sample/estimable.js";
import { refuseUnused } from "../sample/refuse-unused.js";
import { residualised } from "../sample/residualised.js";
import { type DidSample, restrict, treatmentOf } from "../sample/sample.js";

const OPTIONS = {
  balance: {
    type: "choice",
    choices: ["refuse", "units"],
    en: "unbalanced panels: refuse | units seen in every period",
    zh: "非平衡面板：refuse（拒绝，默认）| units（仅用各期均有观测的单位）",
  },
} as const;

/** Options of {@link bacon}. */
export interface BaconOptions {
  /** `refuse` an unbalanced panel, or take the `units` seen in every period. Default refuse. */
  readonly balance?: "refuse" | "units";
}

type Cohort = number;
const NEVER = Number.POSITIVE_INFINITY;

/**
 * Goodman-Bacon decomposition of the two-way fixed-effects coefficient.   中文: Goodman-Bacon 分解
 *
 * Every 2 × 2 comparison of cohorts with its weight and estimate; without covariates Σ w·β = TWFE;
 * with covariates each pair of cohorts appears once and TWFE = ω·within + (1 − ω)·Σ w·β. Cohorts
 * treated in every period are controls.
 * Errors    did/unbalanced-bacon — names the incomplete units
 * Agrees    R bacondecomp 0.1.1, 1e-8
 * Source    Goodman-Bacon (2021), eqs. 7, 10 and 26, doi 10.1016/j.jeconom.2021.03.014
 */
export function bacon(sample: DidSample, options: BaconOptions = {}): Decomposition {
  checkLibraryOptions("bacon", OPTIONS, options);
  refuseUnused(sample, "bacon", ["weights", "effects"]);
  const s = withEstimable(balanced(sample, options.balance ?? "refuse"));
  const N = s.unitLevels.length;
  const T = s.periods.length;
  const start = s.periods[0]!;
  const end = s.periods[T - 1]!;
  // Cohorts by behaviour inside the sample: treated throughout, or not at all, are one group each.
  const first = s.first.map((g) => (g > end ? NEVER : Math.max(g, start)));
  const cohorts = [...new Set(first)].sort((a, b) => a - b);
  if (cohorts.length < 2 || !cohorts.some((g) => g > start && g < NEVER)) {
    throw didError("no-variation", {
      reason: "there are not two cohorts with different treatment",
      reasonZh: "没有处理时间不同的两组单位",
    });
  }
  const design = { s, first, cohorts, N, T, start };
  return s.X.length === 0 ? withoutCovariates(design) : withCovariates(design);
}

interface Design {
  readonly s: DidSample;
  readonly first: Float64Array;
  readonly cohorts: readonly Cohort[];
  readonly N: number;
  readonly T: number;
  readonly start: number;
}

function withoutCovariates(design: Design): Decomposition {
  const { s, cohorts, N, T } = design;
  const means = cohortMeans(design, s.y);
  const share = cohorts.map((g) => means.size.get(g)! / N);
  const treatedShare = cohorts.map((g) => s.periods.filter((t) => t >= g).length / T);
  const raw: { comparison: BaconComparison; size: number }[] = [];
  const add = (
    type: BaconComparison["type"],
    k: number,
    l: number,
    size: number,
    pre: (t: number) => boolean,
    post: (t: number) => boolean,
  ) => {
    const change = (g: Cohort) => means.over(g, post) - means.over(g, pre);
    const estimate = change(cohorts[k]!) - change(cohorts[l]!);
    raw.push({
      comparison: {
        type,
        treated: cohorts[k]!,
        control: nameOf(cohorts[l]!),
        weight: size,
        estimate,
      },
      size,
    });
  };
  for (let k = 0; k < cohorts.length; k++) {
    const g = cohorts[k]!;
    if (g === NEVER || treatedShare[k] === 1) continue;
    for (let l = 0; l < cohorts.length; l++) {
      if (l === k) continue;
      const h = cohorts[l]!;
      const both = share[k]! + share[l]!;
      const n = share[k]! / both;
      const dk = treatedShare[k]!;
      const dl = treatedShare[l]!;
      const pair = both * both * n * (1 - n);
      if (h === NEVER) {
        add(
          "treated-vs-never",
          k,
          l,
          pair * dk * (1 - dk),
          (t) => t < g,
          (t) => t >= g,
        );
      } else if (h > g) {
        add(
          "earlier-vs-later",
          k,
          l,
          pair * (dk - dl) * (1 - dk),
          (t) => t < g,
          (t) => t >= g && t < h,
        );
      } else {
        const type = dl === 1 ? "later-vs-always" : "later-vs-earlier";
        add(
          type,
          k,
          l,
          pair * dk * (dl - dk),
          (t) => t >= h && t < g,
          (t) => t >= g,
        );
      }
    }
  }
  const total = raw.reduce((a, c) => a + c.size, 0);
  const comparisons = raw.map((c) => ({ ...c.comparison, weight: c.size / total }));
  const twfe = comparisons.reduce((a, c) => a + c.weight * c.estimate, 0);
  return finish(design, comparisons, twfe, null);
}

function withCovariates(design: Design): Decomposition {
  const { s, cohorts, N, T } = design;
  const d = treatmentOf(s);
  const { d: rest } = residualised(s, d);
  const variance = dotOf(rest, rest);
  const twfe = dotOf(rest, s.y) / variance;
  const dMeans = cohortMeans(design, rest);
  const yMeans = cohortMeans(design, s.y);
  // Between: cohort-period means; within: deviations from them.
  const cells = new Float64Array(s.n);
  for (let i = 0; i < s.n; i++) cells[i] = dMeans.at(design.first[s.unit[i]!]!, s.period[i]!);
  const within = rest.map((v, i) => v - cells[i]!);
  const withinVariance = dotOf(within, within);
  const raw: BaconComparison[] = [];
  let total = 0;
  for (let k = 0; k < cohorts.length; k++) {
    for (let l = k + 1; l < cohorts.length; l++) {
      const g = cohorts[k]!;
      const h = cohorts[l]!;
      const size = (dMeans.size.get(g)! * dMeans.size.get(h)!) / N;
      let V = 0;
      let C = 0;
      const gap = (m: typeof dMeans, t: number) =>
        m.at(g, t) - m.average(g) - (m.at(h, t) - m.average(h));
      for (let t = 0; t < T; t++) {
        V += size * gap(dMeans, t) ** 2;
        C += size * gap(dMeans, t) * gap(yMeans, t);
      }
      total += V;
      const type = h === NEVER ? "treated-vs-never" : "both-treated";
      raw.push({ type, treated: g, control: nameOf(h), weight: V, estimate: C / V });
    }
  }
  const comparisons = raw.map((c) => ({ ...c, weight: c.weight / total }));
  const omega = withinVariance / variance;
  const withinEstimate = withinVariance > 0 ? dotOf(within, s.y) / withinVariance : 0;
  return finish(design, comparisons, twfe, { weight: omega, estimate: withinEstimate });
}

function finish(
  { s, N, T }: Design,
  comparisons: readonly BaconComparison[],
  twfe: number,
  within: Decomposition["within"],
): Decomposition {
  const types = [...new Set(comparisons.map((c) => c.type))];
  const byType = types.map((type) => {
    const own = comparisons.filter((c) => c.type === type);
    const weight = own.reduce((a, c) => a + c.weight, 0);
    const contribution = own.reduce((a, c) => a + c.weight * c.estimate, 0);
    return { type, comparisons: own.length, weight, estimate: contribution / weight, contribution };
  });
  return {
    kind: "bacon",
    method: methodNameOf(BACON),
    outcome: s.spec.outcome,
    comparisons,
    byType,
    twfe,
    within,
    nobs: s.n,
    units: N,
    periods: T,
    warnings: s.warnings as readonly Notice[],
  };
}

function balanced(sample: DidSample, rule: "refuse" | "units"): DidSample {
  const T = sample.periods.length;
  const seen = new Int32Array(sample.unitLevels.length);
  for (const u of sample.unit) seen[u]!++;
  const incomplete = sample.unitLevels.filter((_, u) => seen[u]! < T);
  if (incomplete.length === 0) return sample;
  if (rule === "refuse") {
    throw didError("unbalanced-bacon", {
      units: seen.length,
      periods: T,
      rows: sample.n,
      complete: seen.length - incomplete.length,
      examples: incomplete.slice(0, 5).join(", "),
    });
  }
  return restrict(sample, (i) => seen[sample.unit[i]!] === T);
}

/** Means of a column by cohort and period (balanced panel). */
function cohortMeans({ s, first, T }: Design, x: Float64Array) {
  const size = new Map<Cohort, number>();
  for (const g of first) size.set(g, (size.get(g) ?? 0) + 1);
  const cells = new Map<Cohort, Float64Array>();
  for (const g of size.keys()) cells.set(g, new Float64Array(T));
  for (let i = 0; i < s.n; i++) {
    const g = first[s.unit[i]!]!;
    cells.get(g)![s.period[i]!]! += x[i]! / size.get(g)!;
  }
  return {
    size,
    at: (g: Cohort, t: number) => cells.get(g)![t]!,
    average: (g: Cohort) => cells.get(g)!.reduce((a, v) => a + v, 0) / T,
    over: (g: Cohort, keep: (time: number) => boolean) => {
      let sum = 0;
      let count = 0;
      s.periods.forEach((time, t) => {
        if (!keep(time)) return;
        sum += cells.get(g)![t]!;
        count++;
      });
      return sum / count;
    },
  };
}

function nameOf(g: Cohort): number | "never" {
  return g === NEVER ? "never" : g;
}

function dotOf(a: Float64Array, b: Float64Array): number {
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i]! * b[i]!;
  return s;
}

const BACON: MethodName = {
  name: "bacon",
  title: { en: "Goodman-Bacon (2021) decomposition", zh: "Goodman-Bacon（2021）分解" },
  phrase: {
    en: "the decomposition of Goodman-Bacon (2021)",
    zh: "Goodman-Bacon（2021）分解",
  },
  cites: [
    {
      key: "bacon",
      text: "Goodman-Bacon, A. (2021). Difference-in-differences with variation in treatment timing. Journal of Econometrics, 225(2), 254–277.",
    },
  ],
};

/** The card of {@link bacon}. */
export const baconMethod = defineAnalysis({
  ...BACON,
  summary: {
    en: "the two-way coefficient as a weighted sum of two-by-two comparisons",
    zh: "把双向固定效应系数分解为各 2×2 比较的加权和",
  },
  position: 200,
  role: "diagnosis",
  takes: [],
  assumptions: [],
  options: OPTIONS,
  run: ({ sample }, options) => bacon(sample(), options),
});
