import { olsFit } from "../../regress/index.js";
import { rankOptionsOf } from "./estimable.js";
import type { DidSample } from "./sample.js";
import { type Sweep, sweepOf } from "./sweep.js";

/**
 * A column with fixed effects and covariates partialled out (Frisch–Waugh–Lovell).
 * 中文: 剔除固定效应与协变量后的残差
 */
export function residualised(
  s: Pick<DidSample, "X" | "effects" | "weights">,
  d: Float64Array,
  sweep: Sweep = sweepOf(s.effects, s.weights),
): { readonly d: Float64Array; readonly covariates: readonly Float64Array[] } {
  const X = s.X.map((x) => sweep.residual(x));
  const out = sweep.residual(d);
  if (X.length === 0) return { d: out, covariates: X };
  const { kept, residuals } = olsFit(X, out, s.weights, rankOptionsOf(s, s.X));
  return { d: residuals, covariates: kept.map((j) => X[j]!) };
}
