// Options and assumptions that several estimators of this room share; one wording for all.

/** Pointwise intervals alone save the time of the simultaneous band. */
export const BANDS = {
  type: "choice",
  choices: ["both", "pointwise"],
  en: "intervals of the events: both | pointwise (both, with a sup-t band)",
  zh: "动态效应的区间：both | pointwise（默认 both，含 sup-t 联合置信带）",
} as const;

/** The relative time left out. */
export const REFERENCE = {
  type: "integer",
  was: { ref: null },
  en: "reference (the last observed period before treatment)",
  zh: "基期（默认处理前最后一个观测期）",
} as const;

/** Ends that take in everything beyond them. */
export const BINS = {
  type: "range",
  en: "bin the ends (default: open)",
  zh: "两端归并（默认不归并）",
} as const;

/** Who serves as control. */
export const CONTROLS = {
  type: "choice",
  choices: ["never", "notyet"],
  en: "controls: never | notyet",
  zh: "对照组：never（从未处理）| notyet（尚未处理）",
} as const;

/** The assumption that all but the design-based estimators share. */
export const PARALLEL_TRENDS = {
  en: "Without treatment, treated and control units would have moved in parallel; units do not react before it starts.",
  zh: "若无处理，处理组与对照组的走势平行；处理开始之前单位没有反应。",
  remedy: {
    en: "Look at the leads (event-study) and at bounds on their violation (honest).",
    zh: "请查看前置期系数（event-study）与偏离平行趋势的敏感性（honest）。",
  },
} as const;

/** Seed of random draws; every method takes the same when none is given. */
export const SEED = {
  type: "integer",
  least: 0,
  en: "seed of the draws (1)",
  zh: "随机种子（默认 1）",
} as const;

/** Random draws of placebo and permutation tests: the literature's number. */
export const DRAWS = {
  type: "integer",
  least: 1,
  en: "random draws (500)",
  zh: "随机抽取次数（默认 500）",
} as const;

/** Files of draws make random ones, and their number and seed, meaningless. */
export const ASSIGNMENTS = {
  type: "file",
  en: "draws to use instead of random ones",
  zh: "用给定的抽取代替随机抽取",
} as const;

/** Latitude and longitude of the units. */
export const PLACE = {
  lat: { type: "column", required: true, en: "latitude of each unit", zh: "各单位的纬度列" },
  lon: { type: "column", required: true, en: "longitude of each unit", zh: "各单位的经度列" },
} as const;
