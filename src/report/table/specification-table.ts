import type { SpecificationResult } from "../../result/index.js";
import { starsFor } from "./stars.js";
import { STARS_NOTE } from "./stars-note.js";
import { numberCell, type TableModel, textCell, type Wording } from "./table-model.js";

/** All specifications, one row each, by size of estimate.   中文: 规格曲线明细表 */
export function specificationTable(
  result: SpecificationResult,
  options: { readonly title?: Wording; readonly notes?: readonly Wording[] } = {},
): TableModel {
  const { dimensions } = result;
  const rows = [...result.specifications].sort((a, b) => a.estimate - b.estimate);
  const right = { align: "right" as const };
  return {
    kind: "table",
    title: options.title ?? { en: "Specifications", zh: "不同设定的估计结果" },
    columns: [
      { header: "" },
      ...dimensions.map(({ name }) => ({ header: name, align: "left" as const })),
      { header: { en: "Estimate", zh: "估计值" }, ...right },
      { header: { en: "SE", zh: "标准误" }, ...right },
      { header: "N", ...right },
    ],
    groups: [
      {
        rows: rows.map((s, i) => ({
          label: String(i + 1),
          cells: [
            ...dimensions.map((d, j) => textCell(d.choices[s.choice[j]!] ?? "")),
            { ...numberCell(s.estimate, 4), stars: starsFor(s.p) },
            numberCell(s.se, 4),
            numberCell(s.nobs, 0),
          ],
        })),
      },
    ],
    notes: [STARS_NOTE, ...(options.notes ?? [])],
  };
}
