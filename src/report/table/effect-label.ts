import type { Localized } from "../../base/index.js";
import type { Wording } from "./table-model.js";
import { inLang } from "./wording.js";

/** Names as readers know them, by name in the data.   中文: 变量标签 */
export type Labels = Readonly<Record<string, Wording>>;

/**
 * What the levels of a fixed effect or of clusters are called; combined effects are named by their
 * parts.   中文: 固定效应与聚类层级的名称
 *
 * English labels lose their capital, as they stand inside a line.
 *
 * @example effectLabel("city^year", { city: { en: "City", zh: "城市" } }).zh // "城市×year"
 */
export function effectLabel(name: string, labels: Labels = {}): Localized {
  const whole = labels[name];
  const trend = whole === undefined ? /^(.+)\[(.+)\]$/.exec(name) : null;
  if (trend !== null) {
    const unit = effectLabel(trend[1]!, labels);
    return { en: `${unit.en}-specific trends`, zh: `${unit.zh}线性趋势` };
  }
  const parts = whole === undefined ? name.split("^") : [name];
  const shown = parts.map((part) => {
    const label = labels[part] ?? part;
    return { en: uncapitalised(inLang(label, "en")), zh: inLang(label, "zh") };
  });
  return {
    en: shown.map((s) => s.en).join(" × "),
    zh: shown.map((s) => s.zh).join("×"),
  };
}

/** `City` inside a sentence is `city`; `GDP` stays. */
function uncapitalised(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? `${text[0]!.toLowerCase()}${text.slice(1)}` : text;
}
