// The options of matching: one wording for the card and for the library.

const NEAREST = { option: "method", is: [undefined, "nearest"] } as const;

/** What weights the regression takes. */
export const WEIGHTING = {
  type: "choice",
  choices: ["matching", "none"],
  en: "in the regression: matching weights (matching) | matched rows alike (none)",
  zh: "回归加权：matching（匹配权重，默认）| none（匹配样本等权）",
} as const;

/** How rows are matched before the regression.   中文: 匹配选项 */
export const PSM_OPTIONS = {
  score: {
    type: "choice",
    choices: ["logit", "probit"],
    en: "model of the score: logit | probit",
    zh: "得分模型：logit（默认）| probit",
  },
  method: {
    type: "choice",
    choices: ["nearest", "radius", "kernel"],
    en: "nearest | radius | kernel",
    zh: "nearest（近邻，默认）| radius（半径）| kernel（核）",
  },
  ratio: {
    type: "integer",
    least: 1,
    needs: NEAREST,
    en: "neighbours of each treated unit (1)",
    zh: "近邻数（默认 1）",
  },
  caliper: {
    type: "number",
    above: 0,
    needs: NEAREST,
    en: "a neighbour must be strictly nearer than this",
    zh: "卡尺（严格小于）",
  },
  radius: {
    type: "number",
    above: 0,
    needs: { option: "method", is: ["radius"] },
    en: "partners within this distance (0.05)",
    zh: "半径（默认 0.05）",
  },
  bandwidth: {
    type: "number",
    above: 0,
    needs: { option: "method", is: ["kernel"] },
    en: "bandwidth of the kernel (0.06)",
    zh: "核带宽（默认 0.06）",
  },
  draw: {
    type: "choice",
    choices: ["replacement", "largest", "smallest", "data"],
    needs: NEAREST,
    was: { order: null, replacement: "replacement" },
    en: "with replacement, or without in this order of scores (largest, smallest, data)",
    zh: "有放回（replacement，默认）；或无放回，按得分次序：largest | smallest | data",
  },
  ties: {
    type: "choice",
    choices: ["first", "all"],
    needs: NEAREST,
    en: "equally near controls: first by name (default), or all sharing the weight",
    zh: "并列的最近对照：first 按名称取靠前者（默认），all 平分权重",
  },
  support: {
    type: "choice",
    choices: ["all", "common"],
    was: { common: "common" },
    en: "treated units: all | those of the common support",
    zh: "处理组：all（全部，默认）| common（仅共同支撑域）",
  },
  when: {
    type: "choice",
    choices: ["pre", "year", "pooled"],
    whole: true,
    en: "matched once on the last period before each cohort (pre), year by year, pooled, or on one period (2013)",
    zh: "匹配时点：各批次处理前一期（pre，默认）、逐年（year）、混合（pooled）或某一期（如 2013）",
  },
  weighting: WEIGHTING,
} as const;
