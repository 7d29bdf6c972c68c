import { z } from "zod";
import { columnShape, modelFields } from "../../file/schema/column-schema.js";
import { names, text } from "../../file/schema/common.js";
import { runColumn } from "../model/run-column.js";
import { defineSection, labelOf, output } from "../section.js";
import { columnsTable, estimatesOf, methodsOf } from "./columns-table.js";
import { footRows } from "./models.js";

/** The effect on each channel, a column each.   中文: 机制检验 */
export const mechanism = defineSection({
  name: "mechanism",
  title: { en: "Mechanisms", zh: "作用机制" },
  shape: {
    ...modelFields,
    show: names.optional(),
    /** Columns of channels, or models of them with their own keys. */
    mediators: z.array(z.union([text, columnShape.extend({ outcome: text })])).min(1),
  },
  make: (frame, entry, context) => {
    const columns = entry.mediators.map((m) => (typeof m === "string" ? { outcome: m } : m));
    const results = columns.map((column, j) =>
      runColumn(frame, entry, column, { seed: context.seed, at: [...context.at, "mediators", j] }),
    );
    const table = columnsTable(frame, results, {
      entry,
      context,
      show: entry.show ?? [...new Set(results.flatMap((r) => r.model.regressors))],
      headings: columns.map((c) => ("label" in c && c.label) || labelOf(frame, c.outcome)),
      groups: columns.map((c) => ("group" in c ? c.group : undefined)),
      rows: footRows(
        columns.map((c) => ("foot" in c ? c.foot : undefined)),
        (name) => labelOf(frame, name),
      ),
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
