import { greatest } from "../base/index.js";
import { percentOf } from "../result/index.js";

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

/** The head of a column of intervals. */
export function intervalHead(say: (en: string, zh: string) => string, level?: number): string {
  return say(`${percentOf(level)} interval`, `${percentOf(level)} 置信区间`);
}

/** An interval in brackets; a dash where there is none. */
export function intervalCell(
  low: number | null,
  high: number | null,
  show: (value: number) => string,
): string {
  return low === null || high === null ? "–" : `[${show(low)}, ${show(high)}]`;
}

function width(text: string): number {
  let places = 0;
  for (const c of text) places += c.codePointAt(0)! > 0x2e7f ? 2 : 1;
  return places;
}
