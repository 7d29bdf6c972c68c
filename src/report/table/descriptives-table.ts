import { numberCell, type TableModel, type Wording } from "./table-model.js";

/** One variable of a table of descriptives.   中文: 描述性统计的一行 */
export interface Descriptive {
  readonly name: string;
  readonly label?: Wording;
  readonly nobs: number;
  readonly mean: number;
  readonly sd: number;
  readonly min: number;
  readonly max: number;
  readonly p25?: number;
  readonly median?: number;
  readonly p75?: number;
  /** `whole`: dummies and counts, whose least and greatest values and quartiles print as integers. */
  readonly values?: "whole" | "real";
}

/**
 * N, mean, sd, (quartiles,) min, max of variables.   中文: 描述性统计表
 *
 * Quartile columns appear when a row has them. Values of dummies and counts are printed as integers.
 *
 * @example descriptivesTable([{ name: "did", nobs: 594, mean: .221, sd: .415, min: 0, max: 1 }])
 */
export function descriptivesTable(
  rows: readonly Descriptive[],
  options: { title?: Wording; digits?: number; notes?: readonly Wording[] } = {},
): TableModel {
  const digits = options.digits ?? 3;
  const all = [
    ["mean", { en: "Mean", zh: "均值" }],
    ["sd", { en: "SD", zh: "标准差" }],
    ["min", { en: "Min", zh: "最小值" }],
    ["p25", { en: "P25", zh: "25% 分位" }],
    ["median", { en: "Median", zh: "中位数" }],
    ["p75", { en: "P75", zh: "75% 分位" }],
    ["max", { en: "Max", zh: "最大值" }],
  ] as const;
  const columns = all.filter(([key]) => rows.some((row) => row[key] !== undefined));
  return {
    kind: "table",
    title: options.title ?? { en: "Descriptive statistics", zh: "描述性统计" },
    columns: [
      { header: { en: "Variable", zh: "变量" } },
      { header: "N", align: "right" },
      ...columns.map(([, header]) => ({ header, align: "right" as const })),
    ],
    groups: [
      {
        rows: rows.map((row) => ({
          label: row.label ?? row.name,
          cells: [numberCell(row.nobs, 0), ...columns.map(([key]) => momentCell(row, key, digits))],
        })),
      },
    ],
    notes: options.notes ?? [],
  };
}

/** From here on a moment has thousands, and two digits tell enough. */
const LARGE = 1000;
/** Noise of rounding, against the largest value of the variable. */
const NOISE = 1e-12;

function momentCell(
  row: Descriptive,
  key: "mean" | "sd" | "min" | "max" | "p25" | "median" | "p75",
  digits: number,
) {
  const value = row[key] ?? null;
  const isValue = row.values === "whole" && key !== "mean" && key !== "sd";
  if (isValue && Number.isInteger(value)) return numberCell(value, 0);
  const largest = Math.max(Math.abs(row.min), Math.abs(row.max));
  const shown = value !== null && Math.abs(value) < NOISE * largest ? 0 : value;
  return numberCell(shown, largest >= LARGE ? Math.min(digits, 2) : digits);
}
