import type { Lang } from "../../base/index.js";
import { inLang } from "../table/wording.js";
import type { ReportSection } from "./section.js";

/** A section with the caption that is printed. */
export interface NumberedSection {
  readonly section: ReportSection;
  /** `表 3  基准回归` or `Table 3. Baseline`; empty for parts without a caption. */
  readonly caption: string;
}

/** Gives tables and figures their numbers in order.   中文: 图表编号 */
export function numberSections(
  sections: readonly ReportSection[],
  lang: Lang,
): readonly NumberedSection[] {
  const next = { table: 1, figure: 1 };
  return sections.map((section) => {
    if (section.kind !== "table" && section.kind !== "figure") return { section, caption: "" };
    const title = inLang(
      section.kind === "table" ? section.table.title : section.figure.title,
      lang,
    );
    if (section.number === "none") return { section, caption: title };
    const number = section.number ?? String(next[section.kind]++);
    return { section, caption: captionOf(section.kind, number, title, lang) };
  });
}

/** A caption as journals print it. @example captionOf("table", "3", "基准回归", "zh") // "表 3　基准回归" */
export function captionOf(
  kind: "table" | "figure",
  number: string,
  title: string,
  lang: Lang,
): string {
  if (lang === "zh") return `${kind === "table" ? "表" : "图"} ${number}　${title}`;
  return `${kind === "table" ? "Table" : "Figure"} ${number}. ${title}`;
}
