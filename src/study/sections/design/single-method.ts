import { modelFields } from "../../file/schema/column-schema.js";
import { columnsTable, estimatesOf, methodsOf } from "../effects/columns-table.js";
import { METHOD_OPTIONS } from "../model/method-options.js";
import { runColumn } from "../model/run-column.js";
import { defineSection, output, type SectionKind } from "../section.js";

/** Interactive fixed effects beside the baseline.   中文: 交互固定效应 */
export const ife = singleMethod("ife", {
  en: "Interactive fixed effects",
  zh: "交互固定效应",
});

/** Double machine learning beside the baseline.   中文: 双重机器学习 */
export const dmlSection = singleMethod("dml", {
  en: "Double machine learning",
  zh: "双重机器学习",
});

/** A table of two columns: least squares, and a method with its options. */
function singleMethod(name: "ife" | "dml", title: { en: string; zh: string }): SectionKind {
  const { shape } = METHOD_OPTIONS[name]!;
  return defineSection({
    name,
    title,
    shape: { ...modelFields, ...shape },
    make: (frame, entry, context) => {
      const all = entry as Readonly<Record<string, unknown>>;
      const options = Object.fromEntries(
        Object.keys(shape).flatMap((k) => (all[k] === undefined ? [] : [[k, all[k]]])),
      );
      const results = [
        runColumn(frame, entry, {}, context),
        runColumn(frame, entry, { method: name, options }, context),
      ];
      const table = columnsTable(frame, results, {
        entry,
        context,
        show: results[0]!.model.regressors,
        headings: [{ en: "Least squares", zh: "最小二乘" }, title],
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
}
