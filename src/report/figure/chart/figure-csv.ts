import type { FigureModel } from "./figure-model.js";

/** The numbers behind a figure as CSV, in full precision.   中文: 图的数据 → CSV */
export function figureToCsv(figure: FigureModel): string {
  const lines = [figure.data.columns, ...figure.data.rows].map((row) => row.map(field).join(","));
  return `\ufeff${lines.join("\n")}\n`;
}

function field(value: string | number | null): string {
  if (value === null || (typeof value === "number" && Number.isNaN(value))) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]./su.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
