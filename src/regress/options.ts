import { nearest } from "../base/index.js";
import { badOption, checkOptions, type OptionShape, type Ssc } from "../result/index.js";
import type { PanelKeys } from "../table/index.js";
import { regressError } from "./errors.js";

/** Which variance a fit reports.   中文: 方差类型 */
export type VcovSpec =
  | { readonly type: "iid" | "hc1" | "hc2" | "hc3" }
  | { readonly type: "cluster"; readonly cluster: readonly string[] }
  /** Driscoll–Kraay over the panel's time; the lag defaults to ⌊T^(1/4)⌋. */
  | { readonly type: "dk"; readonly lag?: number }
  /** Newey–West inside the panel's units; the lag defaults to ⌊T^(1/4)⌋. */
  | { readonly type: "nw"; readonly lag?: number }
  /** Conley: all pairs of rows within `cutoff` kilometres. */
  | {
      readonly type: "conley";
      readonly lat: string;
      readonly lon: string;
      readonly cutoff: number;
    };

/** A small-sample rule: by name, or fixest's with some parts changed. */
export type SscSpec = "fixest" | "reghdfe" | "none" | Partial<Omit<Ssc, "name">>;

/** Options of {@link regress}.   中文: 回归选项 */
export interface RegressOptions {
  /** The library is always told the variance. */
  readonly vcov: VcovSpec;
  /** Default `fixest`. */
  readonly ssc?: SscSpec;
  /** Column of positive analytic weights. */
  readonly weights?: string;
  /** Column added to the linear predictor with coefficient 1. */
  readonly offset?: string;
  /** Condition on the rows, see {@link evaluateWhere}. */
  readonly where?: string;
  /** Unit and time, when a plain table is given and lags or panel variances are asked for. */
  readonly panel?: PanelKeys;
  /** Rows alone in a fixed effect: default `drop`, again and again, as reghdfe. */
  readonly singletons?: "drop" | "keep";
  /** Column of units that each get a linear trend in the panel's time. */
  readonly trend?: string;
  /** Tolerance of the sweep; default 1e-10. */
  readonly tolerance?: number;
  /** Level of the intervals; default 0.95. */
  readonly level?: number;
}

const OPTION_NAMES = [
  "vcov",
  "ssc",
  "weights",
  "offset",
  "where",
  "panel",
  "singletons",
  "trend",
  "tolerance",
  "level",
] as const satisfies readonly (keyof RegressOptions)[];

/** Throws on an option that does not exist, with the nearest name. */
export function checkOptionNames(options: object, known: readonly string[] = OPTION_NAMES): void {
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) {
      throw regressError("unknown-option", {
        option: key,
        nearest: nearest(key, known),
        have: known,
      });
    }
  }
}

const TEXT = { type: "text", en: "", zh: "" } as const;

/** What the options of a regression may be, where a word or number says it all. */
const VALUES = {
  weights: TEXT,
  offset: TEXT,
  where: TEXT,
  singletons: { type: "choice", choices: ["drop", "keep"], en: "", zh: "" },
  trend: TEXT,
  tolerance: { type: "number", above: 0, en: "", zh: "" },
  level: { type: "number", above: 0, en: "", zh: "" },
} as const satisfies OptionShape;

/** What each type of variance needs or may take. */
const VARIANCES: Readonly<Record<VcovSpec["type"], OptionShape>> = {
  iid: {},
  hc1: {},
  hc2: {},
  hc3: {},
  cluster: { cluster: { type: "columns", required: true, en: "", zh: "" } },
  dk: { lag: { type: "integer", least: 0, en: "", zh: "" } },
  nw: { lag: { type: "integer", least: 0, en: "", zh: "" } },
  conley: {
    lat: { ...TEXT, type: "column", required: true },
    lon: { ...TEXT, type: "column", required: true },
    cutoff: { type: "number", above: 0, required: true, en: "", zh: "" },
  },
};

/**
 * Throws on an option of a regression that does not exist or cannot be what it is.
 * 中文: 检查回归选项
 *
 * Errors    regress/unknown-option; method/bad-option, method/option-missing — names the option and
 *           says what it may be, with the nearest word
 */
export function checkRegressOptions(options: RegressOptions): void {
  checkOptionNames(options);
  const { vcov, ssc: _s, panel: _p, ...plain } = options;
  checkOptions("regress", VALUES, plain);
  if (typeof vcov !== "object" || vcov === null) {
    throw badOption("regress", "vcov", { type: "object", en: "", zh: "" }, vcov);
  }
  const { type, ...own } = vcov;
  const choices = Object.keys(VARIANCES);
  if (!choices.includes(type)) {
    throw badOption("regress", "vcov", { type: "choice", choices, en: "", zh: "" }, type);
  }
  checkOptions(`regress vcov ${type}`, VARIANCES[type], own);
}

const FIXEST: Omit<Ssc, "name"> = {
  kAdj: true,
  kFixef: "nonnested",
  gAdj: true,
  gDf: "min",
  tDf: "min",
};

/** The small-sample rule in its parts. */
export function resolveSsc(spec: SscSpec = "fixest"): Ssc {
  if (spec === "fixest" || spec === "reghdfe") return { name: spec, ...FIXEST };
  if (spec === "none") return { name: "none", ...FIXEST, kAdj: false, gAdj: false };
  checkOptionNames(spec, ["kAdj", "kFixef", "gAdj", "gDf", "tDf"]);
  return { name: "custom", ...FIXEST, ...spec };
}
