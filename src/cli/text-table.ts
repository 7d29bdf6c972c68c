import { greatest } from "../base/index.js";
/**
 * Rows as lines with columns of one width, for the screen; a Chinese character takes two places.
 * Numbers are set right, text left; the first row is the head.   中文: 终端文本表
 *
 * @example textTable([["city", "n"], ["北京市", 3]])
 */
export function textTable(rows: readonly (readonly (string | number | null)[])[]): string {
  const cells = rows.map((row) => row.map((cell) => (cell === null ? "" : String(cell))));
  const widths = (cells[0] ?? []).map((_, j) => greatest(cells.map((row) => width(row[j]!))));
  const isNumeric = widths.map((_, j) =>
    rows.slice(1).every((row) => typeof row[j] === "number" || row[j] === null),
  );
  return cells
    .map((row) =>
      row
        .map((cell, j) => {
          const blanks = " ".repeat(widths[j]! - width(cell));
          return isNumeric[j] ? blanks + cell : cell + blanks;
        })
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function width(text: string): number {
  let places = 0;
  for (const c of text) places += c.codePointAt(0)! > 0x2e7f ? 2 : 1;
  return places;
}
