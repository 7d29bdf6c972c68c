import { z } from "zod";
import { runColumn } from "../model/run-column.js";
import { columnShape, modelFields } from "../schema/column-schema.js";
import { names } from "../schema/common.js";
import { columnsTable, estimatesOf, methodsOf } from "./columns-table.js";
import { defineSection, labelOf, output } from "./section.js";

/** Any table of regressions, column by column.   中文: 逐列设定的回归表 */
export const models = defineSection({
  name: "models",
  title: { en: "Regression results", zh: "回归结果" },
  shape: {
    ...modelFields,
    /** Terms to print, in this order; default the regressors of all columns. */
    show: names.optional(),
    columns: z.array(columnShape).min(1),
    fit: z.array(z.enum(["r2", "r2Adj", "r2Within"])).optional(),
  },
  make: (frame, entry, context) => {
    const results = entry.columns.map((column, j) =>
      runColumn(frame, entry, column, { seed: context.seed, at: [...context.at, "columns", j] }),
    );
    const rows = footRows(entry.columns.map((c) => c.foot));
    const table = columnsTable(frame, results, {
      entry,
      context,
      show: entry.show ?? [...new Set(results.flatMap((r) => r.model.regressors))],
      headings: results.map((r, j) => entry.columns[j]!.label ?? labelOf(frame, r.model.outcome)),
      groups: entry.columns.map((c) => c.group),
      rows,
      ...(entry.fit === undefined ? {} : { fitRows: entry.fit }),
    });
    return output({
      tables: [table],
      results: { columns: results.map((r) => r.json) },
      warnings: results.flatMap((r) => r.warnings),
      estimates: estimatesOf(results),
      methods: methodsOf(results),
    });
  },
});

/** The further rows that columns ask for. */
export function footRows(
  foots: readonly (
    | Readonly<Record<string, string | number | { en: string; zh: string }>>
    | undefined
  )[],
) {
  const labels = [...new Set(foots.flatMap((f) => Object.keys(f ?? {})))];
  return labels.map((label) => ({ label, cells: foots.map((f) => f?.[label] ?? null) }));
}
