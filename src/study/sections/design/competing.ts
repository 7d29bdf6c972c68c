import { z } from "zod";
import { competingMethod } from "../../../did/index.js";
import { modelFields } from "../../file/schema/column-schema.js";
import { optionKeys } from "../../file/schema/method-schema.js";
import { columnsTable, estimatesOf, methodsOf } from "../effects/columns-table.js";
import { resolveModel } from "../model/model.js";
import { runColumn } from "../model/run-column.js";
import { defineSection, labelOf, output } from "../section.js";

/** Other policies of the time controlled, one by one and all.   中文: 排除其他政策干扰 */
export const competing = defineSection({
  name: "competing",
  title: { en: "Other policies controlled", zh: "排除其他政策干扰" },
  shape: { ...modelFields, ...optionKeys(competingMethod.options), all: z.boolean().default(true) },
  make: (frame, entry, context) => {
    const { regressors } = resolveModel(frame, entry);
    const { others } = entry;
    const sets = [
      ...others.map((other) => [other]),
      ...(entry.all && others.length > 1 ? [others] : []),
    ];
    const results = sets.map((set) =>
      runColumn(frame, entry, { regressors: [...regressors, ...set] }, context),
    );
    const table = columnsTable(frame, results, {
      entry,
      context,
      show: [...regressors, ...others],
      headings: sets.map((set) =>
        set.length === 1 ? labelOf(frame, set[0]!) : { en: "All", zh: "全部" },
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
