import { greatest } from "../../base/index.js";
import type { Grid } from "../table/lay-out.js";

/** How a table stands on its page: type size, direction, widths of the columns. */
export interface TableFit {
  readonly orientation: "portrait" | "landscape";
  /** Half-points. */
  readonly size: number;
  /** Twentieths of a point. */
  readonly widths: readonly number[];
}

/** Width of the text on A4 with 2.5 cm margins, in twentieths of a point. */
export const TEXT_WIDTH = { portrait: 9072, landscape: 13_958 } as const;

/** 五号, 小五, 小五 across, 六号 across: the first at which the table can be read. */
const TRIALS = [
  { orientation: "portrait", size: 21 },
  { orientation: "portrait", size: 18 },
  { orientation: "landscape", size: 18 },
  { orientation: "landscape", size: 15 },
] as const;

/** Times as wide as the page a table may want to be: its words then wrap to two lines or so. */
const CROWDED = { 21: 1.15, 18: 2, 15: Number.POSITIVE_INFINITY } as const;
/** Margins of a cell, left and right. */
const MARGINS = 110;
/** Row labels up to this length are not wrapped. */
const LABEL = 9;
/** Longest line of prose in a cell, in widths of a Chinese character. */
const PROSE = 22;

/**
 * The largest type and narrowest page at which no number and no word of a table is broken.
 * 中文: 表格的字号、版向与列宽
 *
 * Columns of estimates are of one width. What is left over goes to the columns whose words wrap.
 */
export function fitTable(grid: Grid): TableFit {
  const least = columns(grid, (text) => Math.max(0, greatest(unbreakable(text).map(ems))), 0.5);
  const labels = grid.rows.flatMap((r) => (r.role === "heading" ? [] : ems(r.cells[0]!.text)));
  least[0] = Math.max(least[0]!, Math.min(LABEL, Math.max(0, greatest(labels))));
  const wanted = columns(grid, (text) => Math.min(PROSE, ems(text)), 0.75);
  const of = (size: number) => ({
    least: least.map((w) => w * size * 10 + MARGINS),
    wanted: wanted.map((w, j) => Math.max(w, least[j]!) * size * 10 + MARGINS),
  });
  const fits = TRIALS.find(({ orientation, size }) => {
    const width = TEXT_WIDTH[orientation];
    const need = of(size);
    return sum(need.least) <= width && sum(need.wanted) <= CROWDED[size] * width;
  });
  const { orientation, size } = fits ?? TRIALS[TRIALS.length - 1]!;
  const need = of(size);
  return { orientation, size, widths: share(need.least, need.wanted, TEXT_WIDTH[orientation]) };
}

/** The most that any text of a column needs; centred columns side by side need the same. */
function columns(grid: Grid, needs: (text: string) => number, ofHeader: number): number[] {
  const rows = grid.rows.filter((r) => r.role !== "heading");
  const own = grid.align.map((_, j) =>
    Math.max(
      2, // A header may take two lines.
      greatest(
        grid.headers.map((h) =>
          Math.max(needs(h[j]!) * ofHeader, greatest(unbreakable(h[j]!).map(ems))),
        ),
      ),
      greatest(
        rows.map((r) => needs(r.cells[j]?.text ?? "") + 0.4 * (r.cells[j]?.stars.length ?? 0)),
      ),
    ),
  );
  const isTableOfEstimates =
    grid.align.length > 2 && grid.align.slice(1).every((a) => a === "center");
  if (!isTableOfEstimates) return own;
  const most = greatest(own.slice(1));
  return [own[0]!, ...own.slice(1).map(() => most)];
}

/** What may not be broken: words, numbers with their signs, intervals, and runs of four Chinese characters. */
function unbreakable(text: string): string[] {
  return text.match(/\[[^\]]*\]|[^\s\p{Script=Han}，、；：。（）]+|\p{Script=Han}{1,4}/gu) ?? [];
}

/** Width in widths of a Chinese character. */
export function ems(text: string): number {
  return [...text].reduce((all, c) => all + (c.codePointAt(0)! > 0x2e7f ? 1 : 0.53), 0);
}

/** Each column its least, and of what is left in proportion to what it would like besides. */
function share(least: readonly number[], wanted: readonly number[], width: number): number[] {
  const room = width - sum(least);
  // Too much for any page: in proportion, and words are broken.
  if (room < 0) return least.map((w) => Math.floor((w * width) / sum(least)));
  const more = wanted.map((w, j) => w - least[j]!);
  const asked = sum(more);
  const given = asked === 0 ? 0 : Math.min(1, room / asked);
  const rest = (room - given * asked) / sum(wanted);
  return least.map((w, j) => Math.floor(w + given * more[j]! + rest * wanted[j]!));
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
