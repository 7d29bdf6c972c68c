import type { Grid } from "../table/lay-out.js";
import type { Equation } from "./equation.js";

/** One part of a Word file, top to bottom.   中文: Word 文档的一部分 */
export type WordBlock =
  | { readonly kind: "heading"; readonly text: string; readonly level: 1 | 2 | 3 }
  | {
      readonly kind: "paragraph";
      readonly text: string;
      /** `hanging` for entries of a list. */
      readonly look?: "text" | "hanging";
    }
  | { readonly kind: "equation"; readonly equation: Equation }
  | { readonly kind: "table"; readonly caption: string; readonly grid: Grid }
  | {
      readonly kind: "figure";
      readonly caption: string;
      readonly png: Uint8Array;
      /** On paper, in points; the picture is never wider than the text. */
      readonly width: number;
      readonly height: number;
      readonly notes: readonly string[];
    };
