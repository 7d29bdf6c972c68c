import { greatest } from "../../base/index.js";
import { qnorm } from "../../math/index.js";
import type { EventStudy, MethodName } from "../../result/index.js";
import { checkLibraryOptions } from "../../result/index.js";
import { didError } from "../errors.js";
import { BINS, PARALLEL_TRENDS, SEED } from "../estimators/card-parts.js";
import { eventStudy } from "../estimators/event-study.js";
import { eventStudyFit } from "../estimators/regression.js";
import { defineAnalysis } from "../methods.js";
import { combination, LEVEL } from "../sample/inference.js";
import type { HonestInput, HonestRow } from "./honest-input.js";
import { relativeMagnitudes } from "./honest-relative.js";
import { smoothness } from "./honest-smoothness.js";

const OPTIONS = {
  bins: BINS,
  restriction: {
    type: "choice",
    choices: ["relative", "smoothness"],
    en: "relative (to the largest change of trend before) | smoothness",
    zh: "relative（相对处理前最大偏离，默认）| smoothness（平滑性）",
  },
  target: {
    type: "choice",
    choices: ["first", "average"],
    en: "effect judged: first | average",
    zh: "目标效应：first（首期，默认）| average（平均）",
  },
  m: { type: "numbers", least: 0, en: "bounds to try", zh: "界限取值" },
  seed: { ...SEED, needs: { option: "restriction", is: [undefined, "relative"] } },
} as const;

/** Sensitivity of an effect to violations of parallel trends.   中文: 平行趋势敏感性分析 */
export interface Honest {
  readonly kind: "honest";
  readonly restriction: "relative" | "smoothness";
  readonly target: "first" | "average";
  /** Level of the intervals; left out: 0.95. */
  readonly level?: number;
  readonly original: { readonly estimate: number; readonly ciLow: number; readonly ciHigh: number };
  readonly rows: readonly HonestRow[];
  /** Largest bound tried whose interval leaves out zero; null when none does. */
  readonly breakdown: number | null;
}

/** Of the library alone: the command line has the level from its shared options. */
const METHOD = {
  type: "choice",
  choices: ["conditional", "c-lf"],
  en: "relative: conditional (ARP) | c-lf (with a least-favourable first stage)",
  zh: "relative：conditional（ARP）| c-lf（含最不利第一阶段，默认）",
} as const;
const OF_INTERVALS = { type: "number", above: 0, en: "of the intervals", zh: "置信水平" } as const;

/** Options of {@link honest}. */
export interface HonestOptions {
  /** Default relative magnitudes. */
  readonly restriction?: "relative" | "smoothness";
  /** Default: the first post-treatment effect. */
  readonly target?: "first" | "average";
  /** Bounds. Default relative 0, 0.5, 1, 1.5, 2; smoothness 0, ¼, ½, 1 standard errors of the target. */
  readonly m?: readonly number[];
  /** Relative: `conditional` (ARP) or `c-lf` (with a least-favourable first stage). Default c-lf. */
  readonly method?: "conditional" | "c-lf";
  readonly seed?: number;
  /** Level of the intervals. Default 0.95. */
  readonly level?: number;
}

/**
 * Rambachan–Roth: intervals that hold when trends may differ by a bounded amount.
 * 中文: Rambachan–Roth 平行趋势敏感性
 *
 * Relative magnitudes: a change of trend after treatment is at most M̄ times the largest one before.
 * Smoothness: the slope changes by at most M between consecutive periods.
 * Agrees    R HonestDiD 0.2.6 within 2e-4 (smoothness) and a grid step (relative)
 * Source    Rambachan & Roth (2023), doi 10.1093/restud/rdad018
 */
