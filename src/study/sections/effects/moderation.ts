import { z } from "zod";
import { moderate } from "../../../mechanism/index.js";
import { columnShape, modelFields } from "../../file/schema/column-schema.js";
import { names, text } from "../../file/schema/common.js";
import { formulaOf, resolveModel } from "../model/model.js";
import { ofFit } from "../model/run-column.js";
import { defineSection, labelOf, output } from "../section.js";
import { columnsTable, estimatesOf, methodsOf } from "./columns-table.js";

/** The policy times a moderator, a column each.   中文: 调节效应 */
export const moderation = defineSection({
  name: "moderation",
  title: { en: "Moderation", zh: "调节效应" },
  shape: {
    ...modelFields,
    treatment: text.optional(),
    centre: z.enum(["mean", "none"]).default("none"),
    show: names.optional(),
    moderators: z
      .array(
        z.union([
          text,
          columnShape
            .pick({ label: true, sample: true, where: true, outcome: true, controls: true })
            .extend({ moderator: text }),
        ]),
      )
      .min(1),
  },
  make: (frame, entry, context) => {
    const found = entry.moderators.map((m) => {
      const own = typeof m === "string" ? { moderator: m } : m;
      const { moderator, ...keys } = own;
      const model = resolveModel(frame, entry, keys);
      const treatment = entry.treatment ?? model.regressors[0]!;
      // The moderator stands in the model already.
      const controls = model.controls.filter((c) => c !== moderator);
      const used = { ...model, controls };
      const result = moderate(model.panel, formulaOf(used), {
        ...model.options,
        moderator,
        treatment,
        centre: entry.centre,
      });
      return { own, model, treatment, result, column: ofFit(used, result.fit) };
    });
    const columns = found.map((f) => f.column);
    const terms = columns.flatMap((c) => c.column.terms.map((t) => t.name));
    const shown = [
      ...new Set([
        ...found.map((f) => f.treatment),
        ...terms.filter((t) => t.includes(":") || t.includes("×")),
        ...found.map((f) => f.result.moderator),
      ]),
    ];
    const table = columnsTable(frame, columns, {
      entry,
      context,
      show: entry.show ?? shown,
      headings: found.map(
        (f) => ("label" in f.own && f.own.label) || labelOf(frame, f.own.moderator),
      ),
      notes:
        entry.centre === "mean"
          ? [{ en: "Moderators are centred.", zh: "调节变量已中心化。" }]
          : [],
    });
    return output({
      tables: [table],
      results: {
        columns: columns.map((c) => c.json),
        slopes: found.map(({ result }) => ({ moderator: result.moderator, slopes: result.slopes })),
      },
      warnings: columns.flatMap((c) => c.warnings),
      estimates: estimatesOf(columns),
      methods: methodsOf(columns),
    });
  },
});
