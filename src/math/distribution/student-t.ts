import { deviancePart, stirlingError } from "../loader.js";
import { incompleteBeta } from "./incomplete-beta.js";
import { invertTail } from "./invert-tail.js";
import { dnorm, pnorm, qnorm } from "./normal.js";
import type { TailOption } from "./tail.js";

/** Density of Student's t.   中文: t 密度 @example dt(0, 1) // 1/π */
export function dt(t: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return dnorm(t);
  const half = df / 2;
  const gap = -deviancePart(half, half + 0.5) + stirlingError(half + 0.5) - stirlingError(half);
  const square = (t * t) / df;
  return Math.exp(gap - (half + 0.5) * Math.log1p(square)) / Math.sqrt(2 * Math.PI);
}

/**
 * Distribution function of Student's t; either tail to full relative accuracy. `df` may be any
 * positive number; Infinity is the normal.   中文: t 分布函数
 *
 * @example 2 * pt(12.706204736432095, 1, { tail: "upper" }) // 0.05
 */
export function pt(t: number, df: number, option?: TailOption): number {
  if (df === Number.POSITIVE_INFINITY) return pnorm(t, option);
  if (!(df > 0) || Number.isNaN(t)) return Number.NaN;
  const outer = t > 0 === (option?.tail === "upper") || t === 0;
  if (!Number.isFinite(t)) return outer ? 0 : 1;
  const twoSided = twoTails(t, df);
  return outer ? twoSided / 2 : 1 - twoSided / 2;
}

/** Two-sided p value of a t (df = Infinity: z) statistic.   中文: 双侧 p 值 */
export function twoSidedP(statistic: number, df: number): number {
  const t = Math.abs(statistic);
  return Math.min(1, 2 * pt(t, df, { tail: "upper" }));
}

/** Quantile of Student's t.   中文: t 分位数 @example qt(0.975, 10) // 2.228138851986275 */
export function qt(p: number, df: number, option?: TailOption): number {
  if (df === Number.POSITIVE_INFINITY) return qnorm(p, option);
  if (!(df > 0 && p >= 0 && p <= 1)) return Number.NaN;
  const sign = option?.tail === "upper" ? 1 : -1;
  if (p === 0.5) return 0;
  if (p === 0 || p === 1) {
    return (p === 0 ? sign : -sign) * Number.POSITIVE_INFINITY;
  }
  const tail = Math.min(p, 1 - p);
  const z = -qnorm(tail);
  const start = df > 3 ? z + (z ** 3 + z) / (4 * df) : tail ** (-1 / df);
  const t = invertTail(
    (x) => twoTails(x, df) / 2,
    (x) => dt(x, df),
    tail,
    start,
    "decreasing",
  );
  return p < 0.5 ? sign * t : -sign * t;
}

/** P(|T| > |t|) = I_{df/(df+t²)}(df/2, ½). */
function twoTails(t: number, df: number): number {
  const square = t * t;
  const sum = df + square;
  return sum === Number.POSITIVE_INFINITY
    ? Math.exp(farTail(Math.abs(t), df))
    : incompleteBeta(df / 2, 0.5, df / sum, square / sum).lower;
}

/** ln P(|T| > t) for t so large that t² overflows: the density's power law. */
function farTail(t: number, df: number): number {
  return Math.log(2 * dt(1e100, df)) + 100 * (df + 1) * Math.LN10 - df * Math.log(t) - Math.log(df);
}
