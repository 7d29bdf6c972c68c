import { z } from "zod";
import { nearest } from "../../../base/index.js";
import { evaluateWhere } from "../../../regress/index.js";
import { lineFigure } from "../../../report/index.js";
import { studyError } from "../../errors.js";
import { names, text, wording } from "../../file/schema/common.js";
import type { StudyFrame } from "../../stages/frame.js";
import { defineSection, labelOf, notesOf, output } from "../section.js";

/** Sums or means of columns by year, one line each or one for each group.   中文: 分年份折线图 */
export const counts = defineSection({
  name: "counts",
  title: { en: "Counts by year", zh: "分年份数量" },
  shape: {
    panel: text.default("main"),
    where: text.optional(),
    /** Column of the horizontal axis; default the panel's time. */
    x: text.optional(),
    /** Columns with the numbers; several give a line each. */
    values: names.min(1),
    /** Column with groups: a line for each of them. */
    by: text.optional(),
    statistic: z.enum(["sum", "mean"]).default("sum"),
    /** Name of the vertical axis. */
    y: wording.optional(),
    /** Names of groups by value. */
    names: z.record(text, wording).optional(),
  },
  make: (frame, entry, context) => {
    const table = tableOf(frame, entry.panel);
    const kept =
      entry.where === undefined ? table : table.filter(evaluateWhere(table, entry.where));
    const x = entry.x ?? ("time" in kept ? String((kept as typeof frame.panel).time) : "year");
    const times = kept.number(x);
    const groups = entry.by === undefined ? null : kept.factor(entry.by);
    const series = entry.values.flatMap((name) => {
      const values = kept.number(name);
      const levels = groups === null ? [null] : groups.levels.map((_, g) => g);
      return levels.map((g) => {
        const sums = new Map<number, { sum: number; n: number }>();
        for (let i = 0; i < kept.nrow; i++) {
          if ((g !== null && groups!.codes[i] !== g) || Number.isNaN(values[i]!)) continue;
          const cell = sums.get(times[i]!) ?? { sum: 0, n: 0 };
          cell.sum += values[i]!;
          cell.n++;
          sums.set(times[i]!, cell);
        }
        const level = g === null ? null : String(groups!.levels[g]);
        const points = [...sums]
          .sort(([a], [b]) => a - b)
          .map(([time, { sum, n }]) => ({
            x: time,
            y: entry.statistic === "sum" ? sum : sum / n,
          }));
        const label =
          level === null ? labelOf(frame, name) : (entry.names?.[level] ?? labelOf(frame, level));
        return { name: label, points };
      });
    });
    const figure = lineFigure({
      title: context.title,
      x: labelOf(frame, x),
      y: entry.y ?? labelOf(frame, entry.values[0]!),
      series,
      notes: notesOf(frame, entry),
    });
    return output({ figures: [figure], results: { series } });
  },
});

function tableOf(frame: StudyFrame, name: string) {
  const found = frame.tables.get(name);
  if (found !== undefined) return found;
  const known = [...frame.tables.keys()];
  throw studyError("unknown-panel", {
    file: frame.study.file,
    name,
    nearest: nearest(name, known),
    known,
  });
}
