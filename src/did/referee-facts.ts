import { twoSidedP } from "../math/index.js";
import { eventStudy } from "./event-study.js";
import { panelOls } from "./panel-ols.js";
import { type DidSample, dropSingletons, treatmentOf } from "./sample.js";
import { sweepOf } from "./sweep.js";
import { twfeWeights } from "./weights.js";

/** What a referee asks of a design, in numbers.   中文: 审稿检查所需的事实 */
export interface DesignFacts {
  readonly negativeWeights?: number;
  readonly leadsP?: number;
  readonly clusters: number;
  readonly controls: readonly { readonly name: string; readonly p: number }[];
  readonly persistence: number;
  readonly residuals: { readonly correlation: number; readonly clustered: "yes" | "no" };
  readonly neverShare: number;
}

/** Gathers the facts that the referee rules look at. */
export function designFacts(sample: DidSample): DesignFacts {
  const s = dropSingletons(sample);
  const D = treatmentOf(s);
  const weights = twfeWeights(s);
  const { positive, negative } = weights;
  const leads = eventStudy(s, { bands: "pointwise" }).pretrend;
  const controls = s.X.map((x, j) => {
    const fit = panelOls({ ...s, y: x, X: [D] });
    const p = twoSidedP(fit.coefficients[0]! / Math.sqrt(fit.V[0]!), fit.df);
    return { name: s.covariates[j]!, p };
  });
  const fit = panelOls({ ...s, X: [D, ...s.X] });
  const nested = new Map<number, number>();
  let clustered: "yes" | "no" = "yes";
  for (let i = 0; i < s.n; i++) {
    const before = nested.get(s.unit[i]!);
    if (before !== undefined && before !== s.cluster[i]) clustered = "no";
    nested.set(s.unit[i]!, s.cluster[i]!);
  }
  const end = s.periods[s.periods.length - 1]!;
  return {
    negativeWeights: -negative.sum / (positive.sum - negative.sum),
    ...(leads === null ? {} : { leadsP: leads.p }),
    clusters: s.clusters,
    controls,
    persistence: lagCorrelation(s, sweepOf(s.effects, s.weights).residual(s.y)),
    residuals: { correlation: lagCorrelation(s, fit.residuals), clustered },
    neverShare: s.first.filter((g) => g > end).length / s.first.length,
  };
}

/** Correlation of a column with its value one period earlier in the same unit. */
function lagCorrelation(s: DidSample, x: Float64Array): number {
  const T = s.periods.length;
  const at = new Int32Array(s.unitLevels.length * T).fill(-1);
  for (let i = 0; i < s.n; i++) at[s.unit[i]! * T + s.period[i]!] = i;
  const pairs: [number, number][] = [];
  for (let i = 0; i < s.n; i++) {
    const p = s.period[i]!;
    const gap = p > 0 ? s.periods[p]! - s.periods[p - 1]! : 0;
    const before = p > 0 && gap === 1 ? at[s.unit[i]! * T + p - 1]! : -1;
    if (before >= 0) pairs.push([x[before]!, x[i]!]);
  }
  const mean = (j: 0 | 1) => pairs.reduce((a, q) => a + q[j], 0) / pairs.length;
  const [m0, m1] = [mean(0), mean(1)];
  let c = 0;
  let v0 = 0;
  let v1 = 0;
  for (const [a, b] of pairs) {
    c += (a - m0) * (b - m1);
    v0 += (a - m0) ** 2;
    v1 += (b - m1) ** 2;
  }
  return c / Math.sqrt(v0 * v1);
}
