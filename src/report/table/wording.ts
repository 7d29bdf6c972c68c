import type { Lang } from "../../base/index.js";
import type { Wording } from "./table-model.js";

/** The text in one language.   中文: 取一种语言 */
export function inLang(text: Wording, lang: Lang): string {
  return typeof text === "string" ? text : text[lang];
}
