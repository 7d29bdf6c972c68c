/** Colour, symbol and dash of a series: any one of them alone tells series apart. */
export interface Ink {
  readonly color: string;
  readonly symbol: string;
  readonly dash: "solid" | readonly number[];
}

/** Filled shapes the chart library has no name for: it draws an outline in any coordinates. */
const CROSS = "path://M0,2L2,0L5,3L8,0L10,2L7,5L10,8L8,10L5,7L2,10L0,8L3,5Z";
const PLUS = "path://M3.5,0H6.5V3.5H10V6.5H6.5V10H3.5V6.5H0V3.5H3.5Z";
const DOWN = "path://M0,0H10L5,9Z";
const STAR = "path://M5,0L6.4,3.4L10,3.8L7.2,6.2L8.1,10L5,7.9L1.9,10L2.8,6.2L0,3.8L3.6,3.4Z";

/**
 * Okabe and Ito's colours (2008, told apart with every kind of colour blindness), ordered so that
 * neighbours also differ in grey, each with its own symbol and dash; the last four, for a comparison
 * of many estimators, are of Tol's muted scheme.   中文: 色盲与灰度安全配色
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
  { color: "#332288", symbol: CROSS, dash: [14, 3, 4, 3] },
  { color: "#999933", symbol: PLUS, dash: [3, 5] },
  { color: "#882255", symbol: DOWN, dash: [10, 2, 2, 2, 2, 2] },
  { color: "#44AA99", symbol: STAR, dash: [6, 6] },
];

/** The ink at a position; the palette repeats after twelve. */
export function inkAt(position: number): Ink {
  return INKS[position % INKS.length]!;
}

/** Light to dark in one hue: the order is kept in grey (ColorBrewer Blues). */
export const SEQUENTIAL = ["#f7fbff", "#c6dbef", "#6baed6", "#2171b5", "#08306b"] as const;

/** Fonts named in SVG, best first; files for PNG and PDF are found by `findChineseFont`. */
export const FONT_FAMILY =
  "Noto Sans CJK SC,Noto Sans SC,Source Han Sans SC,PingFang SC,Microsoft YaHei,SimHei,sans-serif";
