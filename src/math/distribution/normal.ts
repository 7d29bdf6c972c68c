import { normalQuantile } from "../../base/index.js";
import { LN_SQRT_2PI } from "../loader.js";
import { pick, type TailOption, type Tails } from "./tail.js";

/** Density of the standard normal.   中文: 标准正态密度 @example dnorm(0) // 0.3989422804014327 */
export function dnorm(x: number): number {
  return Math.exp(-0.5 * x * x - LN_SQRT_2PI);
}

/**
 * Distribution function of the standard normal; either tail to full relative accuracy.
 * 中文: 标准正态分布函数
 *
 * Source    Cody (1969), rational Chebyshev approximations; Laplace's fraction beyond 5.66. Agrees with R `pnorm` to 1e-14.
 * @example pnorm(-40) // 3.66e-350 is below the range; pnorm(38, { tail: "upper" }) // 2.885e-316
 */
export function pnorm(x: number, option?: TailOption): number {
  return pick(normalTails(x), option);
}

/** Quantile of the standard normal.   中文: 标准正态分位数 @example qnorm(0.975) // 1.959963984540054 */
export function qnorm(p: number, option?: TailOption): number {
  return option?.tail === "upper" ? -normalQuantile(p) : normalQuantile(p);
}

/**
 * ln Φ(x), also where Φ(x) itself underflows.   中文: 标准正态对数分布函数
 *
 * Below −30 by the asymptotic series of Mills' ratio.
 */
export function lnPnorm(x: number): number {
  if (x > -30) return x > 5 ? Math.log1p(-pnorm(x, { tail: "upper" })) : Math.log(pnorm(x));
  const r = 1 / (x * x);
  const series = 1 - r * (1 - 3 * r * (1 - 5 * r * (1 - 7 * r * (1 - 9 * r))));
  return -0.5 * x * x - LN_SQRT_2PI - Math.log(-x) + Math.log(series);
}

/** φ(x)/Φ(x), finite for every x (inverse Mills ratio).   中文: 逆米尔斯比 */
export function inverseMills(x: number): number {
  return Math.exp(-0.5 * x * x - LN_SQRT_2PI - lnPnorm(x));
}

function normalTails(x: number): Tails {
  if (Number.isNaN(x)) return { lower: Number.NaN, upper: Number.NaN };
  const y = Math.abs(x);
  if (y <= 0.67448975) {
    const r = y > 1.11e-16 ? x * x : 0;
    let numerator = CENTRE_A[4]! * r;
    let denominator = r;
    for (let i = 0; i < 3; i++) {
      numerator = (numerator + CENTRE_A[i]!) * r;
      denominator = (denominator + CENTRE_B[i]!) * r;
    }
    const half = (x * (numerator + CENTRE_A[3]!)) / (denominator + CENTRE_B[3]!);
    return { lower: 0.5 + half, upper: 0.5 - half };
  }
  const tail = y > 38.6 ? 0 : upperTail(y);
  return x > 0 ? { lower: 1 - tail, upper: tail } : { lower: tail, upper: 1 - tail };
}

function upperTail(y: number): number {
  let ratio: number;
  if (y <= 5.656854249492381) {
    let numerator = MIDDLE_C[8]! * y;
    let denominator = y;
    for (let i = 0; i < 7; i++) {
      numerator = (numerator + MIDDLE_C[i]!) * y;
      denominator = (denominator + MIDDLE_D[i]!) * y;
    }
    ratio = (numerator + MIDDLE_C[7]!) / (denominator + MIDDLE_D[7]!);
  } else {
    // Laplace's continued fraction for Mills' ratio, 60 levels: exact to rounding from here on.
    let fraction = y;
    for (let level = 60; level >= 1; level--) fraction = y + level / fraction;
    ratio = 0.3989422804014327 / fraction;
  }
  // y² split at a multiple of 1/16 so that the exponent carries no rounding error.
  const coarse = Math.trunc(y * 16) / 16;
  const rest = (y - coarse) * (y + coarse);
  return Math.exp(-coarse * coarse * 0.5) * Math.exp(-rest * 0.5) * ratio;
}

const CENTRE_A = [
  2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356,
  0.06568233791820745,
];
const CENTRE_B = [47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673];
const MIDDLE_C = [
  0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002, 2494.5375852903726,
  6848.190450536283, 11602.65143764735, 9842.714838383978, 1.0765576773720192e-8,
];
const MIDDLE_D = [
  22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097,
  34900.95272114598, 38912.00328609327, 19685.429676859992,
];
