import { deviancePart, stirlingError } from "../loader.js";
import { dchisq, pchisq, qchisq } from "./chi-squared.js";
import { incompleteBeta } from "./incomplete-beta.js";
import { invertTail } from "./invert-tail.js";
import { pick, type TailOption, type Tails } from "./tail.js";

/** Density of F.   中文: F 密度 */
export function df(x: number, df1: number, df2: number): number {
  if (!(x > 0)) return 0;
  if (df2 === Number.POSITIVE_INFINITY) return df1 * dchisq(df1 * x, df1);
  const a = df1 / 2;
  const b = df2 / 2;
  const n = a + b;
  const sum = df2 + df1 * x;
  const exponent =
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    deviancePart(a, (n * df1 * x) / sum) -
    deviancePart(b, (n * df2) / sum);
  // x^a(1−x)^b-type term of the beta density, times the Jacobian d(beta)/dx · 1/(beta(1−beta)).
  return (Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * a * b)) * (a * b)) / (n * x);
}

/**
 * Distribution function of F; either tail to full relative accuracy. `df2` = Infinity is χ²/df1.
 * 中文: F 分布函数
 *
 * @example pf(4, 2, 10, { tail: "upper" }) // 0.0528…
 */
export function pf(x: number, df1: number, df2: number, option?: TailOption): number {
  return pick(fTails(x, df1, df2), option);
}

/** Quantile of F.   中文: F 分位数 @example qf(0.95, 2, 10) // 4.102821015130399 */
export function qf(p: number, df1: number, df2: number, option?: TailOption): number {
  if (!(df1 > 0 && df2 > 0 && p >= 0 && p <= 1)) return Number.NaN;
  if (df2 === Number.POSITIVE_INFINITY) return qchisq(p, df1, option) / df1;
  const upper = option?.tail === "upper";
  if (p === 0 || p === 1) return (p === 0) === upper ? Number.POSITIVE_INFINITY : 0;
  const small = Math.min(p, 1 - p);
  const side = p <= 0.5 === upper ? "upper" : "lower";
  return invertTail(
    (x) => pf(x, df1, df2, { tail: side }),
    (x) => df(x, df1, df2),
    small,
    qchisq(small, df1, { tail: side }) / df1,
    side === "upper" ? "decreasing" : "increasing",
  );
}

function fTails(x: number, df1: number, df2: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (df2 === Number.POSITIVE_INFINITY) {
    return {
      lower: pchisq(x * df1, df1),
      upper: pchisq(x * df1, df1, { tail: "upper" }),
    };
  }
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  const sum = df2 + df1 * x;
  return incompleteBeta(df1 / 2, df2 / 2, (df1 * x) / sum, df2 / sum);
}
