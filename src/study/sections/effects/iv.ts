import { z } from "zod";
import { coefficientNames } from "../../../regress/index.js";
import { columnShape, modelFields } from "../../file/schema/column-schema.js";
import { names } from "../../file/schema/common.js";
import { runColumn } from "../model/run-column.js";
import { defineSection, output } from "../section.js";
import { columnsTable, estimatesOf, methodsOf } from "./columns-table.js";

/** First and second stages side by side, with the tests of the instruments.   中文: 工具变量法 */
export const iv = defineSection({
  name: "iv",
  title: { en: "Instrumental variables", zh: "工具变量法" },
  shape: {
    ...modelFields,
    show: names.optional(),
    specifications: z
      .array(
        columnShape.omit({ method: true, stage: true, options: true, group: true }).extend({
          instruments: names.min(1),
        }),
      )
      .min(1),
  },
  make: (frame, entry, context) => {
    const columns = entry.specifications.flatMap(({ label, ...specification }, i) =>
      (["first", "second"] as const)
        // A specification that must be refused has one column, which says why.
        .filter((stage) => specification["expect-error"] !== true || stage === "second")
        .map((stage) => ({
          stage,
          label,
          instruments: specification.instruments,
          result: runColumn(
            frame,
            entry,
            { ...specification, method: "iv" as const, stage },
            { seed: context.seed, at: [...context.at, "specifications", i] },
          ),
        })),
    );
    const results = columns.map((c) => c.result);
    const endogenous = entry.specifications.flatMap((s) => s.endogenous ?? []);
    const regressors = results.flatMap((r) => r.model.regressors);
    const firstTerms = columns.flatMap((c) =>
      c.stage === "first"
        ? c.instruments.flatMap((z) =>
            coefficientNames(
              z,
              c.result.column.terms.map((t) => t.name),
            ),
          )
        : [],
    );
    const table = columnsTable(frame, results, {
      entry,
      context,
      show: entry.show ?? [...new Set([...firstTerms, ...endogenous, ...regressors])],
      headings: columns.map(({ stage }) =>
        stage === "first"
          ? { en: "First stage", zh: "第一阶段" }
          : { en: "Second stage", zh: "第二阶段" },
      ),
      groups: columns.map((c) => c.label),
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
