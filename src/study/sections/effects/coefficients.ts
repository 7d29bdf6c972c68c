import { z } from "zod";
import { coefficientFigure } from "../../../report/index.js";
import { columnShape, modelFields } from "../../file/schema/column-schema.js";
import { text } from "../../file/schema/common.js";
import { runColumn } from "../model/run-column.js";
import { defineSection, labelOf, notesOf, output } from "../section.js";
import { estimatesOf, methodsOf } from "./columns-table.js";

/** One coefficient across models, with intervals.   中文: 系数图 */
export const coefficients = defineSection({
  name: "coefficients",
  title: { en: "Estimates across models", zh: "各模型估计系数" },
  shape: {
    ...modelFields,
    /** Default: the first regressor of each column. */
    term: text.optional(),
    columns: z.array(columnShape).min(1),
  },
  make: (frame, entry, context) => {
    const results = entry.columns.map((column, j) =>
      runColumn(frame, entry, column, { seed: context.seed, at: [...context.at, "columns", j] }),
    );
    const points = results.flatMap((r, j) => {
      const wanted = entry.term ?? r.model.regressors[0];
      const term = r.column.terms.find((t) => t.name === wanted);
      const label = entry.columns[j]!.label ?? labelOf(frame, r.model.outcome);
      return term === undefined ? [] : [{ ...term, label }];
    });
    const figure = coefficientFigure(points, {
      title: context.title,
      notes: notesOf(frame, entry),
    });
    return output({
      figures: [figure],
      results: { columns: results.map((r) => r.json) },
      warnings: results.flatMap((r) => r.warnings),
      estimates: estimatesOf(results),
      methods: methodsOf(results),
    });
  },
});
