import { defineErrors } from "../base/index.js";

/** Errors of learners and double machine learning.   中文: 机器学习模块错误 */
export const learnError = defineErrors("learn", {
  "too-few-folds": (f: { folds: number; groups: number }) => ({
    what: {
      en: `${f.folds} folds cannot be made of ${f.groups} ${f.groups === 1 ? "group" : "groups"} of rows.`,
      zh: `${f.groups} 组观测无法分成 ${f.folds} 折。`,
    },
    fix: {
      en: "Give at least 2 folds and at most as many as there are clusters (or rows).",
      zh: "折数应至少为 2，且不超过聚类（或观测）数。",
    },
  }),
  "fold-column": (f: { column: string; folds: number }) => ({
    what: {
      en: `the fold column has ${f.folds} different values.`,
      zh: `分折列只有 ${f.folds} 个不同取值。`,
    },
    fix: { en: "It must have at least 2.", zh: "至少需要 2 个。" },
  }),
  "no-features": (_f: { treatment: string }) => ({
    what: {
      en: "there are no features besides the treatment.",
      zh: "除处理变量外没有特征变量。",
    },
    fix: {
      en: "Name at least one covariate on the right of the formula.",
      zh: "请在公式右侧写出至少一个协变量。",
    },
  }),
  "no-treatment-variation": (f: { treatment: string; variance: number }) => ({
    what: {
      en: `nothing is left of the treatment "${f.treatment}" after the features are taken out.`,
      zh: `剔除特征后，处理变量“${f.treatment}”已无变异。`,
    },
    fix: {
      en: "Remove features or fixed effects that determine it.",
      zh: "请去掉决定该变量的特征或固定效应。",
    },
  }),
  "bad-learner": (f: { text: string; nearest?: string | undefined }) => ({
    what: {
      en: `"${f.text}" is not a learner.`,
      zh: `“${f.text}”不是可用的学习器。`,
    },
    fix: {
      en: `${f.nearest === undefined ? "" : `Did you mean "${f.nearest}"? `}Use ols, ridge, ridge:10, lasso, lasso:0.01, forest or forest:500.`,
      zh: `${f.nearest === undefined ? "" : `是否想写“${f.nearest}”？`}可用：ols、ridge、ridge:10、lasso、lasso:0.01、forest、forest:500。`,
    },
  }),
});
