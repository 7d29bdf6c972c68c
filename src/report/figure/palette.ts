/** Colour, symbol and dash of a series: any one of them alone tells series apart. */
export interface Ink {
  readonly color: string;
  readonly symbol: string;
  readonly dash: "solid" | readonly number[];
}

/**
 * Okabe and Ito's colours (2008, told apart with every kind of colour blindness), ordered so that
 * neighbours also differ in grey, each with its own symbol and dash.   中文: 色盲与灰度安全配色
 */
export const INKS: readonly Ink[] = [
  { color: "#000000", symbol: "circle", dash: "solid" },
  { color: "#D55E00", symbol: "rect", dash: [7, 4] },
  { color: "#0072B2", symbol: "triangle", dash: [2, 3] },
  { color: "#E69F00", symbol: "diamond", dash: [9, 3, 2, 3] },
  { color: "#009E73", symbol: "emptyCircle", dash: [12, 4] },
  { color: "#56B4E9", symbol: "emptyRect", dash: [4, 2] },
  { color: "#8F4A78", symbol: "emptyTriangle", dash: [1, 2] },
  { color: "#7F7F7F", symbol: "emptyDiamond", dash: [5, 2, 1, 2, 1, 2] },
];

/** The ink at a position; the palette repeats after eight. */
export function inkAt(position: number): Ink {
  return INKS[position % INKS.length]!;
}

/** Light to dark in one hue: the order is kept in grey (ColorBrewer Blues). */
export const SEQUENTIAL = ["#f7fbff", "#c6dbef", "#6baed6", "#2171b5", "#08306b"] as const;

/** Fonts named in SVG, best first; files for PNG and PDF are found by `findChineseFont`. */
export const FONT_FAMILY =
  "Noto Sans CJK SC,Noto Sans SC,Source Han Sans SC,PingFang SC,Microsoft YaHei,SimHei,sans-serif";
