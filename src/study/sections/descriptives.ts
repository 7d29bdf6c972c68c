import { mean, variance } from "../../math/index.js";
import { descriptivesTable } from "../../report/index.js";
import { labelOf, type SectionKind, simulatedNote } from "./section.js";

/** N, mean, sd, min and max of the study's variables.   中文: 描述性统计 */
export const descriptives: SectionKind = {
  name: "descriptives",
  title: { en: "Descriptive statistics", zh: "描述性统计" },
  options: ["variables"],
  make: (frame, entry) => {
    const { study, panel } = frame;
    const asked = Array.isArray(entry.variables) ? entry.variables.map(String) : undefined;
    const names = asked ?? [
      study.outcome,
      study.policy.name,
      ...study.controls,
      ...frame.joins.map((j) => j.name),
    ];
    const rows = names.map((name) => ({
      name,
      label: labelOf(frame, name),
      ...describe(panel.number(name)),
    }));
    const table = descriptivesTable(rows, { digits: 4, notes: simulatedNote(frame) });
    const results = { variables: rows.map(({ label: _label, ...row }) => row) };
    return { tables: [table], figures: [], results, warnings: [], estimates: [] };
  },
};

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
