import { defineErrors } from "../base/index.js";

/** Errors of the numerical floor.   中文: 数值计算错误 */
export const mathError = defineErrors("math", {
  "not-converged": (f: { what: string; iterations: number; reached?: number }) => ({
    what: {
      en: `${f.what} did not converge in ${f.iterations} iterations${f.reached === undefined ? "" : ` (reached ${f.reached.toExponential(2)})`}.`,
      zh: `${f.what} 在 ${f.iterations} 次迭代内没有收敛${f.reached === undefined ? "" : `（到达 ${f.reached.toExponential(2)}）`}。`,
    },
    fix: {
      en: "Rescale the columns to similar sizes, simplify the model, or raise the iteration limit.",
      zh: "请把各列调整到相近的量级、简化模型，或提高迭代上限。",
    },
  }),
  "not-positive-definite": (f: { what: string; pivot: number }) => ({
    what: {
      en: `${f.what} is not positive definite (column ${f.pivot + 1}).`,
      zh: `${f.what} 不是正定矩阵（第 ${f.pivot + 1} 列）。`,
    },
    fix: { en: "Remove collinear columns first.", zh: "请先剔除共线的列。" },
  }),
  singular: (f: { what: string; pivot: number }) => ({
    what: {
      en: `${f.what} is singular (column ${f.pivot + 1}).`,
      zh: `${f.what} 是奇异矩阵（第 ${f.pivot + 1} 列）。`,
    },
    fix: { en: "Remove collinear columns first.", zh: "请先剔除共线的列。" },
  }),
  "bad-argument": (f: { what: string; found: number; expected: string }) => ({
    what: {
      en: `${f.what} must be ${f.expected}, found ${f.found}.`,
      zh: `${f.what} 应为 ${f.expected}，却是 ${f.found}。`,
    },
    fix: { en: "Correct the argument.", zh: "请更正该参数。" },
  }),
  "no-bracket": (f: { low: number; high: number; atLow: number; atHigh: number }) => ({
    what: {
      en: `the function has the same sign at ${f.low} (${f.atLow}) and ${f.high} (${f.atHigh}).`,
      zh: `函数在 ${f.low}（${f.atLow}）与 ${f.high}（${f.atHigh}）处同号。`,
    },
    fix: { en: "Give ends between which the sign changes.", zh: "请给出函数变号的区间。" },
  }),
});
