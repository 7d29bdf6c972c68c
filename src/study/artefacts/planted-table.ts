import type { Localized } from "../../base/index.js";
import { genericTable, numberCell, type TableModel } from "../../report/index.js";
import type { StudyRun } from "../run-study.js";
import { labelOf, simulatedNote } from "../sections/section.js";
import type { Part } from "./number-parts.js";

/** Digits of planted and estimated effects. */
const DIGITS = 4;

/** What was planted beside what was estimated.   中文: 植入效应与估计值对照表 */
export function plantedTable(run: StudyRun, parts: readonly Part[]): TableModel {
  const { frame, planted } = run;
  return genericTable({
    title: { en: "Planted and estimated effects", zh: "植入效应与估计结果" },
    columns: [
      { header: { en: "Effect", zh: "效应" } },
      { header: { en: "Column", zh: "所在列" } },
      { header: { en: "Planted", zh: "植入值" }, digits: DIGITS, align: "right" },
      { header: { en: "Estimate", zh: "估计值" }, digits: DIGITS, align: "right" },
      { header: { en: "95% interval", zh: "95% 置信区间" }, align: "center" },
      { header: { en: "Covered", zh: "是否覆盖" }, align: "center" },
    ],
    rows: planted.map((p) => {
      const { section, column, term } = frame.study.planted![p.name]!;
      const isInside = p.ciLow <= p.value && p.value <= p.ciHigh;
      return [
        effectName(run, section, column, term),
        place(parts, section, column),
        numberCell(p.value, DIGITS),
        numberCell(p.estimate, DIGITS),
        `[${p.ciLow.toFixed(DIGITS)}, ${p.ciHigh.toFixed(DIGITS)}]`,
        isInside ? { en: "yes", zh: "是" } : { en: "no", zh: "否" },
      ];
    }),
    notes: [
      {
        en: "An effect is built into the simulated data; its interval should cover it in about 95 of 100 draws of the data.",
        zh: "植入值为生成模拟数据时设定的真实效应；重复抽取数据时，约 95% 的置信区间应覆盖该值。",
      },
      ...simulatedNote(frame),
    ],
  });
}

/** `Smart city pilot → Joint patents`. */
function effectName(run: StudyRun, section: string, column: number, term: string): Localized {
  const estimates = run.sections.find((s) => s.name === section)?.output?.estimates ?? [];
  const outcome = estimates.find((e) => e.column === column && e.term === term)?.behind?.[0];
  const from = labelOf(run.frame, term);
  if (outcome === undefined) return from;
  const to = labelOf(run.frame, outcome);
  return { en: `${from.en} → ${to.en}`, zh: `${from.zh} → ${to.zh}` };
}

function place(parts: readonly Part[], section: string, column: number): Localized {
  const part = parts.find((p) => p.section === section && p.kind === "table");
  return part === undefined
    ? { en: `(${column})`, zh: `（${column}）` }
    : {
        en: `Table\u00a0${part.caption}, (${column})`,
        zh: `表\u00a0${part.caption}（${column}）`,
      };
}