export function honest(input: HonestInput, options: HonestOptions = {}): Honest {
  const { bins: _, ...own } = OPTIONS;
  checkLibraryOptions("honest", { ...own, method: METHOD, level: OF_INTERVALS }, options);
  const restriction = options.restriction ?? "relative";
  const target = options.target ?? "first";
  const l = Float64Array.from({ length: input.post }, (_, j) =>
    target === "average" ? 1 / input.post : j === 0 ? 1 : 0,
  );
  if (input.pre < (restriction === "smoothness" ? 2 : 1) || input.post < 1) {
    throw didError("not-supported", {
      what: "too few leads for this analysis.",
      whatZh: "前置期不足，无法进行该分析。",
      instead: "Keep at least two leads besides the base.",
      insteadZh: "除基期外至少保留两个前置期。",
    });
  }
  const weights = new Float64Array(input.pre + input.post);
  weights.set(l, input.pre);
  const { estimate, se } = combination(weights, input.beta, input.V);
  const level = options.level ?? LEVEL;
  const z = qnorm((1 - level) / 2, { tail: "upper" });
  const bounds =
    options.m ?? (restriction === "relative" ? [0, 0.5, 1, 1.5, 2] : [0, se / 4, se / 2, se]);
  const rows =
    restriction === "smoothness"
      ? bounds.map((m) => smoothness(input, l, m, level))
      : relativeMagnitudes(input, l, bounds, {
          method: options.method ?? "c-lf",
          seed: options.seed ?? 1,
          level,
          centre: estimate,
          se,
        });
  const clear = rows.filter(
    (r) => r.ciLow !== null && r.ciHigh !== null && (r.ciLow > 0 || r.ciHigh < 0),
  );
  return {
    kind: "honest",
    restriction,
    target,
    ...(options.level === undefined ? {} : { level }),
    original: { estimate, ciLow: estimate - z * se, ciHigh: estimate + z * se },
    rows,
    breakdown: clear.length === 0 ? null : greatest(clear.map((r) => r.m)),
  };
}

/** The coefficients of an event study of this room, ready for {@link honest}. */
export function honestInput(study: EventStudy): HonestInput {
  const found = study.extra?.covariance as
    | { readonly times: readonly number[]; readonly matrix: readonly (readonly number[])[] }
    | undefined;
  if (found === undefined) {
    throw didError("not-supported", {
      what: "this event study carries no covariance matrix.",
      whatZh: "该事件研究结果不含协方差矩阵。",
      instead: "Use did event-study.",
      insteadZh: "请使用 did event-study。",
    });
  }
  refuseHoles(found.times, study.extra?.reference);
  const at = new Map(study.events.map((e) => [e.time, e.estimate]));
  return {
    beta: Float64Array.from(found.times, (t) => at.get(t)!),
    V: Float64Array.from(found.matrix.flat()),
    pre: found.times.filter((t) => t < 0).length,
    post: found.times.filter((t) => t >= 0).length,
  };
}

/** Bounds on changes of trend mean something between neighbouring event times only. */
function refuseHoles(times: readonly number[], reference: unknown): void {
  const all = [...times, ...(typeof reference === "number" ? [reference] : [])];
  all.sort((a, b) => a - b);
  const gaps = all.slice(1).map((e, j) => e - all[j]!);
  const step = gaps.reduce((a, g) => Math.min(a, g), Number.POSITIVE_INFINITY);
  const missing = gaps.flatMap((gap, j) =>
    Array.from({ length: Math.round(gap / step) - 1 }, (_, m) => all[j]! + (m + 1) * step),
  );
  if (missing.length > 0) throw didError("event-time-hole", { missing: missing.join(", ") });
}

/** Bounds that an event study was judged by. */
export interface HonestStudy extends Honest {
  readonly outcome: string;
  readonly nobs: number;
  readonly seed: number | null;
  readonly warnings: EventStudy["warnings"];
}

const HONEST: MethodName = {
  name: "honest",
  title: { en: "Rambachan–Roth (2023) bounds", zh: "Rambachan–Roth（2023）敏感性" },
  phrase: {
    en: "bounds on violations of parallel trends (Rambachan and Roth 2023)",
    zh: "平行趋势偏离的界限（Rambachan 和 Roth，2023）",
  },
  cites: [
    {
      key: "honest",
      text: "Rambachan, A., & Roth, J. (2023). A more credible approach to parallel trends. Review of Economic Studies, 90(5), 2555–2591.",
    },
  ],
};

/** The card of {@link honest}. */
export const honestMethod = defineAnalysis({
  ...HONEST,
  summary: {
    en: "how far trends may differ before the effect cannot be told from zero",
    zh: "趋势可偏离到何种程度，效应仍异于零",
  },
  position: 300,
  role: "diagnosis",
  takes: ["engine", "level"],
  assumptions: [PARALLEL_TRENDS],
  options: OPTIONS,
  run: ({ sample, model }, { bins, seed = 1, ...how }): HonestStudy => {
    const rules = { ...(bins === undefined ? {} : { bins }), bands: "pointwise" } as const;
    const study =
      model === undefined
        ? eventStudy(sample(), rules)
        : eventStudyFit(model.table, model.formula, model.keys, model.options, rules);
    const { outcome, nobs, warnings } = study;
    const at = study.level === undefined ? {} : { level: study.level };
    const found = honest(honestInput(study), { ...how, ...at, seed });
    return {
      ...found,
      outcome,
      nobs,
      seed: found.restriction === "relative" ? seed : null,
      warnings,
    };
  },
});
