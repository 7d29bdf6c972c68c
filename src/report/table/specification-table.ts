import type { SpecificationCurve } from "../../result/index.js";
import { starsFor } from "./stars.js";
import { STARS_NOTE } from "./stars-note.js";
import { numberCell, type TableModel, textCell, type Wording } from "./table-model.js";

/** All specifications, one row each, by size of estimate.   中文: 设定曲线明细表 */
export function specificationTable(
  result: SpecificationCurve,
  options: { readonly title?: Wording; readonly notes?: readonly Wording[] } = {},
): TableModel {
  const dimensions = [...new Set(result.specifications.flatMap((s) => Object.keys(s.choices)))];
  const rows = result.specifications
    .map((s, at) => ({ s, at }))
    .sort((a, b) => a.s.estimate - b.s.estimate || a.at - b.at);
  const right = { align: "right" as const };
  return {
    kind: "table",
    title: options.title ?? { en: "Specifications", zh: "不同设定的估计结果" },
    columns: [
      { header: "" },
      ...dimensions.map((header) => ({ header, align: "left" as const })),
      { header: { en: "Estimate", zh: "估计值" }, ...right },
      { header: { en: "SE", zh: "标准误" }, ...right },
      { header: "N", ...right },
    ],
    groups: [
      {
        rows: rows.map(({ s, at }, i) => ({
          label: `${i + 1}${at === result.baseline ? " †" : ""}`,
          cells: [
            ...dimensions.map((d) => textCell(s.choices[d] ?? "")),
            { ...numberCell(s.estimate, 4), stars: starsFor(s.p) },
            numberCell(s.se, 4),
            numberCell(s.nobs, 0),
          ],
        })),
      },
    ],
    notes: [
      ...(result.baseline === null ? [] : [{ en: "† baseline.", zh: "† 为基准设定。" }]),
      STARS_NOTE,
      ...(options.notes ?? []),
    ],
  };
}
