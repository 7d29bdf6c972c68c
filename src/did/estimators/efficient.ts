import { type Notice, notice } from "../../base/index.js";
import { multiplyVector, quadraticForm, solveLinear } from "../../math/index.js";
import type { EventStudy, MethodName } from "../../result/index.js";
import { didError } from "../errors.js";
import { defineEffect } from "../methods.js";
import { eventTime } from "../sample/clock.js";
import { type Estimate, eventRows, levelOf, withTest } from "../sample/inference.js";
import { refuseUnused } from "../sample/refuse-unused.js";
import type { DidSample } from "../sample/sample.js";

/** Which pre-treatment adjustment: the efficient one, or that of the named estimator. */
export type EfficientKind = "efficient" | "cs" | "sa";

/** One estimand of {@link efficient} with both standard errors. */
export interface EfficientRow extends Estimate {
  /** Conservative standard error. */
  readonly seNeyman: number | null;
  /** Degrees of freedom of test and interval (Welch–Satterthwaite over cohorts). */
  readonly df: number;
  /** Weight of the pre-treatment difference: 1 is a difference in differences. */
  readonly beta: number;
}

/**
 * Roth and Sant'Anna's plug-in efficient estimator for random treatment timing.
 * 中文: Roth–Sant'Anna 有效估计
 *
 * θ̂ = contrast after treatment − β̂ · the same contrast just before it, β̂ minimising the variance.
 * Valid when timing is as good as random, which is more than parallel trends. Test and interval use
 * t with Welch–Satterthwaite degrees of freedom: the variance is a sum over cohorts, each estimated
 * from its own units (staggered leaves the quantile to the user).
 * Errors    did/not-supported — an unbalanced panel, covariates, weights or clusters above the unit
 * Agrees    R staggered 1.2.2, estimates 1e-8, se 1e-7
 * Source    Roth & Sant'Anna (2023), doi 10.1086/726581
 */
export function efficient(sample: DidSample, kind: EfficientKind = "efficient"): EventStudy {
  refuseUnused(sample, "efficient", ["covariates", "weights", "effects", "clusters"]);
  const design = readCohorts(sample);
  const { cells, warnings } = design;
  const weightsFor = (pick: (c: Cell) => boolean): Weighted[] => {
    const own = cells.filter(pick);
    const total = own.reduce((a, c) => a + c.size, 0);
    return own.map((c) => ({ ...c, weight: c.size / total }));
  };
  const groups = [...new Set(cells.map((c) => c.group))];
  const times = [...new Set(cells.map((c) => c.time))];
  const all = groups.reduce((a, g) => a + design.size.get(g)!, 0);
  const byCohort = groups.flatMap((g) => {
    const own = cells.filter((c) => c.group === g);
    return own.map((c) => ({ ...c, weight: design.size.get(g)! / all / own.length }));
  });
  const byTime = times.flatMap((t) =>
    weightsFor((c) => c.time === t).map((c) => ({ ...c, weight: c.weight / times.length })),
  );
  const estimate = (list: readonly Weighted[]) => estimand(design, list, kind);
  const since = (c: Cell) => eventTime(sample.clock, c.time, c.group);
  const lags = [...new Set(cells.map(since))].sort((a, b) => a - b);
  const rows = lags.map((e) => ({
    time: e,
    ...estimate(weightsFor((c) => since(c) === e)),
  }));
  const simple = estimate(weightsFor(() => true));
  const { seNeyman: _n, beta: _b, df: _d, ...att } = simple;
  return {
    kind: "efficient",
    method: EFFICIENT,
    outcome: sample.spec.outcome,
    events: rows.flatMap((r) => {
      const n = cells.filter((c) => since(c) === r.time).reduce((a, c) => a + c.size, 0);
      return eventRows([{ ...r, n }], r.df, null, design.level);
    }),
    att,
    pretrend: null,
    nobs: sample.n,
    ...levelOf(sample),
    warnings: [...warnings, ...notEstimable([simple, ...rows])],
    extra: {
      estimator: kind,
      aggregate: { simple, cohort: estimate(byCohort), calendar: estimate(byTime) },
      eventDetails: rows,
    },
  };
}

interface Cell {
  readonly group: number;
  readonly time: number;
  readonly size: number;
}

interface Weighted extends Cell {
  readonly weight: number;
}

