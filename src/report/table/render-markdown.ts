import { escapeMarkdown, type Lang } from "../../base/index.js";
import { layOut } from "./lay-out.js";
import type { TableModel } from "./table-model.js";
import { notesLine } from "./wording.js";

/** A table as GitHub-flavoured Markdown.   中文: 表格 → Markdown */
export function tableToMarkdown(
  model: TableModel,
  lang: Lang,
  options: { readonly caption?: string } = {},
): string {
  const grid = layOut(model, lang);
  const width = grid.align.length;
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  // Markdown has one header line: number and outcome are joined.
  const header = grid.align.map((_, j) =>
    grid.headers
      .map((h) => escapeMarkdown(h[j]!))
      .filter((t) => t !== "")
      .join("<br>"),
  );
  const rule = { left: ":---", center: ":---:", right: "---:" } as const;
  const out = [
    `**${escapeMarkdown(options.caption ?? grid.title)}**`,
    "",
    line(header),
    line(grid.align.map((a) => rule[a])),
  ];
  if (grid.spans.length > 0) {
    const spread = grid.spans.flatMap((s) => [
      s.text === "" ? "" : `*${escapeMarkdown(s.text)}*`,
      ...new Array<string>(s.width - 1).fill(""),
    ]);
    out.push(line(spread));
  }
  for (const row of grid.rows) {
    const cells = row.cells.map((c) => escapeMarkdown(c.text) + c.stars.replaceAll("*", "\\*"));
    if (row.role === "heading") cells[0] = `*${cells[0]}*`;
    out.push(line([...cells, ...new Array<string>(width - cells.length).fill("")]));
  }
  if (grid.notes.length > 0) {
    out.push("", escapeMarkdown(notesLine(grid.notes, lang)));
  }
  return `${out.join("\n")}\n`;
}
