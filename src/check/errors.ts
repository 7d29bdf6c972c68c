import { defineErrors } from "../base/index.js";

/** Errors of the checks.   中文: 稳健性检查错误 */
export const checkError = defineErrors("check", {
  "too-many": (f: { combinations: number; most: number }) => ({
    what: {
      en: `${f.combinations} combinations were asked for, at most ${f.most} are run.`,
      zh: `要求 ${f.combinations} 种组合，最多运行 ${f.most} 种。`,
    },
    fix: { en: "Leave out a dimension.", zh: "请减少一个维度。" },
  }),
  "no-result": (f: { combinations: number }) => ({
    what: {
      en: `none of ${f.combinations} specifications could be estimated.`,
      zh: `${f.combinations} 种设定均无法估计。`,
    },
    fix: { en: "Check the sample and the controls.", zh: "请检查样本与控制变量。" },
  }),
});
