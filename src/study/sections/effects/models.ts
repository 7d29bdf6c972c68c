import { z } from "zod";
import { type Localized, type Notice, nearest } from "../../../base/index.js";
import { coefficientNames } from "../../../regress/index.js";
import { columnShape, modelFields } from "../../file/schema/column-schema.js";
import { names } from "../../file/schema/common.js";
import { type ColumnResult, runColumn } from "../model/run-column.js";
import { defineSection, labelOf, output } from "../section.js";
import { columnsTable, estimatesOf, methodsOf } from "./columns-table.js";

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
    const rows = footRows(
      entry.columns.map((c) => c.foot),
      (name) => labelOf(frame, name),
    );
    const show = entry.show ?? [...new Set(results.flatMap((r) => r.model.regressors))];
    const table = columnsTable(frame, results, {
      entry,
      context,
      show,
      headings: results.map((r, j) => entry.columns[j]!.label ?? labelOf(frame, r.model.outcome)),
      groups: entry.columns.map((c) => c.group),
      rows,
      ...(entry.fit === undefined ? {} : { fitRows: entry.fit }),
    });
    return output({
      tables: [table],
      results: { columns: results.map((r) => r.json) },
      warnings: [...results.flatMap((r) => r.warnings), ...unmet(context.id, show, results)],
      estimates: estimatesOf(results),
      methods: methodsOf(results),
    });
  },
});

/** Terms to print that no column has: mostly a name spelt otherwise in the results. */
function unmet(id: string, show: readonly string[], results: readonly ColumnResult[]): Notice[] {
  const known = [...new Set(results.flatMap((r) => r.column.terms.map((t) => t.name)))];
  // A table in which a column was refused lacks what that column would have had.
  if (results.some((r) => r.column.terms.length === 0)) return [];
  return show
    .filter((name) => coefficientNames(name, known).length === 0)
    .map((name) => {
      const near = nearest(name, known);
      return {
        code: "study/term-not-there",
        en: `${id}: no column has the term “${name}”${near === undefined ? "" : ` (did you mean “${near}”?)`}`,
        zh: `${id}：各列均没有“${name}”这一项${near === undefined ? "" : `（是否想写“${near}”？）`}`,
      };
    });
}

/** The further rows that columns ask for. */
export function footRows(
  foots: readonly (
    | Readonly<Record<string, string | number | { en: string; zh: string }>>
    | undefined
  )[],
  naming: (name: string) => Localized,
) {
  const labels = [...new Set(foots.flatMap((f) => Object.keys(f ?? {})))];
  return labels.map((label) => ({
    label: naming(label),
    cells: foots.map((f) => f?.[label] ?? null),
  }));
}
