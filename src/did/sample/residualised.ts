import { choleskyInOrder, choleskySolve, crossProducts, crossVector } from "../../math/index.js";
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
  const w = s.weights ?? undefined;
  const { kept, L } = choleskyInOrder(crossProducts(X, w), X.length);
  const used = kept.map((j) => X[j]!);
  const slopes = choleskySolve(L, kept.length, crossVector(used, out, w));
  used.forEach((x, j) => {
    for (let i = 0; i < out.length; i++) out[i]! -= slopes[j]! * x[i]!;
  });
  return { d: out, covariates: used };
}
