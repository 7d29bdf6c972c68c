import type { Wording } from "../../table/table-model.js";

/** An axis of numbers or of named places.   中文: 坐标轴 */
export type Axis =
  | {
      readonly kind: "value";
      readonly label: Wording;
      /** Kept inside the axis besides the data, such as 0. */
      readonly include?: readonly number[];
      /** `integers`: ticks at whole numbers only, without separators (years, event time). */
      readonly ticks?: "auto" | "integers";
      /** What ticks are called instead of their number, such as `≥5` for all later periods. */
      readonly tickNames?: Readonly<Record<number, string>>;
      /** Exactly these ends, such as 0 and 1 for p values. */
      readonly range?: readonly [number, number];
    }
  | {
      readonly kind: "category";
      readonly label: Wording;
      readonly categories: readonly Wording[];
      /** Degrees that labels are turned. Default 0. */
      readonly rotate?: number;
    };

/** A point of a mark; on a category axis the coordinate is the position from 0. */
export interface Point {
  readonly x: number;
  readonly y: number;
  /** Ends of the interval, along y (or x for a horizontal interval). */
  readonly low?: number;
  readonly high?: number;
  /** What hovering says before the numbers. */
  readonly name?: Wording;
  /** Ink of this point when it differs from its series: `hollow` = not significant. */
  readonly fill?: "solid" | "hollow";
}

interface Drawn {
  /** Shown in the legend; without it the mark has no entry. */
  readonly name?: Wording;
  /** Position in the palette: colour, symbol and dash together. Default: order of marks. */
  readonly ink?: number;
  /** Default `left`. */
  readonly axis?: "left" | "right";
}

/** A closed line of longitudes and latitudes (or any x and y). */
export type Ring = readonly (readonly [number, number])[];

/** Something drawn in a panel.   中文: 图形元素 */
export type Mark =
  | (Drawn & {
      readonly kind: "line";
      readonly points: readonly Point[];
      /** Default `symbols` up to 40 points. */
      readonly symbols?: "symbols" | "none";
    })
  | (Drawn & { readonly kind: "points"; readonly points: readonly Point[]; readonly size?: number })
  | (Drawn & {
      readonly kind: "interval";
      readonly points: readonly Point[];
      readonly direction?: "vertical" | "horizontal";
      /** Whether estimates are joined by a line. Default `none`. */
      readonly join?: "line" | "none";
      /** Caps at the ends of intervals. Default `caps`. */
      readonly ends?: "caps" | "plain";
      /** Of the symbols, in pixels. Default 7. */
      readonly size?: number;
    })
  | (Drawn & { readonly kind: "band"; readonly points: readonly Point[] })
  | (Drawn & {
      readonly kind: "bars";
      readonly points: readonly Point[];
      readonly direction?: "vertical" | "horizontal";
      /** Bars of one stack stand on one another. */
      readonly stack?: string;
    })
  | (Drawn & {
      readonly kind: "tiles";
      readonly points: readonly (Point & {
        readonly value: number | null;
        readonly text?: string;
      })[];
    })
  | (Drawn & {
      readonly kind: "areas";
      /** Colour on the sequential scale, 0 light … 1 dark; null is white (no value). */
      readonly shade: number | null;
      /** Point: where the area's name would stand. */
      readonly points: readonly (Point & { readonly rings: readonly Ring[] })[];
    })
  | {
      readonly kind: "rule";
      readonly across: "x" | "y";
      readonly at: number;
      readonly dash?: "solid" | "dashed" | "dotted";
      readonly label?: Wording;
    };

/** Whether the points of a line are marked one by one. */
export function hasSymbols(mark: Extract<Mark, { kind: "line" }>): boolean {
  return (mark.symbols ?? (mark.points.length <= 40 ? "symbols" : "none")) === "symbols";
}

/** One system of axes with what is drawn in it.   中文: 子图 */
export interface Panel {
  readonly title?: Wording;
  readonly x: Axis;
  readonly y: Axis;
  /** A second scale for marks with `axis: "right"`. */
  readonly right?: Extract<Axis, { kind: "value" }>;
  readonly marks: readonly Mark[];
  /** Share of the height (stacked panels) or width (side by side). Default 1. */
  readonly share?: number;
}

/** The numbers behind a figure, as its CSV has them.   中文: 图的数据 */
export interface FigureData {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** A figure before it takes a format: plain data.   中文: 图形模型 */
export interface FigureModel {
  readonly kind: "figure";
  readonly type: string;
  readonly title: Wording;
  readonly panels: readonly Panel[];
  /** Panels beside or below one another, or in lines of three. Default `columns`. */
  readonly arrange?: "columns" | "rows" | "grid";
  /** Pixels of 1/96 inch. Default 600 × 380: the width of an A4 text. */
  readonly width?: number;
  readonly height?: number;
  readonly notes: readonly Wording[];
  readonly data: FigureData;
}
