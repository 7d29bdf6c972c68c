import { notice } from "../../base/index.js";
import type { EventStudy, MethodName } from "../../result/index.js";
import { checkLibraryOptions } from "../../result/index.js";
import { didError } from "../errors.js";
import { defineEffect } from "../methods.js";
import { eventTime, windowOn } from "../sample/clock.js";
import { collinearNotices } from "../sample/estimable.js";
import { withTest } from "../sample/inference.js";
import { type PanelProblem, panelOls } from "../sample/panel-ols.js";
import { refuseUnused } from "../sample/refuse-unused.js";
import { cohortsOf, type DidSample, withoutSingletons } from "../sample/sample.js";
import { BANDS, PARALLEL_TRENDS } from "./card-parts.js";
import { eventResult, type RelativeDummies } from "./event-study.js";

const OPTIONS = {
  window: {
    type: "range",
    en: "first and last relative time of each stack (-3,4)",
    zh: "各子实验的首末相对期（默认 -3,4）",
  },
  bands: BANDS,
} as const;

/** Options of {@link stacked}. */
export interface StackedOptions {
  /** First and last event time of each stack. Default: three observed periods before, four after. */
  readonly window?: readonly [number, number];
  readonly bands?: "both" | "pointwise";
}

const WINDOW = [-3, 4] as const;

/**
 * Stacked regression: one clean sub-experiment for each cohort.   中文: 堆叠双重差分
 *
 * A stack holds a cohort and the units never treated or first treated after its window; unit-by-stack
 * and time-by-stack effects, no weights, clusters as given. Cohorts whose window is not inside the
 * sample are left out.
 * Agrees    R fixest on the stacked data, estimates 1e-8, se 1e-7
 * Source    Cengiz et al. (2019), doi 10.1093/qje/qjz014
 */
export function stacked(sample: DidSample, options: StackedOptions = {}): EventStudy {
  checkLibraryOptions("stacked", OPTIONS, options);
  refuseUnused(sample, "stacked", ["effects"]);
  const s = sample;
  const { step } = s.clock;
  const usual = WINDOW.map((e) => e * step) as [number, number];
  const [low, high] = windowOn(s.clock, options.window ?? usual);
  const start = s.periods[0]!;
  const end = s.periods[s.periods.length - 1]!;
  const cohorts = cohortsOf(s).filter(
    (g) => eventTime(s.clock, start, g) <= low && eventTime(s.clock, end, g) >= high,
  );
  const lost = cohortsOf(s).filter((g) => g <= end && !cohorts.includes(g));
  if (cohorts.length === 0) throw didError("no-controls", { method: "stacked" });
  const stack = buildStack(s, cohorts, low, high);
  if (!stack.rel.some(Number.isNaN)) throw didError("no-controls", { method: "stacked" });
  const window = Array.from({ length: (high - low) / step + 1 }, (_, j) => low + step * j);
  const times = window.filter((e) => e !== -step);
  const columns = times.map((e) => stack.rel.map((r) => (r === e ? 1 : 0)));
  const dummies: RelativeDummies = {
    times,
    columns,
    counts: columns.map((c) => c.reduce((a, v) => a + v, 0)),
    alsoOmitted: [],
  };
  const problem = (own: readonly Float64Array[]): PanelProblem => ({
    ...stack.problem,
    X: [...own, ...stack.problem.X],
  });
  const single = panelOls(problem([stack.rel.map((r) => (r >= 0 ? 1 : 0))]));
  const whole = problem(columns);
  const fit = panelOls(whole);
  const names = [...times.map((t) => `relative time ${t}`), ...s.covariates];
  const warnings = [...s.warnings, ...collinearNotices(whole, whole.X, names, fit)];
  if (lost.length > 0) {
    warnings.push(
      notice(
        "did/cohort-outside-window",
        `cohorts ${lost.join(", ")} were left out: their window ${low} … ${high} is not inside the sample`,
        `批次 ${lost.join("、")} 的窗口 ${low} … ${high} 不在样本之内，已剔除`,
      ),
    );
  }
  return eventResult(STACKED, { ...s, n: stack.n }, dummies, fit, {
    reference: -step,
    warnings,
    bands: options.bands,
    att: withTest(single.coefficients[0]!, Math.sqrt(single.V[0]!), single.df, s.spec.level),
    extra: { cohorts, window: [low, high], rows: stack.rows, units: stack.units },
  });
}

