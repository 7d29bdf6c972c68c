import { csvCell } from "../../../base/index.js";
import type { FigureModel } from "./figure-model.js";

/** The numbers behind a figure as CSV, in full precision.   中文: 图的数据 → CSV */
export function figureToCsv(figure: FigureModel): string {
  const lines = [figure.data.columns, ...figure.data.rows].map((row) => row.map(csvCell).join(","));
  return `\ufeff${lines.join("\n")}\n`;
}