interface Cohorts {
  readonly groups: readonly number[];
  readonly size: ReadonlyMap<number, number>;
  /** Mean outcome by period, and its covariance between units (T × T). */
  readonly mean: ReadonlyMap<number, Float64Array>;
  readonly S: ReadonlyMap<number, Float64Array>;
  readonly periods: readonly number[];
  readonly cells: readonly Cell[];
  readonly N: number;
  readonly level: number | undefined;
  readonly warnings: readonly Notice[];
}

function readCohorts(s: DidSample): Cohorts {
  const T = s.periods.length;
  const units = s.unitLevels.length;
  if (s.n !== units * T) {
    throw didError("not-supported", {
      what: "the efficient estimator needs a balanced panel.",
      whatZh: "有效估计要求平衡面板。",
      instead: "Keep the units seen in every period.",
      insteadZh: "请只保留各期均有观测的单位。",
    });
  }
  const Y = new Float64Array(s.n);
  for (let i = 0; i < s.n; i++) Y[s.unit[i]! * T + s.period[i]!] = s.y[i]!;
  const start = s.periods[0]!;
  const end = s.periods[T - 1]!;
  const first = s.first.map((g) => (g > end ? Number.POSITIVE_INFINITY : g));
  const always = first.filter((g) => g <= start).length;
  const groups = [...new Set(first)].filter((g) => g > start).sort((a, b) => a - b);
  const size = new Map<number, number>();
  const mean = new Map<number, Float64Array>();
  const S = new Map<number, Float64Array>();
  for (const g of groups) {
    const own = Array.from(first, (_, u) => u).filter((u) => first[u] === g);
    size.set(g, own.length);
    const m = new Float64Array(T);
    for (const u of own) for (let t = 0; t < T; t++) m[t]! += Y[u * T + t]! / own.length;
    const C = new Float64Array(T * T);
    for (const u of own) {
      for (let a = 0; a < T; a++) {
        for (let b = 0; b < T; b++) {
          C[a * T + b]! += (Y[u * T + a]! - m[a]!) * (Y[u * T + b]! - m[b]!);
        }
      }
    }
    mean.set(g, m);
    S.set(
      g,
      C.map((v) => v / Math.max(1, own.length - 1)),
    );
  }
  const last = groups[groups.length - 1] ?? 0;
  const cells = groups.flatMap((g) =>
    s.periods.flatMap((t) =>
      t >= g && t < last ? [{ group: g, time: t, size: size.get(g)! }] : [],
    ),
  );
  if (cells.length === 0) throw didError("no-controls", { method: "efficient" });
  const warnings = [...s.warnings];
  const alone = groups.filter((g) => size.get(g) === 1);
  if (alone.length > 0) {
    warnings.push(
      notice(
        "did/small-cohort",
        `cohorts of one unit (${alone.join(", ")}) add nothing to the variance`,
        `只有一个单位的批次（${alone.join("、")}）不计入方差`,
      ),
    );
  }
  if (always > 0) {
    warnings.push(
      notice(
        "did/always-treated",
        `${always} units treated throughout were left out`,
        `剔除了 ${always} 个始终受处理的单位`,
      ),
    );
  }
  const N = groups.reduce((a, g) => a + size.get(g)!, 0);
  return { groups, size, mean, S, periods: s.periods, cells, N, level: s.spec.level, warnings };
}

function notEstimable(rows: readonly EfficientRow[]): Notice[] {
  const count = rows.filter((r) => r.se === null).length;
  if (count === 0) return [];
  return [
    notice(
      "did/not-estimable",
      `${count} of ${rows.length} standard errors cannot be estimated: every treated cohort behind them has one unit, or the adjustment takes the whole variance`,
      `${rows.length} 个标准误中有 ${count} 个无法估计：相应的处理批次都只有一个单位，或调整项抵消了全部方差`,
    ),
  ];
}

