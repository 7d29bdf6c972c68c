import { escapeHtml, type Lang, type Notice } from "../../base/index.js";
import { figureToSvg } from "../figure/chart/chart.js";
import { figureToCsv } from "../figure/chart/figure-csv.js";
import type { FigureModel } from "../figure/chart/figure-model.js";
import { inLang, notesLine } from "../table/wording.js";
import type { RefereeFinding, ReportSection } from "./section.js";

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

/** Warnings with their codes.   中文: 提示 → HTML */
export function warningsToHtml(warnings: readonly Notice[], lang: Lang): string {
  if (warnings.length === 0) return "";
  const items = warnings.map(
    (w) => `<li><code>${escapeHtml(w.code)}</code> ${escapeHtml(w[lang])}</li>`,
  );
  const head = lang === "zh" ? "提示" : "Warnings";
  return `<aside class="xz-warnings"><strong>${head}</strong><ul>${items.join("")}</ul></aside>`;
}

const STATUS = {
  pass: { en: "pass", zh: "通过", sign: "✓" },
  warn: { en: "look", zh: "注意", sign: "!" },
  fail: { en: "problem", zh: "问题", sign: "✗" },
  "not-run": { en: "not run", zh: "未做", sign: "–" },
} as const;

/** Findings of the referee check.   中文: 审稿检查 → HTML */
export function refereeToHtml(findings: readonly RefereeFinding[], lang: Lang): string {
  const items = findings.map((f) => {
    const { sign, ...words } = STATUS[f.status];
    const advice = f.advice === undefined ? "" : ` <em>${escapeHtml(inLang(f.advice, lang))}</em>`;
    return `<li class="${f.status}"><b>${sign} ${words[lang]}</b> <code>${escapeHtml(f.rule)}</code> ${escapeHtml(inLang(f.text, lang))}${advice}</li>`;
  });
  const head = lang === "zh" ? "审稿检查" : "Referee check";
  return `<section class="xz-referee"><h2>${head}</h2><ul>${items.join("")}</ul></section>`;
}

/** The methods paragraph and its references.   中文: 方法段 → HTML */
export function methodsToHtml(
  section: Extract<ReportSection, { kind: "methods" }>,
  lang: Lang,
): string {
  const paragraphs = section.paragraphs.map((p) => `<p>${escapeHtml(inLang(p, lang))}</p>`);
  const references = section.references.map((r) => `<li>${escapeHtml(inLang(r, lang))}</li>`);
  const [head, list] = lang === "zh" ? ["方法", "参考文献"] : ["Methods", "References"];
  const tail = references.length === 0 ? "" : `<h3>${list}</h3><ol>${references.join("")}</ol>`;
  return `<section class="xz-methods"><h2>${head}</h2>${paragraphs.join("")}${tail}</section>`;
}
