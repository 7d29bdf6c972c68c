import { escapeHtml, type Lang } from "../base/index.js";
import type { KwicResult } from "./kwic.js";
import { FLAG_WORDS } from "./match/flag-context.js";

/** Concordance lines as a page of its own, no scripts, nothing fetched.   中文: 上下文索引网页 */
export function kwicPage(term: string, result: KwicResult, lang: Lang): string {
  const t = (en: string, zh: string): string => (lang === "zh" ? zh : en);
  const rows = result.lines
    .map(
      (l) =>
        `<tr><td>${escapeHtml(l.region ?? String(l.document))}</td><td>${l.year ?? ""}</td><td>${escapeHtml(l.section)}</td><td class="l">${escapeHtml(l.left)}</td><td class="h"><mark>${escapeHtml(l.hit)}</mark></td><td>${escapeHtml(l.right)}</td><td>${l.flags.map((f) => FLAG_WORDS[f][lang]).join(" ")}</td></tr>`,
    )
    .join("\n");
  const count = t(
    `${result.lines.length} of ${result.total} hits`,
    `共 ${result.total} 处，显示 ${result.lines.length} 处`,
  );
  const heads = [
    t("region", "地区"),
    t("year", "年份"),
    t("section", "章节"),
    t("before", "前文"),
    t("hit", "命中"),
    t("after", "后文"),
    t("flags", "标记"),
  ];
  return `<!DOCTYPE html>
<html lang="${lang === "zh" ? "zh-CN" : "en"}">
<head><meta charset="utf-8"><title>${escapeHtml(term)}</title>
<style>
body { font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 2rem; color: #222; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; border-bottom: 2px solid #222; padding: 0.3rem 0.5rem; }
td { border-bottom: 1px solid #ddd; padding: 0.3rem 0.5rem; vertical-align: top; }
td.l { text-align: right; } td.h { white-space: nowrap; text-align: center; }
</style></head>
<body>
<h1>${escapeHtml(term)}</h1>
<p>${count}</p>
<table><thead><tr>${heads.map((h) => `<th>${h}</th>`).join("")}</tr></thead>
<tbody>
${rows}
</tbody></table>
</body></html>
`;
}
