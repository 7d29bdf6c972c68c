import { z } from "zod";
import { genericTable, type Wording } from "../../../report/index.js";
import { names, text, wording } from "../../file/schema/common.js";
import { policyOf } from "../../stages/frame.js";
import { defineSection, labelOf, notesOf, output } from "../section.js";

/** Units newly treated by year, policy by policy.   中文: 政策时间线 */
export const timeline = defineSection({
  name: "timeline",
  title: { en: "Policy chronology", zh: "政策批次与时间" },
  shape: {
    policies: names.min(1).optional(),
    /** What a treated unit is called. */
    units: wording.optional(),
    /** Further columns by first treated year, such as the number of projects. */
    counts: z.record(text, z.record(text, z.union([z.number(), wording]))).optional(),
    /** Rows of the user's own under the table. */
    rows: z.array(z.array(z.union([wording, z.number(), z.null()]))).optional(),
  },
  make: (frame, entry, context) => {
    const found = (entry.policies ?? [frame.study.policyName]).map((p) => policyOf(frame, p));
    const years = [...new Set(found.flatMap((p) => p.cohorts.map((c) => c.first)))];
    years.sort((a, b) => a - b);
    const extra = Object.entries(entry.counts ?? {});
    const units = entry.units ?? { en: "units newly treated", zh: "新增处理单位数" };
    const total: Wording = { en: "Total", zh: "合计" };
    const never: Wording = { en: "Never treated", zh: "从未处理" };
    const unitCount = (panel: string) => {
      const table = frame.tables.get(panel);
      return table !== undefined && "unitFactor" in table
        ? (table as typeof frame.panel).unitFactor.levels.length
        : Number.NaN;
    };
    const treated = found.map((p) => p.cohorts.reduce((n, c) => n + c.units, 0));
    const table = genericTable({
      title: context.title,
      columns: [
        { header: { en: "First year", zh: "首次处理年份" } },
        ...found.map((p) => ({
          header: found.length === 1 ? units : labelOf(frame, p.name),
          digits: 0,
        })),
        ...extra.map(([name]) => ({ header: labelOf(frame, name), digits: 0 })),
      ],
      rows: [
        ...years.map((year) => [
          String(year),
          ...found.map((p) => p.cohorts.find((c) => c.first === year)?.units ?? 0),
          ...extra.map(([, byYear]) => byYear[String(year)] ?? null),
        ]),
        [total, ...treated, ...extra.map(([, byYear]) => sumOf(Object.values(byYear)))],
        [never, ...found.map((p, i) => unitCount(p.panel) - treated[i]!), ...extra.map(() => null)],
        ...(entry.rows ?? []),
      ],
      notes: notesOf(frame, entry),
    });
    const results = { policies: found.map(({ name, cohorts }) => ({ name, cohorts })) };
    return output({ tables: [table], results });
  },
});

function sumOf(cells: readonly unknown[]): number | null {
  return cells.every((c) => typeof c === "number")
    ? cells.reduce<number>((a, c) => a + (c as number), 0)
    : null;
}
