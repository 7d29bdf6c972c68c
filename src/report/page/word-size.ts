import type { BlockSize } from "./arrange-floats.js";
import type { WordBlock } from "./word-block.js";
import { ems, fitTable, TEXT_WIDTH } from "./word-fit.js";

/** Half-points: 五号 for text, 小五 for notes. */
export const SIZE = { body: 21, note: 18, caption: 21 } as const;
/** Height of a figure in points: two stand on a page with their captions. */
const MOST_HEIGHT = 285;
/** Lines up to which a table stands on one page. */
export const ONE_PAGE = { portrait: 44, landscape: 26 } as const;
/** Of the text on A4 with 2.5 cm margins, in points. */
export const PAGE_HEIGHT = { portrait: 700, landscape: 453 } as const;

/** About how much room a block takes: Word breaks lines itself. */
export function sizeOf(block: WordBlock): BlockSize {
  const portrait = { orientation: "portrait" as const, break: "split" as const };
  switch (block.kind) {
    case "heading":
      return { ...portrait, height: 40 };
    case "equation":
      return { ...portrait, height: 34 };
    case "paragraph":
      return { ...portrait, height: 4 + 23 * linesOf(block.text, SIZE.body, TEXT_WIDTH.portrait) };
    case "figure": {
      const { scale } = scaleOf(block, TEXT_WIDTH.portrait);
      const under = 32 + notesHeight(block.notes, TEXT_WIDTH.portrait);
      return { ...portrait, break: "whole", height: 12 + block.height * scale + under };
    }
    case "table": {
      const { grid } = block;
      const { orientation, size } = fitTable(grid);
      const rows = grid.rows.length + grid.headers.length + (grid.spans.length > 0 ? 1 : 0);
      const notes = notesHeight(grid.notes, TEXT_WIDTH[orientation]);
      return {
        orientation,
        break: rows <= ONE_PAGE[orientation] ? "whole" : "split",
        height: 32 + (rows * size * 14.5) / 20 + notes,
      };
    }
  }
}

function notesHeight(notes: readonly string[], width: number): number {
  return notes.length === 0 ? 0 : 16 + 13 * linesOf(notes.join(" "), SIZE.note, width);
}

/** Lines of a text in a size of half-points on a width in twentieths of a point. */
function linesOf(text: string, size: number, width: number): number {
  return Math.ceil((ems(text) * size * 10) / width);
}

/** A picture is neither wider than the text nor higher than half a page. */
export function scaleOf({ width, height }: Extract<WordBlock, { kind: "figure" }>, room: number) {
  return { scale: Math.min(1, room / 20 / width, MOST_HEIGHT / height) };
}
