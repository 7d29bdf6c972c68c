import type { WordBlock } from "./word-block.js";

/** Height of the text on a page, in points. */
export interface PageHeights {
  readonly portrait: number;
  readonly landscape: number;
}

/** How a block stands on paper. */
export interface BlockSize {
  readonly orientation: "portrait" | "landscape";
  /** In points. */
  readonly height: number;
  /** `whole` blocks go to the next page where they do not fit; others are split between pages. */
  readonly break: "whole" | "split";
}

type Float = Extract<WordBlock, { kind: "table" | "figure" }>;

/** A rest of the page from this share on is not left empty when something fits into it. */
const WASTE = 0.25;

/**
 * Tables and figures that follow one another in an order that fills pages: where the next does not fit
 * on the page, the next of the other kind goes first if it does. Tables keep their order among
 * themselves, and so do figures.   中文: 调整图表先后以免页面留白
 */
export function arrangeFloats(
  blocks: readonly WordBlock[],
  sizeOf: (block: WordBlock) => BlockSize,
  page: PageHeights,
): WordBlock[] {
  const out: WordBlock[] = [];
  let orientation: BlockSize["orientation"] = "portrait";
  let used = 0;
  const rest = () => page[orientation] - used;
  const fits = (size: BlockSize) =>
    size.orientation === orientation &&
    (size.break === "split" || used === 0 || size.height <= rest());
  const put = (block: WordBlock) => {
    const size = sizeOf(block);
    if (!fits(size)) used = 0;
    orientation = size.orientation;
    used = (used + size.height) % page[orientation];
    out.push(block);
  };
  const waiting: Float[] = [];
  const flush = () => {
    while (waiting.length > 0) {
      const [next] = waiting;
      const other = waiting.findIndex((b) => b.kind !== next!.kind);
      const isWaste = !fits(sizeOf(next!)) && rest() > WASTE * page[orientation];
      const isBetter = isWaste && other >= 0 && fits(sizeOf(waiting[other]!));
      put(waiting.splice(isBetter ? other : 0, 1)[0]!);
    }
  };
  for (const block of blocks) {
    if (block.kind === "table" || block.kind === "figure") waiting.push(block);
    else {
      flush();
      put(block);
    }
  }
  flush();
  return out;
}
