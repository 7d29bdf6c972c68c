import { z } from "zod";
import { append, nearest } from "../../../base/index.js";
import { mean, median, quantile, variance } from "../../../math/index.js";
import { evaluateWhere } from "../../../regress/index.js";
import { descriptivesTable } from "../../../report/index.js";
import { studyError } from "../../errors.js";
import { modelFields } from "../../file/schema/column-schema.js";
import { names, text, wording } from "../../file/schema/common.js";
import type { StudyFrame } from "../../stages/frame.js";
import { resolveModel } from "../model/model.js";
import { defineSection, labelOf, notesOf, output } from "../section.js";

/** N, mean, sd, min and max of the study's variables.   中文: 描述性统计 */
export const descriptives = defineSection({
  name: "descriptives",
  title: { en: "Descriptive statistics", zh: "描述性统计" },
  shape: {
    panel: modelFields.panel,
    sample: modelFields.sample,
    where: modelFields.where,
    variables: z
      .union([names.min(1), z.array(z.strictObject({ heading: wording, variables: names.min(1) }))])
      .optional(),
    quartiles: z.boolean().default(false),
    /** Definitions of variables, printed as a column. */
    definitions: z.record(text, wording).optional(),
  },
  make: (frame, entry, context) => {
    const { panel, asked } = variablesOf(frame, entry);
    const rowsOf = (list: readonly string[]) =>
      list.map((name) => {
        if (!panel.has(name)) {
          throw studyError("missing-column", {
            file: frame.study.file,
            row: frame.study.placeOf([...context.at, "variables"]).row,
            column: name,
            nearest: nearest(name, panel.names),
            role: { en: `a variable "${name}"`, zh: `变量“${name}”` },
          });
        }
        const values = panel.number(name);
        const kind = values.every((v) => Number.isNaN(v) || Number.isInteger(v)) ? "whole" : "real";
        const moments = describe(values, entry.quartiles);
        return { name, label: labelOf(frame, name), values: kind, ...moments } as const;
      });
    const groups = asked.map(({ heading, variables }) => ({ heading, rows: rowsOf(variables) }));
    const rows = groups.flatMap((g) => g.rows);
    const options = { digits: entry.digits ?? frame.study.digits };
    const whole = descriptivesTable(rows, options);
    const { definitions } = entry;
    const table = {
      ...whole,
      title: context.title,
      notes: notesOf(frame, entry),
      groups: groups.map(({ heading, rows: own }) => ({
        ...(heading === undefined ? {} : { heading }),
        rows: descriptivesTable(own, options).groups[0]!.rows,
      })),
    };
    const defined =
      definitions === undefined
        ? table
        : {
            ...table,
            columns: [
              ...table.columns,
              { header: { en: "Definition", zh: "变量定义" }, align: "left" as const },
            ],
            groups: table.groups.map((g, k) => ({
              ...g,
              rows: g.rows.map((row, i) => ({
                ...row,
                cells: [
                  ...row.cells,
                  {
                    kind: "text" as const,
                    text: definitions[groups[k]!.rows[i]!.name] ?? "",
                  },
                ],
              })),
            })),
          };
    const results = { variables: rows.map(({ label: _label, values: _values, ...row }) => row) };
    return output({ tables: [defined], results });
  },
});

type Entry = Parameters<typeof resolveModel>[1] & {
  readonly variables?:
    | readonly string[]
    | readonly { readonly heading: string | { en: string; zh: string }; variables: string[] }[]
    | undefined;
};

function variablesOf(frame: StudyFrame, entry: Entry) {
  const own = entry.variables;
  const grouped = own?.map((v) =>
    typeof v === "string" ? { heading: undefined, variables: [v] } : v,
  );
  // Variables of one's own need no model, so that one without a policy can be described too.
  const model = resolveModel(
    frame,
    entry,
    own === undefined ? {} : { regressors: [], controls: "none", outcome: "-" },
  );
  const panel =
    model.where === undefined
      ? model.panel
      : model.panel.filter(evaluateWhere(model.panel, model.where));
  const usual = [
    ...new Set([
      model.outcome,
      ...model.regressors,
      ...model.controls,
      ...frame.joins.filter((j) => j.panel === model.panelName).map((j) => j.name),
    ]),
  ];
  const asked: { heading: string | { en: string; zh: string } | undefined; variables: string[] }[] =
    [];
  for (const g of grouped ?? [{ heading: undefined, variables: usual }]) {
    const last = asked.at(-1);
    if (g.heading === undefined && last !== undefined && last.heading === undefined) {
      append(last.variables, g.variables);
    } else asked.push({ heading: g.heading, variables: [...g.variables] });
  }
  return { panel, asked };
}

/** Moments over the cells that are there; sd with n − 1. */
function describe(values: Float64Array, quartiles: boolean) {
  const seen = values.filter((v) => !Number.isNaN(v));
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const v of seen) {
    if (v < min) min = v;
    if (v > max) max = v;
  }
  return {
    nobs: seen.length,
    mean: mean(seen),
    sd: Math.sqrt(variance(seen)),
    min,
    max,
    ...(quartiles
      ? { p25: quantile(seen, 0.25), median: median(seen), p75: quantile(seen, 0.75) }
      : {}),
  };
}
