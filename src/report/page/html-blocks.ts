import type { Lang, Notice } from "../../base/index.js";
import { figureToSvg } from "../figure/chart.js";
import { figureToCsv } from "../figure/figure-csv.js";
import type { FigureModel } from "../figure/figure-model.js";
import { escapeHtml } from "../table/escape.js";
import { inLang, notesLine } from "../table/wording.js";
import { type LineageGraph, type LineageNode, lineageIndex } from "./lineage.js";
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
  const references = section.references.map((r) => `<li>${escapeHtml(r)}</li>`);
  const [head, list] = lang === "zh" ? ["方法", "参考文献"] : ["Methods", "References"];
  const tail = references.length === 0 ? "" : `<h3>${list}</h3><ol>${references.join("")}</ol>`;
  return `<section class="xz-methods"><h2>${head}</h2>${paragraphs.join("")}${tail}</section>`;
}

const KINDS: Readonly<Record<LineageNode["kind"], { en: string; zh: string }>> = {
  coefficient: { en: "coefficient", zh: "系数" },
  column: { en: "panel column", zh: "面板列" },
  index: { en: "index", zh: "指数" },
  weight: { en: "weight", zh: "权重" },
  cell: { en: "indicator cell", zh: "指标单元格" },
  count: { en: "keyword count", zh: "词频" },
  sentence: { en: "sentence", zh: "原句" },
  patent: { en: "patent", zh: "专利" },
  rule: { en: "rule", zh: "规则" },
  file: { en: "file", zh: "文件" },
  other: { en: "step", zh: "步骤" },
};

/** A file is used by thousands of cells: no one reads such a list. */
const MOST_LINKS = 500;

/** Every node with links to what it was made from and what it is used in.   中文: 溯源 → HTML */
export function lineageToHtml(graph: LineageGraph, lang: Lang): string {
  const usedBy = new Map<string, string[]>();
  for (const node of graph.nodes) {
    for (const id of node.from) {
      const list = usedBy.get(id);
      if (list === undefined) usedBy.set(id, [node.id]);
      else list.push(node.id);
    }
  }
  // Each node is linked to from many others: its link is written once.
  const items = new Map(
    [...lineageIndex(graph)].map(([id, node]) => [
      id,
      `<li><a href="#lineage-${encodeURIComponent(id)}">${escapeHtml(KINDS[node.kind][lang])}: ${escapeHtml(inLang(node.label, lang))}</a></li>`,
    ]),
  );
  const list = (word: string, ids: readonly string[]) =>
    ids.length === 0
      ? ""
      : `<p>${word}</p><ul>${ids
          .slice(0, MOST_LINKS)
          .map((id) => items.get(id)!)
          .join("")}${ids.length > MOST_LINKS ? `<li>… ${ids.length}</li>` : ""}</ul>`;
  const [head, from, into] =
    lang === "zh" ? ["溯源", "来自", "用于"] : ["Lineage", "Made from", "Used in"];
  const articles = graph.nodes.map((node) => {
    const value =
      node.value === undefined || node.value === null
        ? ""
        : ` <output>${escapeHtml(String(node.value))}</output>`;
    const detail =
      node.detail === undefined ? "" : `<p>${escapeHtml(inLang(node.detail, lang))}</p>`;
    return `<article class="xz-node" id="lineage-${encodeURIComponent(node.id)}"><h3><small>${KINDS[node.kind][lang]}</small> ${escapeHtml(inLang(node.label, lang))}${value}</h3>${detail}${list(
      from,
      node.from,
    )}${list(into, usedBy.get(node.id) ?? [])}</article>`;
  });
  return `<h2>${head}</h2>${articles.join("\n")}`;
}
