import { escapeHtml, type Lang, type Notice } from "../../base/index.js";
import { figureToSvg } from "../figure/chart/chart.js";
import { figureToCsv } from "../figure/chart/figure-csv.js";
import type { FigureModel } from "../figure/chart/figure-model.js";
import { tableToCsv } from "../table/render-csv.js";
import { tableToLatex } from "../table/render-latex.js";
import type { TableModel, Wording } from "../table/table-model.js";
import { inLang, notesLine } from "../table/wording.js";
import { equationToHtml } from "./equation.js";
import { referenceText } from "./reference-text.js";
import type { RefereeFinding, ReportSection } from "./section.js";
import { titleOf } from "./section-title.js";

/** A figure with hover values, caption, data link and notes.   中文: 图 → HTML */
export async function figureToHtml(
  figure: FigureModel,
  about: {
    readonly caption: string;
    readonly id: string;
    readonly lang: Lang;
    /** The drawing with hover values, where it was made already. */
    readonly svg?: string | undefined;
  },
) {
  const { caption, id, lang } = about;
  const svg = about.svg ?? (await figureToSvg(figure, lang, { hover: "values" }));
  const csv = encodeURIComponent(figureToCsv(figure));
  const notes = escapeHtml(
    notesLine(
      figure.notes.map((n) => inLang(n, lang)),
      lang,
    ),
  );
  const link = lang === "zh" ? "数据（CSV）" : "Data (CSV)";
  return [
    `<figure id="${id}">${svg}<figcaption>${escapeHtml(caption)}`,
    ` <a class="xz-data" download="${id}.csv" href="data:text/csv;charset=utf-8,${csv}">${link}</a>`,
    "</figcaption>",
    notes === "" ? "" : `<p class="xz-notes">${notes}</p>`,
    "</figure>",
  ].join("");
}

/**
 * Links to the files of a table: Word and Excel where they lie beside the page, LaTeX and CSV within it.
 * 中文: 表格的下载链接
 */
export function tableFilesToHtml(
  table: TableModel,
  about: {
    readonly id: string;
    readonly lang: Lang;
    readonly beside: Readonly<Record<string, string>>;
  },
): string {
  const { id, lang, beside } = about;
  const inside = {
    tex: `data:application/x-tex;charset=utf-8,${encodeURIComponent(tableToLatex(table, lang))}`,
    csv: `data:text/csv;charset=utf-8,${encodeURIComponent(tableToCsv(table, lang))}`,
  };
  const links = Object.entries({ ...beside, ...inside }).map(([ending, href]) => {
    const name = beside[ending]?.split("/").at(-1) ?? `${id}.${ending}`;
    return `<a download="${escapeHtml(name)}" href="${escapeHtml(href)}">.${ending}</a>`;
  });
  return `<p class="xz-data">${lang === "zh" ? "下载" : "Download"} ${links.join(" ")}</p>`;
}

/** Warnings with their codes.   中文: 提示 → HTML */
export function warningsToHtml(warnings: readonly Notice[], lang: Lang, id: string): string {
  if (warnings.length === 0) return "";
  const items = warnings.map(
    (w) => `<li><code>${escapeHtml(w.code)}</code> ${escapeHtml(w[lang])}</li>`,
  );
  return `<aside id="${id}" class="xz-warnings"><strong>${titleOf("warnings", lang)}</strong><ul>${items.join("")}</ul></aside>`;
}

const STATUS = {
  pass: { en: "pass", zh: "通过", sign: "✓" },
  warn: { en: "look", zh: "注意", sign: "!" },
  fail: { en: "problem", zh: "问题", sign: "✗" },
  "not-run": { en: "not run", zh: "未做", sign: "–" },
} as const;

/** Findings of the referee check.   中文: 审稿检查 → HTML */
export function refereeToHtml(findings: readonly RefereeFinding[], lang: Lang, id: string): string {
  const items = findings.map((f) => {
    const { sign, ...words } = STATUS[f.status];
    const advice = f.advice === undefined ? "" : ` <em>${escapeHtml(inLang(f.advice, lang))}</em>`;
    return `<li class="${f.status}"><b>${sign} ${words[lang]}</b> <code>${escapeHtml(f.rule)}</code> ${escapeHtml(inLang(f.text, lang))}${advice}</li>`;
  });
  return `<section id="${id}" class="xz-referee"><h2>${titleOf("referee", lang)}</h2><ul>${items.join("")}</ul></section>`;
}

/** The methods paragraph and its references.   中文: 方法段 → HTML */
export function methodsToHtml(
  section: Extract<ReportSection, { kind: "methods" }>,
  lang: Lang,
  id: string,
): string {
  const said = (text: Wording) => `<p>${escapeHtml(inLang(text, lang))}</p>`;
  const { model } = section;
  const begin =
    model === undefined
      ? ""
      : `${said(model.intro)}${equationToHtml(model.equation, lang)}${said(model.where)}`;
  const paragraphs = section.paragraphs.map(said);
  const references = section.references.map(
    (r) => `<li>${escapeHtml(referenceText(r, lang))}</li>`,
  );
  const list = lang === "zh" ? "参考文献" : "References";
  const tail = references.length === 0 ? "" : `<h3>${list}</h3><ol>${references.join("")}</ol>`;
  return `<section id="${id}" class="xz-methods"><h2>${titleOf("methods", lang)}</h2>${begin}${paragraphs.join("")}${tail}</section>`;
}
