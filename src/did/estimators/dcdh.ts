import type { EventStudy, MethodName } from "../../result/index.js";
import { checkLibraryOptions } from "../../result/index.js";
import { didError } from "../errors.js";
import { defineEffect } from "../methods.js";
import { clusterOfUnits } from "../sample/cluster-of-units.js";
import {
  combination,
  type EventCell,
  eventRows,
  jointTest,
  levelOf,
  supCritical,
  withTest,
} from "../sample/inference.js";
import { refuseUnused } from "../sample/refuse-unused.js";
import { cohortsOf, type DidSample } from "../sample/sample.js";
import { BANDS, PARALLEL_TRENDS } from "./card-parts.js";

const OPTIONS = {
  effects: { type: "integer", least: 1, en: "effects (5)", zh: "效应期数（默认 5）" },
  placebos: { type: "integer", least: 0, en: "placebos (2)", zh: "安慰剂期数（默认 2）" },
  bands: BANDS,
} as const;

/** Options of {@link dcdh}. */
export interface DcdhOptions {
  /** Effects, counted in observed periods; the first treated period is the first. Default 5. */
  readonly effects?: number;
  /** Observed periods before. Default 2. */
  readonly placebos?: number;
  readonly bands?: "both" | "pointwise";
}

const DEFAULTS = { effects: 5, placebos: 2 };

/** One effect or placebo with its score by unit. */
interface Step {
  readonly time: number;
  readonly estimate: number;
  readonly scores: Float64Array;
  readonly switchers: number;
  readonly n: number;
}

/**
 * Event-study estimators of de Chaisemartin and D'Haultfœuille.   中文: dCDH 动态效应
 *
 * Effect ℓ compares the change from the last untreated period to ℓ periods later of switchers with
 * that of units not yet treated then; placebos look as far back. `events`: time 0 is the first
 * treated period (their step 1), placebo ℓ stands at −ℓ−1 against −1. `att` is the average over
 * steps weighted by switchers. Scores are centred on cohort and control means with n/(n−1).
 * Agrees    R DIDmultiplegtDYN 2.1.2: effects to its five decimals, se 1e-6; effects also equal the
 *           not-yet-treated Callaway–Sant'Anna dynamic effects at 1e-8
 * Source    de Chaisemartin & D'Haultfœuille (2024), doi 10.1162/rest_a_01414
 */
export function dcdh(sample: DidSample, options: DcdhOptions = {}): EventStudy {
  checkLibraryOptions("dcdh", OPTIONS, options);
  refuseUnused(sample, "dcdh", ["covariates", "weights", "effects"]);
  const wanted = { ...DEFAULTS, ...options };
  const grid = outcomeGrid(sample);
  const effects: Step[] = [];
  for (let l = 1; l <= wanted.effects; l++) {
    const step = stepOf(sample, grid, l, "effect");
    if (step !== null) effects.push(step);
  }
  if (effects.length === 0) throw didError("no-controls", { method: "dcdh" });
  const placebos: Step[] = [];
  for (let l = 1; l <= wanted.placebos; l++) {
    const step = stepOf(sample, grid, l, "placebo");
    if (step !== null) placebos.unshift(step);
  }
  const steps = [...placebos, ...effects];
  const V = covariance(sample, steps);
  const m = steps.length;
  const { level } = sample.spec;
  const estimates = Float64Array.from(steps, (s) => s.estimate);
  const total = effects.reduce((a, s) => a + s.switchers, 0);
  const weights = Float64Array.from(steps, (s, j) =>
    j < placebos.length ? 0 : s.switchers / total,
  );
  const average = combination(weights, estimates, V);
  const critical =
    options.bands === "pointwise" ? null : supCritical(V, m, Number.POSITIVE_INFINITY, level);
  const cells: EventCell[] = steps.map((s, j) => ({
    time: s.time,
    estimate: s.estimate,
    se: Math.sqrt(V[j * m + j]!),
    n: s.switchers,
  }));
  if (placebos.length > 0) {
    cells.push({ time: -sample.clock.step, estimate: 0, se: null, n: null });
  }
  cells.sort((a, b) => a.time - b.time);
  const pick = (from: number, to: number) => Array.from({ length: to - from }, (_, j) => from + j);
  const infinite = Number.POSITIVE_INFINITY;
  return {
    kind: "dcdh",
    method: DCDH,
    outcome: sample.spec.outcome,
    events: eventRows(cells, infinite, critical, level),
    att: withTest(average.estimate, average.se, infinite, level),
    pretrend: jointTest(estimates, V, pick(0, placebos.length), infinite),
    nobs: sample.n,
    ...levelOf(sample),
    warnings: sample.warnings,
    extra: {
      jointEffects: jointTest(estimates, V, pick(placebos.length, m), infinite),
      steps: steps.map((s) => ({ time: s.time, switchers: s.switchers, n: s.n })),
      supCritical: critical,
      clusters: { [sample.clusterName]: sample.clusters },
    },
  };
}