function estimand(d: Cohorts, list: readonly Weighted[], kind: EfficientKind): EfficientRow {
  const T = d.periods.length;
  const after = new Map(d.groups.map((g) => [g, new Float64Array(T)]));
  const before = new Map(d.groups.map((g) => [g, new Float64Array(T)]));
  const last = d.groups[d.groups.length - 1]!;
  for (const c of list) {
    const t = d.periods.indexOf(c.time);
    const base = lastBefore(d.periods, c.group);
    const controls = kind === "sa" ? [last] : d.groups.filter((g) => g > c.time);
    const total = controls.reduce((a, g) => a + d.size.get(g)!, 0);
    after.get(c.group)![t]! += c.weight;
    before.get(c.group)![base]! += c.weight;
    for (const g of controls) {
      const share = (c.weight * d.size.get(g)!) / total;
      after.get(g)![t]! -= share;
      before.get(g)![base]! -= share;
    }
  }
  const sum = (f: (g: number) => number) => d.groups.reduce((a, g) => a + f(g), 0);
  const product = (a: Float64Array, S: Float64Array, b: Float64Array) => {
    const v = multiplyVector(S, T, T, b);
    return a.reduce((s, x, i) => s + x * v[i]!, 0);
  };
  const varX = sum((g) => product(before.get(g)!, d.S.get(g)!, before.get(g)!) / d.size.get(g)!);
  const cov = sum((g) => product(before.get(g)!, d.S.get(g)!, after.get(g)!) / d.size.get(g)!);
  const beta = kind === "efficient" ? cov / varX : 1;
  const at = (w: ReadonlyMap<number, Float64Array>) =>
    sum((g) => w.get(g)!.reduce((a, x, t) => a + x * d.mean.get(g)![t]!, 0));
  const parts = d.groups.map((g) => {
    const a = after.get(g)!.map((v, t) => v - beta * before.get(g)![t]!);
    return { value: quadraticForm(a, d.S.get(g)!) / d.size.get(g)!, units: d.size.get(g)! };
  });
  const neyman = parts.reduce((a, p) => a + p.value, 0);
  const adjusted = neyman - adjustment(d, after);
  const estimate = at(after) - beta * at(before);
  // One treated unit in all has no spread of its own: what is left would be the controls' alone.
  const isEstimable = list.some((c) => d.size.get(c.group)! > 1);
  // Welch: the variance of each cohort is estimated from its own few units.
  const df = neyman ** 2 / parts.reduce((a, p) => a + p.value ** 2 / Math.max(1, p.units - 1), 0);
  return {
    ...withTest(estimate, isEstimable ? Math.sqrt(Math.max(0, adjusted)) : null, df, d.level),
    seNeyman: isEstimable ? Math.sqrt(neyman) : null,
    df,
    beta,
  };
}

/** What periods before the first cohort reveal of the heterogeneity of effects (their eq. 11). */
function adjustment(d: Cohorts, after: ReadonlyMap<number, Float64Array>): number {
  const T = d.periods.length;
  const m = d.periods.filter((t) => t < d.groups[0]!).length;
  if (m === 0) return 0;
  const betaBar = new Float64Array(m);
  const average = new Float64Array(m * m);
  for (const g of d.groups) {
    const S = d.S.get(g)!;
    const M = new Float64Array(m * m);
    for (let a = 0; a < m; a++) for (let b = 0; b < m; b++) M[a * m + b] = S[a * T + b]!;
    const right = multiplyVector(S, T, T, after.get(g)!).slice(0, m);
    const own = d.size.get(g)! > m ? solveLinear(M, m, right) : new Float64Array(m);
    for (let a = 0; a < m; a++) betaBar[a]! += own[a]!;
    for (let a = 0; a < m * m; a++) average[a]! += M[a]! / d.groups.length;
  }
  return quadraticForm(betaBar, average) / d.N;
}

function lastBefore(periods: readonly number[], g: number): number {
  let at = -1;
  periods.forEach((t, i) => {
    if (t < g) at = i;
  });
  return at;
}

const EFFICIENT: MethodName = {
  name: "efficient",
  title: { en: "Roth–Sant'Anna (2023)", zh: "Roth–Sant'Anna（2023）" },
  phrase: {
    en: "the efficient estimator of Roth and Sant'Anna (2023)",
    zh: " Roth 和 Sant'Anna（2023）有效估计量",
  },
  cites: [
    {
      key: "efficient",
      text: "Roth, J., & Sant'Anna, P. H. C. (2023). Efficient estimation for staggered rollout designs. Journal of Political Economy: Microeconomics, 1(4), 669–709.",
    },
  ],
};

/** The card of {@link efficient}. */
export const efficientMethod = defineEffect({
  ...EFFICIENT,
  summary: {
    en: "plug-in efficient estimator for random timing",
    zh: "处理时间随机时的有效估计",
  },
  position: 90,
  role: "dynamic",
  takes: [],
  assumptions: [
    {
      en: "The time at which a unit is treated is as good as random, which is more than parallel trends.",
      zh: "各单位的处理时间近似随机，强于平行趋势。",
      remedy: {
        en: "Where timing was chosen, use an estimator that needs parallel trends alone.",
        zh: "若处理时间并非随机，请改用只要求平行趋势的估计量。",
      },
    },
  ],
  options: {},
  compared: { when: "all", covariates: "left-out" },
  run: ({ sample }) => efficient(sample()),
});
