import type { EventStudy, TidyRow } from "../../result/index.js";
import { starsFor } from "./stars.js";
import { STARS_NOTE } from "./stars-note.js";
import { emptyCell, type TableCell, type TableModel, type Wording } from "./table-model.js";
import { inLang } from "./wording.js";

const DIGITS = 4;

/**
 * Estimators side by side: the average effect, then the effects by relative time, standard errors in
 * parentheses.   中文: 多种估计量对照表
 *
 * @example comparisonTable([{ label: "CS", result: cs }, { label: "BJS", result: bjs }])
 */
export function comparisonTable(
  studies: readonly { readonly label: Wording; readonly result: EventStudy }[],
  options: { readonly title?: Wording; readonly notes?: readonly Wording[] } = {},
): TableModel {
  const times = [...new Set(studies.flatMap((s) => s.result.events.map((e) => e.time)))];
  times.sort((a, b) => a - b);
  const row = (
    label: Wording,
    of: (r: EventStudy) => Pick<TidyRow, "estimate" | "se" | "p"> | null | undefined,
  ) => ({ label, cells: studies.map((s) => estimateCell(of(s.result))) });
  return {
    kind: "table",
    title: options.title ?? { en: "Estimators compared", zh: "不同估计量的比较" },
    columns: [
      { header: { en: "Relative period", zh: "相对期" } },
      ...studies.map((s) => ({ header: inLang(s.label, "en"), align: "center" as const })),
    ],
    groups: [
      { rows: [row({ en: "Average effect", zh: "平均处理效应" }, (r) => r.att)] },
      {
        rule: "above",
        rows: times.map((t) => row(String(t), (r) => r.events.find((e) => e.time === t))),
      },
      {
        rule: "above",
        rows: [
          {
            label: "N",
            cells: studies.map((s) => ({ kind: "number", value: s.result.nobs, digits: 0 })),
          },
        ],
      },
    ],
    notes: [STARS_NOTE, ...(options.notes ?? [])],
  };
}

function estimateCell(found: Pick<TidyRow, "estimate" | "se" | "p"> | null | undefined): TableCell {
  if (found === null || found === undefined) return emptyCell;
  return {
    kind: "estimate",
    estimate: found.estimate,
    digits: DIGITS,
    stars: starsFor(found.p),
    spread: found.se,
    spreadDigits: DIGITS,
  };
}
