import type { Lang } from "../../../base/index.js";
import type { Wording } from "../../table/table-model.js";
import { inLang } from "../../table/wording.js";
import { type FigureModel, hasSymbols, type Mark } from "./figure-model.js";

/** Height of a line of the legend, and of what lies above the first and below the last. */
const LINE = 18;
const TOP = 4;
const BELOW = 14;
/** Height of a symbol and its widths: dashes and bands need room to be seen, points do not. */
const SYMBOL = { height: 11, point: 12, line: 26 } as const;
/** Distances of the words from their symbol and of entries from one another. */
const GAP = { words: 5, entry: 18 } as const;

/** The legend in the words of the chart library, and the height to keep free for it. */
export interface Legend {
  readonly option: Record<string, unknown>;
  readonly height: number;
}

/**
 * The legend of a figure, broken into as many lines as its names need.   中文: 图例（自动分行）
 *
 * Each line is a legend of its own: the library breaks lines as well, but tells nobody how many.
 */
export function chartLegend(figure: FigureModel, width: number, lang: Lang): Legend {
  const named = figure.panels.flatMap((p) => p.marks.filter(isNamed));
  const names = [...new Set(named.map((m) => inLang(m.name, lang)))];
  const hasOnlyPoints = named.every((m) => m.kind === "points" || m.kind === "interval");
  const symbol = hasOnlyPoints ? SYMBOL.point : SYMBOL.line;
  const lines = linesOf(names, symbol + GAP.words + GAP.entry, width);
  if (lines.length === 0) return { option: {}, height: 0 };
  const plain = new Set(named.filter(isPlainLine).map((m) => inLang(m.name, lang)));
  const legend = lines.map((data, line) => ({
    top: TOP + line * LINE,
    // The library draws a symbol in the legend even where the line has none.
    data: data.map((name) => (plain.has(name) ? { name, itemStyle: { opacity: 0 } } : name)),
    itemWidth: symbol,
    itemHeight: SYMBOL.height,
    itemGap: GAP.entry,
    textStyle: { color: "#000", fontSize: 12 },
  }));
  return { option: { legend }, height: TOP + lines.length * LINE + BELOW };
}

function isPlainLine(mark: Mark): boolean {
  return mark.kind === "line" && !hasSymbols(mark);
}

function isNamed(mark: Mark): mark is Exclude<Mark, { kind: "rule" }> & { name: Wording } {
  return mark.kind !== "rule" && mark.name !== undefined;
}

/** Names spread evenly over the fewest lines that hold them. */
function linesOf(names: readonly string[], besides: number, width: number): string[][] {
  const sizes = names.map((name) => textWidth(name) + besides);
  const fewest = broken(names, sizes, width).length;
  let narrowest = width;
  while (narrowest > width / 2 && broken(names, sizes, narrowest - 10).length === fewest) {
    narrowest -= 10;
  }
  return broken(names, sizes, narrowest);
}

function broken(names: readonly string[], sizes: readonly number[], width: number): string[][] {
  const lines: string[][] = [];
  let room = 0;
  names.forEach((name, i) => {
    if (lines.length === 0 || sizes[i]! > room) {
      lines.push([]);
      room = width;
    }
    lines.at(-1)!.push(name);
    room -= sizes[i]!;
  });
  return lines;
}

/** Width of words of 12 pixels: Chinese characters are square. */
export function textWidth(text: string): number {
  return [...text].reduce((sum, ch) => sum + (ch.codePointAt(0)! > 0x2e7f ? 12.5 : 7), 0);
}
