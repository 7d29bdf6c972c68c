import type { Localized } from "../../base/index.js";
import type { Labels } from "./effect-label.js";
import { inLang } from "./wording.js";

/** Functions of the formula language around a labelled column. */
const CALL = /^(l|f|d|ln|log|log1p)\((.+?)(?:,\s*(\d+))?\)$/;

/**
 * What a term of a formula is called: by its own label, else by the labels of the columns in it.
 * 中文: 回归项的名称
 *
 * @example termLabel("l(gdp):did", { gdp: { en: "GDP", zh: "产出" } }).zh // "产出（滞后 1 期） × did"
 */
export function termLabel(name: string, labels: Labels = {}): Localized {
  const own = labels[name];
  if (own !== undefined) return { en: inLang(own, "en"), zh: inLang(own, "zh") };
  if (name === "(Intercept)" || name === "_cons") return { en: "Constant", zh: "常数项" };
  if (name === "ATT") return { en: "ATT", zh: "平均处理效应（ATT）" };
  if (name.includes(":")) {
    const factors = name.split(":").map((factor) => termLabel(factor, labels));
    return {
      en: factors.map((f) => f.en).join(" × "),
      zh: factors.map((f) => f.zh).join(" × "),
    };
  }
  const call = CALL.exec(name);
  if (call === null || labels[call[2]!] === undefined) return { en: name, zh: name };
  const { en, zh } = termLabel(call[2]!, labels);
  const periods = Number(call[3] ?? 1);
  switch (call[1]) {
    case "l":
      return { en: `${en} (lag ${periods})`, zh: `${zh}（滞后 ${periods} 期）` };
    case "f":
      return { en: `${en} (lead ${periods})`, zh: `${zh}（前置 ${periods} 期）` };
    case "d":
      // Over several periods it is another variable, which a table must not put in one row.
      return periods === 1
        ? { en: `Δ ${en}`, zh: `Δ${zh}` }
        : { en: `Δ ${en} (${periods} periods)`, zh: `Δ${zh}（${periods} 期）` };
    case "log1p":
      return { en: `ln(1 + ${en})`, zh: `ln(1+${zh})` };
    default:
      return { en: `ln(${en})`, zh: `ln(${zh})` };
  }
}
