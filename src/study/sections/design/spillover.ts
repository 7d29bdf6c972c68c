import { distancesOf, perUnit, spillover, spilloverMethod } from "../../../did/index.js";
import { coefficientFigure } from "../../../report/index.js";
import { modelFields } from "../../file/schema/column-schema.js";
import { optionKeys } from "../../file/schema/method-schema.js";
import { columnsTable, estimatesOf, methodsOf } from "../effects/columns-table.js";
import { didSample } from "../model/did-model.js";
import { resolveModel } from "../model/model.js";
import { ofData } from "../model/run-column.js";
import { defineSection, labelOf, notesOf, output } from "../section.js";

/** Controls near treated units, by bands of distance.   中文: 空间溢出效应 */
export const spilloverSection = defineSection({
  name: "spillover",
  title: { en: "Spillover by distance", zh: "按距离的溢出效应" },
  shape: {
    ...modelFields,
    ...optionKeys(spilloverMethod.options),
  },
  make: (frame, entry, context) => {
    const model = resolveModel(frame, entry);
    const { sample, policy } = didSample(frame, model);
    const lat = perUnit(sample, model.panel.number(entry.lat));
    const lon = perUnit(sample, model.panel.number(entry.lon));
    const found = spillover(sample, distancesOf(lat, lon), entry.rings);
    const parts = [
      { fit: found.rings, label: { en: "Bands", zh: "分距离带" } },
      { fit: found.far, label: { en: "Far controls only", zh: "仅远处对照" } },
      { fit: found.near, label: { en: "Near controls only", zh: "仅近处对照" } },
    ].flatMap(({ fit, label }) => (fit === null ? [] : [{ fit, label }]));
    const results = parts.map(({ fit }) => ofData(model, fit, policy.name));
    const bands = results[0]!.column.terms.filter((t) => !model.controls.includes(t.name));
    const labels = bandLabels(found.cutoffs);
    const table = columnsTable(frame, results, {
      entry,
      context,
      labels,
      show: bands.map((t) => t.name),
      headings: parts.map((p) => p.label),
      notes: [
        {
          en: `Control rows in the bands: ${found.counts.join(", ")}.`,
          zh: `各距离带的对照观测数：${found.counts.join("、")}。`,
        },
      ],
    });
    const figure = coefficientFigure(
      bands.map((t) => ({ ...t, label: labels[t.name] ?? labelOf(frame, t.name) })),
      { title: context.title, notes: notesOf(frame, entry) },
    );
    return output({
      tables: [table],
      figures: [figure],
      results: {
        cutoffs: found.cutoffs,
        counts: found.counts,
        columns: results.map((r) => r.json),
      },
      warnings: found.warnings,
      estimates: estimatesOf(results),
      methods: methodsOf(results),
    });
  },
});

/** What the terms of the bands are called: `within 0–50 km` as the estimator names them. */
function bandLabels(cutoffs: readonly number[]): Record<string, { en: string; zh: string }> {
  const bands = cutoffs.map((end, j) => `${j === 0 ? 0 : cutoffs[j - 1]}–${end}`);
  return Object.fromEntries(
    bands.map((band) => [
      `within ${band} km`,
      { en: `Nearest treated at ${band} km`, zh: `距最近处理单位 ${band} 千米` },
    ]),
  );
}
