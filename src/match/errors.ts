import { defineErrors } from "../base/index.js";

/** Errors of matching.   中文: 匹配错误 */
export const matchError = defineErrors("match", {
  separation: (f: { where: string }) => ({
    what: {
      en: `the propensity score has no finite estimate (${f.where}): a covariate separates treated from controls, or covariates are collinear.`,
      zh: `倾向得分没有有限估计（${f.where}）：某个协变量把处理组与对照组完全分开，或协变量共线。`,
    },
    fix: {
      en: "Use fewer covariates, or pool periods (--when pooled).",
      zh: "请减少协变量，或合并各期（--when pooled）。",
    },
  }),
  "one-group": (f: { treated: number; controls: number }) => ({
    what: {
      en: `matching needs both groups: ${f.treated} treated and ${f.controls} control rows.`,
      zh: `匹配需要两组：处理组 ${f.treated} 行，对照组 ${f.controls} 行。`,
    },
    fix: { en: "Check the sample and the timing column.", zh: "请检查样本与处理时间列。" },
  }),
  "no-match": (f: { treated: number }) => ({
    what: {
      en: `none of ${f.treated} treated units found a partner.`,
      zh: `${f.treated} 个处理组单位均未找到匹配对象。`,
    },
    fix: { en: "Widen the caliper or radius.", zh: "请放宽卡尺或半径。" },
  }),
  "bad-option": (f: { option: string; value: string; expected: string }) => ({
    what: {
      en: `${f.option}: "${f.value}" is not possible here; expected ${f.expected}.`,
      zh: `${f.option}：不能取“${f.value}”；应为 ${f.expected}。`,
    },
    fix: { en: "Change the option.", zh: "请修改该选项。" },
  }),
  "not-balanced": (f: { largest: number }) => ({
    what: {
      en: `no weights on the controls reproduce the treated means (largest gap left ${f.largest.toExponential(1)}).`,
      zh: `没有一组对照权重能复现处理组均值（剩余最大差距 ${f.largest.toExponential(1)}）。`,
    },
    fix: {
      en: "The treated means lie outside the controls: use fewer covariates.",
      zh: "处理组均值超出对照组范围：请减少协变量。",
    },
  }),
});
