import { defineErrors } from "../base/index.js";

/** Errors of mediation, moderation and group comparison.   中文: 机制分析错误 */
export const mechanismError = defineErrors("mechanism", {
  "one-model": (_f: { formula: string }) => ({
    what: {
      en: "the formula must ask for exactly one model.",
      zh: "公式只能表示一个模型。",
    },
    fix: {
      en: "Use one outcome, no sw() or csw() and no instruments.",
      zh: "请只用一个因变量，不用 sw()、csw() 与工具变量。",
    },
  }),
  "treatment-dropped": (f: { term: string; model: string }) => ({
    what: {
      en: `"${f.term}" has no coefficient in the regression of ${f.model}: it is collinear with the others or the fixed effects.`,
      zh: `“${f.term}”在 ${f.model} 的回归中没有系数：与其他变量或固定效应共线。`,
    },
    fix: {
      en: "Check the treatment, the mediator and the fixed effects.",
      zh: "请检查处理变量、中介变量与固定效应。",
    },
  }),
  "not-two-groups": (f: { column: string; groups: readonly string[]; count: number }) => ({
    what: {
      en: `the group column has ${f.count} values (${f.groups.join(", ")}).`,
      zh: `分组列有 ${f.count} 个取值（${f.groups.join("、")}）。`,
    },
    fix: {
      en: "It must have exactly two; recode it to 0 and 1.",
      zh: "必须恰好有两个；请重新编码为 0 与 1。",
    },
  }),
  "needs-unit": (f: { test: string }) => ({
    what: {
      en: `the ${f.test} test moves or draws whole units, but no unit is named.`,
      zh: `${f.test} 检验以单位为整体移动或抽样，但没有指明单位。`,
    },
    fix: {
      en: "Name the unit (--unit city), or declare the panel (--panel city,year).",
      zh: "请指明单位（--unit city），或声明面板（--panel city,year）。",
    },
  }),
  "too-few-units": (f: { units: number; what: string }) => ({
    what: {
      en: `${f.what} needs at least 3 units, found ${f.units}.`,
      zh: `${f.what} 至少需要 3 个单位，却只有 ${f.units} 个。`,
    },
    fix: { en: "Use another unit to draw by.", zh: "请换一个抽样单位。" },
  }),
});
