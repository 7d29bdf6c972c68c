import { nearest } from "../../base/index.js";
import { mean, variance } from "../../math/index.js";
import { evaluateWhere } from "../../regress/index.js";
import { descriptivesTable } from "../../report/index.js";
import { studyError } from "../errors.js";
import { resolveModel } from "../model/model.js";
import { modelFields } from "../schema/column-schema.js";
import { names } from "../schema/common.js";
import { defineSection, labelOf, notesOf, output } from "./section.js";

/** N, mean, sd, min and max of the study's variables.   中文: 描述性统计 */
export const descriptives = defineSection({
  name: "descriptives",
  title: { en: "Descriptive statistics", zh: "描述性统计" },
  shape: {
    panel: modelFields.panel,
    sample: modelFields.sample,
    where: modelFields.where,
    variables: names.min(1).optional(),
  },
  make: (frame, entry, context) => {
    const model = resolveModel(frame, entry);
    const { file, placeOf } = frame.study;
    const panel =
      model.where === undefined
        ? model.panel
        : model.panel.filter(evaluateWhere(model.panel, model.where));
    const asked = entry.variables ?? [
      ...new Set([
        model.outcome,
        ...model.regressors,
        ...model.controls,
        ...frame.joins.filter((j) => j.panel === model.panelName).map((j) => j.name),
      ]),
    ];
    const rows = asked.map((name, i) => {
      if (!panel.has(name)) {
        throw studyError("missing-column", {
          file,
          row: placeOf([...context.at, "variables", i]).row,
          column: name,
          nearest: nearest(name, panel.names),
          role: { en: `a variable "${name}"`, zh: `变量“${name}”` },
        });
      }
      return { name, label: labelOf(frame, name), ...describe(panel.number(name)) };
    });
    const table = {
      ...descriptivesTable(rows, {
        digits: entry.digits ?? frame.study.digits,
        notes: notesOf(frame, entry),
      }),
      title: context.title,
    };
    const results = { variables: rows.map(({ label: _label, ...row }) => row) };
    return output({ tables: [table], results });
  },
});

/** Moments over the cells that are there; sd with n − 1. */
function describe(values: Float64Array) {
  const seen = values.filter((v) => !Number.isNaN(v));
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const v of seen) {
    if (v < min) min = v;
    if (v > max) max = v;
  }
  return { nobs: seen.length, mean: mean(seen), sd: Math.sqrt(variance(seen)), min, max };
}
