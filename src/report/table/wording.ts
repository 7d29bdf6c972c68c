import type { Lang } from "../../base/index.js";
import type { Wording } from "./table-model.js";

/** The text in one language.   中文: 取一种语言 */
export function inLang(text: Wording, lang: Lang): string {
  return typeof text === "string" ? text : text[lang];
}

/** The line of notes below a table or figure; empty without notes.   中文: 图表注释 */
export function notesLine(notes: readonly string[], lang: Lang): string {
  if (notes.length === 0) return "";
  return lang === "zh" ? `注：${notes.join("")}` : `Notes: ${notes.join(" ")}`;
}