/** Outcome by unit and period; NaN where there is no row. */
function outcomeGrid(s: DidSample): Float64Array {
  const T = s.periods.length;
  const grid = new Float64Array(s.unitLevels.length * T).fill(Number.NaN);
  for (let i = 0; i < s.n; i++) grid[s.unit[i]! * T + s.period[i]!] = s.y[i]!;
  return grid;
}

function stepOf(
  s: DidSample,
  grid: Float64Array,
  l: number,
  kind: "effect" | "placebo",
): Step | null {
  const T = s.periods.length;
  const units = s.unitLevels.length;
  const scores = new Float64Array(units);
  let switchers = 0;
  let n = 0;
  let sum = 0;
  for (const g of cohortsOf(s)) {
    const at = s.periods.indexOf(g);
    const base = at - 1;
    const end = base + l;
    const other = kind === "effect" ? end : base - l;
    if (base < 0 || end >= T || other < 0) continue;
    const last = s.periods[end]!;
    const change = (u: number) => grid[u * T + other]! - grid[u * T + base]!;
    const seen = (u: number) => Number.isFinite(change(u)) && Number.isFinite(grid[u * T + end]!);
    const own: number[] = [];
    const others: number[] = [];
    for (let u = 0; u < units; u++) {
      if (!seen(u)) continue;
      if (s.first[u] === g) own.push(u);
      else if (s.first[u]! > last) others.push(u);
    }
    if (own.length === 0 || others.length === 0) continue;
    const centre = (list: readonly number[]) =>
      list.reduce((a, u) => a + change(u), 0) / list.length;
    const mine = centre(own);
    const theirs = centre(others);
    const wide = (count: number) => (count > 1 ? Math.sqrt(count / (count - 1)) : 1);
    for (const u of own) scores[u]! += wide(own.length) * (change(u) - mine);
    for (const u of others) {
      const share = own.length / others.length;
      scores[u]! -= share * wide(others.length) * (change(u) - theirs);
    }
    switchers += own.length;
    n += own.length + others.length;
    sum += own.length * (mine - theirs);
  }
  if (switchers === 0) return null;
  for (let u = 0; u < units; u++) scores[u]! /= switchers;
  const time = (kind === "effect" ? l - 1 : -l - 1) * s.clock.step;
  return { time, estimate: sum / switchers, scores, switchers, n };
}

/** Sums of products of scores, added up inside clusters. */
function covariance(s: DidSample, steps: readonly Step[]): Float64Array {
  const clusterOf = clusterOfUnits(s, "dcdh");
  const sums = steps.map((step) => {
    const out = new Float64Array(s.clusters);
    step.scores.forEach((v, u) => {
      out[clusterOf[u]!]! += v;
    });
    return out;
  });
  const m = steps.length;
  const V = new Float64Array(m * m);
  for (let a = 0; a < m; a++) {
    for (let b = 0; b < m; b++) {
      for (let g = 0; g < s.clusters; g++) V[a * m + b]! += sums[a]![g]! * sums[b]![g]!;
    }
  }
  return V;
}

const DCDH: MethodName = {
  name: "dcdh",
  title: { en: "dCDH (2024)", zh: "dCDH（2024）" },
  phrase: {
    en: "the estimator of de Chaisemartin and D'Haultfœuille (2024)",
    zh: " de Chaisemartin 和 D'Haultfœuille（2024）估计量",
  },
  cites: [
    {
      key: "dcdh",
      text: "de Chaisemartin, C., & D'Haultfœuille, X. (2024). Difference-in-differences estimators of intertemporal treatment effects. Review of Economics and Statistics, advance article.",
    },
  ],
};

/** The card of {@link dcdh}. */
export const dcdhMethod = defineEffect({
  ...DCDH,
  summary: {
    en: "event-study estimators of switchers against units not yet treated",
    zh: "处理状态转换单位与尚未处理单位的动态比较",
  },
  position: 80,
  role: "dynamic",
  takes: ["cluster"],
  assumptions: [PARALLEL_TRENDS],
  options: OPTIONS,
  compared: { when: "all", covariates: "left-out" },
  run: ({ sample }, options) => dcdh(sample(), options),
});
