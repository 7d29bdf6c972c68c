import { sandwich } from "../../math/index.js";
import { regressError } from "../errors.js";
import { scoreProducts } from "./score-products.js";
import type { VcovInput } from "./vcov-input.js";

/**
 * White's sandwich without any factor.   中文: 异方差稳健方差
 *
 * HC1 is this times N/(N − K).
 */
export function robustVcov(input: VcovInput): Float64Array {
  const k = input.columns.length;
  return sandwich(input.bread, scoreProducts(input.columns, input.multiplier), k);
}

/** A leverage closer to 1 than this leaves the row no residual of its own. */
const WHOLE = 1e-10;

/**
 * HC2 and HC3: scores divided by √(1 − h) or 1 − h, h the leverage (weighted where there are
 * weights) of regressors and absorbed effects together.   中文: HC2、HC3 方差
 *
 * Errors    regress/not-supported — with instruments or a likelihood, or when an absorbed effect
 *           belongs to a single row (h = 1: the row's residual is zero and HC2/HC3 have no value).
 * Source    MacKinnon & White (1985).
 */
export function leverageVcov(input: VcovInput, power: 0.5 | 1): Float64Array {
  const { leverage, multiplier } = input;
  if (leverage === null || multiplier === null) {
    throw regressError("not-supported", {
      what: "HC2 or HC3 here",
      whatZh: "此处的 HC2/HC3",
      why: "the leverage of a row is that of least squares without instruments",
      whyZh: "只有不含工具变量的最小二乘才有观测的杠杆值",
    });
  }
  const k = input.columns.length;
  const effects = leverage.effects();
  const scaled = new Float64Array(input.n);
  for (let i = 0; i < input.n; i++) {
    let h = 0;
    for (let a = 0; a < k; a++) {
      let s = 0;
      for (let b = 0; b < k; b++) s += input.bread[a * k + b]! * leverage.X[b]![i]!;
      h += s * leverage.X[a]![i]!;
    }
    if (leverage.weights !== null) h *= leverage.weights[i]!;
    if (effects !== null) h += effects[i]!;
    if (1 - h < WHOLE) {
      throw regressError("not-supported", {
        what: "HC2 or HC3 with a row of leverage 1",
        whatZh: "存在杠杆值为 1 的观测时的 HC2/HC3",
        why: "an effect or regressor belongs to one row alone, whose residual is zero; drop singletons or use HC1",
        whyZh: "某个效应或变量只对应一个观测，其残差恒为零；请剔除单例或改用 HC1",
      });
    }
    scaled[i] = multiplier[i]! / (1 - h) ** power;
  }
  return sandwich(input.bread, scoreProducts(input.columns, scaled), k);
}
