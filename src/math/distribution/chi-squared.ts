import { deviancePart, stirlingError } from "../loader.js";
import { incompleteGamma } from "./incomplete-gamma.js";
import { invertTail } from "./invert-tail.js";
import { qnorm } from "./normal.js";
import { pick, type TailOption } from "./tail.js";

/** Density of χ².   中文: 卡方密度 @example dchisq(2, 2) // e⁻¹/2 */
export function dchisq(x: number, df: number): number {
  if (x < 0) return 0;
  if (x === 0) return df < 2 ? Number.POSITIVE_INFINITY : df === 2 ? 0.5 : 0;
  const a = df / 2;
  const y = x / 2;
  const poisson = Math.exp(-stirlingError(a) - deviancePart(a, y)) / Math.sqrt(2 * Math.PI * a);
  return (poisson * a) / x;
}

/**
 * Distribution function of χ²; either tail to full relative accuracy.   中文: 卡方分布函数
 *
 * @example pchisq(3.841458820694124, 1, { tail: "upper" }) // 0.05
 */
export function pchisq(x: number, df: number, option?: TailOption): number {
  return pick(incompleteGamma(df / 2, x / 2), option);
}

/** Quantile of χ².   中文: 卡方分位数 @example qchisq(0.95, 1) // 3.841458820694124 */
export function qchisq(p: number, df: number, option?: TailOption): number {
  if (!(df > 0 && p >= 0 && p <= 1)) return Number.NaN;
  const upper = option?.tail === "upper";
  if (p === 0 || p === 1) return (p === 0) === upper ? Number.POSITIVE_INFINITY : 0;
  const small = Math.min(p, 1 - p);
  const side = p <= 0.5 === upper ? "upper" : "lower";
  // Wilson & Hilferty (1931) as the start.
  const z = (side === "upper" ? -1 : 1) * qnorm(small);
  const h = 2 / (9 * df);
  const cube = df * (1 - h + z * Math.sqrt(h)) ** 3;
  return invertTail(
    (x) => pchisq(x, df, { tail: side }),
    (x) => dchisq(x, df),
    small,
    cube > 0 ? cube : df * small,
    side === "upper" ? "decreasing" : "increasing",
  );
}
