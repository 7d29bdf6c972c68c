import { type Notice, notice } from "../../base/index.js";
import { type Column, numberColumn } from "../column.js";
import { tableError } from "../errors.js";
import type { Table } from "../table.js";

/** Choices of `logColumns`. */
export interface LogOptions {
  /**
   * What becomes of values ≤ 0: `error` (default), `missing`; `one` takes ln(1 + x) of every value
   * (−1 < x), `asinh` the inverse hyperbolic sine of every value.
   */
  readonly zero?: "error" | "missing" | "one" | "asinh";
  /** Put before the name. Default `ln_`. */
  readonly prefix?: string;
}

/** A table with logarithms and how many values had none. */
export interface Logged<T extends Table> {
  readonly table: T;
  readonly report: readonly { readonly column: string; readonly nonPositive: number }[];
  readonly warnings: readonly Notice[];
}

/**
 * Adds natural logarithms, with a stated policy for zeros.   中文: 取对数（声明零值处理）
 *
 * Errors    table/no-logarithm — with `error`, or x ≤ −1 with `one`.
 * Warnings  table/logarithm-missing — with `missing`, how many cells.
 * @example logColumns(panel, ["patents"], { zero: "one" }).table.number("ln_patents")
 */
export function logColumns<T extends Table>(
  table: T,
  names: readonly string[],
  options: LogOptions = {},
): Logged<T> {
  const zero = options.zero ?? "error";
  const report: { column: string; nonPositive: number }[] = [];
  const warnings: Notice[] = [];
  const added = names.map((name): Column => {
    const values = table.number(name);
    const limit = zero === "one" ? -1 : 0;
    const bad = [...values.keys()].filter((i) => values[i]! <= limit);
    const first = bad[0];
    if (first !== undefined && (zero === "error" || zero === "one")) {
      throw tableError("no-logarithm", {
        ...table.where(),
        column: name,
        row: table.fileRow(first),
        value: values[first]!,
        count: bad.length,
        zero,
      });
    }
    if (first !== undefined && zero === "missing") {
      warnings.push(
        notice(
          "table/logarithm-missing",
          `${name}: ${bad.length} values of 0 or less have no logarithm and are missing`,
          `${name}：${bad.length} 个非正值无法取对数，记为缺失`,
        ),
      );
    }
    report.push({ column: name, nonPositive: values.filter((v) => v <= 0).length });
    const { label, source } = table.column(name);
    const how = { error: "ln", missing: "ln", one: "ln(1+x)", asinh: "asinh" }[zero];
    return numberColumn(`${options.prefix ?? "ln_"}${name}`, values.map(transform(zero)), {
      label: `${how} ${label ?? name}`,
      ...(source === undefined ? {} : { source }),
    });
  });
  return { table: table.withColumns(added) as T, report, warnings };
}

function transform(zero: NonNullable<LogOptions["zero"]>): (v: number) => number {
  if (zero === "one") return Math.log1p;
  if (zero === "asinh") return Math.asinh;
  return (v) => (v > 0 ? Math.log(v) : Number.NaN);
}