/** The rows of all stacks one after another, with effects numbered by stack. */
function buildStack(s: DidSample, cohorts: readonly number[], low: number, high: number) {
  const at: number[] = [];
  const unitCode: number[] = [];
  const timeCode: number[] = [];
  const rel: number[] = [];
  cohorts.forEach((g, stack) => {
    for (let i = 0; i < s.n; i++) {
      const first = s.first[s.unit[i]!]!;
      const e = eventTime(s.clock, s.periods[s.period[i]!]!, g);
      // Clean controls: never treated, or first treated after the window.
      const isClean = !Number.isFinite(first) || eventTime(s.clock, first, g) > high;
      if (e < low || e > high || !(first === g || isClean)) continue;
      at.push(i);
      unitCode.push(stack * s.unitLevels.length + s.unit[i]!);
      timeCode.push(stack * s.periods.length + s.period[i]!);
      rel.push(first === g ? e : Number.NaN);
    }
  });
  const rows = at.length;
  const stay = withoutSingletons([unitCode, timeCode]);
  const only = <T>(list: T[]) => list.filter((_, i) => stay[i] === 1);
  return { rows, ...assemble(s, only(at), only(unitCode), only(timeCode), only(rel)) };
}

function assemble(
  s: DidSample,
  at: readonly number[],
  unitCode: readonly number[],
  timeCode: readonly number[],
  rel: readonly number[],
) {
  const pick = (x: Float64Array) => Float64Array.from(at, (i) => x[i]!);
  const cluster = compact(at.map((i) => s.cluster[i]!));
  const unit = compact(unitCode);
  const time = compact(timeCode);
  return {
    n: at.length,
    rel: Float64Array.from(rel),
    units: new Set(at.map((i) => s.unit[i]!)).size,
    problem: {
      y: pick(s.y),
      X: s.X.map(pick),
      effects: [
        { name: `${s.spec.unit}^stack`, codes: unit.codes, levels: unit.levels },
        { name: `${s.spec.time}^stack`, codes: time.codes, levels: time.levels },
      ],
      cluster: cluster.codes,
      clusters: cluster.levels,
      weights: s.weights === null ? null : pick(s.weights),
    } satisfies PanelProblem,
  };
}

function compact(codes: readonly number[]): { codes: Int32Array; levels: number } {
  const seen = new Map<number, number>();
  const out = Int32Array.from(codes, (c) => {
    const code = seen.get(c) ?? seen.size;
    seen.set(c, code);
    return code;
  });
  return { codes: out, levels: seen.size };
}

const STACKED: MethodName = {
  name: "stacked",
  title: { en: "Stacked (Cengiz et al. 2019)", zh: "堆叠 DID（Cengiz 等，2019）" },
  phrase: {
    en: "a stacked design (Cengiz et al. 2019)",
    zh: "堆叠双重差分（Cengiz 等，2019）",
  },
  cites: [
    {
      key: "stacked",
      text: "Cengiz, D., Dube, A., Lindner, A., & Zipperer, B. (2019). The effect of minimum wages on low-wage jobs. Quarterly Journal of Economics, 134(3), 1405–1454.",
    },
  ],
};

/** The card of {@link stacked}. */
export const stackedMethod = defineEffect({
  ...STACKED,
  summary: {
    en: "stacked regression: one clean sub-experiment for each cohort",
    zh: "堆叠双重差分：每个批次一个干净的子实验",
  },
  position: 100,
  role: "dynamic",
  takes: ["cluster", "weights"],
  assumptions: [PARALLEL_TRENDS],
  options: OPTIONS,
  compared: { when: "usual", covariates: "kept" },
  run: ({ sample }, options) => stacked(sample(), options),
});
