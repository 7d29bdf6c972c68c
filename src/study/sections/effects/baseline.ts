import { modelFields } from "../../file/schema/column-schema.js";
import { resolveModel } from "../model/model.js";
import { runColumn } from "../model/run-column.js";
import { defineSection, output } from "../section.js";
import { columnsTable, estimatesOf, methodsOf } from "./columns-table.js";

/** The baseline regression: without and with controls, both with all effects. 中文: 基准回归 */
export const baseline = defineSection({
  name: "baseline",
  title: { en: "Baseline regression", zh: "基准回归" },
  shape: modelFields,
  make: (frame, entry, context) => {
    const results = (["none", "all"] as const).map((controls) =>
      runColumn(frame, entry, { controls }, context),
    );
    const { regressors, controls } = resolveModel(frame, entry);
    const table = columnsTable(frame, results, {
      entry,
      context,
      show: [...regressors, ...controls],
      fitRows: ["r2Adj", "r2Within"],
    });
    return output({
      tables: [table],
      results: { fits: results.map((r) => r.json) },
      warnings: results.flatMap((r) => r.warnings),
      estimates: estimatesOf(results),
      methods: methodsOf(results),
    });
  },
});
