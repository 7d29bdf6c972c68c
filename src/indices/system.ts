import type { Expression } from "./expression.js";

/** How a system standardises: over all rows, or inside each year.   中文: 标准化范围 */
export type Scale = "pooled" | "by-year";

/** One indicator of a system as its file declares it.   中文: 指标定义 */
export interface Indicator {
  readonly name: string;
  readonly label: string;
  readonly direction: "+" | "-";
  /** The formula as written, or the column's name. */
  readonly formula: string;
  readonly expression: Expression;
  readonly dimension: string | null;
  readonly subdimension: string | null;
  readonly unit: string | null;
  readonly source: string | null;
  /** A weight that the file gives (published or chosen by hand). */
  readonly weight: number | null;
  readonly asPublished: boolean;
  readonly note: string | null;
  /** Line of the file, for messages. */
  readonly line: number | null;
}

/** An indicator system: what an index is made of.   中文: 指标体系 */
export interface IndicatorSystem {
  readonly name: string;
  readonly label: string;
  /** Column of the units, such as `city`. */
  readonly unit: string;
  readonly time: string;
  readonly scale: Scale;
  readonly indicators: readonly Indicator[];
  /** Units of panel columns that the file declares, for the check against mixed units. */
  readonly columnUnits: Readonly<Record<string, string>>;
  readonly source: string | null;
  readonly note: string | null;
  readonly file: string | null;
  readonly sha256: string | null;
}
