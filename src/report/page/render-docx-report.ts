import { append, type Lang } from "../../base/index.js";
import { DEFAULT_SIZE } from "../figure/chart/chart-option.js";
import type { FigureModel } from "../figure/chart/figure-model.js";
import { figureToPng } from "../figure/render/render-png.js";
import { layOut } from "../table/lay-out.js";
import { inLang } from "../table/wording.js";
import { type NumberedSection, numberSections } from "./number-sections.js";
import { referenceText } from "./reference-text.js";
import type { Report } from "./section.js";
import { titleOf } from "./section-title.js";
import { wordBytes } from "./word.js";
import type { WordBlock } from "./word-block.js";

/** Where the pictures come from. */
export interface DocxReportOptions {
  readonly fontFile?: string;
  /** Pictures that were drawn already; null where one could not be drawn. */
  readonly pictureOf?: (figure: FigureModel) => Uint8Array | null;
}

/**
 * Tables and figures as one editable Word file with numbered captions.   中文: Word 报告
 *
 * Tables are real three-line tables; figures are pictures of 300 dots per inch. The lineage stands
 * in the HTML report only: paper has no links.
 *
 * Errors    report/no-chinese-font — pictures need a font file.
 */
export async function renderDocxReport(
  report: Report,
  options: DocxReportOptions = {},
): Promise<Uint8Array> {
  const { lang } = report;
  const title = inLang(report.title, lang);
  const blocks: WordBlock[] = [{ kind: "heading", level: 1, text: title }];
  if (report.banner !== undefined) {
    blocks.push({ kind: "paragraph", text: inLang(report.banner, lang) });
  }
  for (const numbered of numberSections(report.sections, lang)) {
    append(blocks, await blocksOf(numbered, report, options));
  }
  return wordBytes(blocks, { title, lang });
}

async function blocksOf(
  { section, caption }: NumberedSection,
  { lang }: Report,
  options: DocxReportOptions,
): Promise<WordBlock[]> {
  switch (section.kind) {
    case "heading":
      return [{ kind: "heading", level: section.level ?? 2, text: inLang(section.text, lang) }];
    case "text":
      return section.look === "work"
        ? [paragraph(referenceText(section.text, lang), "hanging")]
        : [paragraph(inLang(section.text, lang))];
    case "table":
      return [{ kind: "table", caption, grid: layOut(section.table, lang) }];
    case "figure": {
      const { figure } = section;
      const png =
        options.pictureOf === undefined
          ? await figureToPng(figure, lang, options)
          : options.pictureOf(figure);
      if (png === null) {
        const reason = lang === "zh" ? "（图片未能绘制）" : " (could not be drawn)";
        return [{ kind: "paragraph", text: `${caption}${reason}` }];
      }
      return [
        {
          kind: "figure",
          caption,
          png,
          width: ((figure.width ?? DEFAULT_SIZE.width) * 72) / 96,
          height: ((figure.height ?? DEFAULT_SIZE.height) * 72) / 96,
          notes: figure.notes.map((n) => inLang(n, lang)),
        },
      ];
    }
    case "warnings":
      return [
        heading(titleOf("warnings", lang)),
        ...section.warnings.map((w) => paragraph(sentence(w[lang], lang), "hanging")),
      ];
    case "referee":
      return [
        heading(titleOf("referee", lang)),
        ...section.findings.map((f) =>
          paragraph(
            `[${STATUS[f.status][lang]}] ${sentence(inLang(f.text, lang), lang)}${f.advice === undefined ? "" : `${lang === "zh" ? "" : " "}${sentence(inLang(f.advice, lang), lang)}`}`,
            "hanging",
          ),
        ),
      ];
    case "methods":
      return [
        heading(titleOf("methods", lang)),
        ...(section.model === undefined
          ? []
          : [
              paragraph(inLang(section.model.intro, lang)),
              { kind: "equation" as const, equation: section.model.equation },
              paragraph(inLang(section.model.where, lang)),
            ]),
        ...section.paragraphs.map((p) => paragraph(inLang(p, lang))),
        ...(section.references.length === 0
          ? []
          : [heading(lang === "zh" ? "参考文献" : "References", 3)]),
        ...section.references.map((r) => paragraph(referenceText(r, lang), "hanging")),
      ];
    case "lineage":
      return [
        heading(titleOf("lineage", lang)),
        paragraph(
          lang === "zh"
            ? "各系数的溯源链接见 report.html。"
            : "The links from each coefficient to its sources stand in report.html.",
        ),
      ];
  }
}

const STATUS = {
  pass: { en: "pass", zh: "通过" },
  warn: { en: "look", zh: "注意" },
  fail: { en: "problem", zh: "问题" },
  "not-run": { en: "not run", zh: "未做" },
} as const;

function heading(text: string, level: 2 | 3 = 2): WordBlock {
  return { kind: "heading", level, text };
}

function paragraph(text: string, look: "text" | "hanging" = "text"): WordBlock {
  return { kind: "paragraph", text: text.trim(), look };
}

/** A remark as a sentence: English with a capital, both with a full stop. */
function sentence(text: string, lang: Lang): string {
  const begun = lang === "zh" ? text : `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
  return /[.。!！?？]$/.test(begun) ? begun : `${begun}${lang === "zh" ? "。" : "."}`;
}
