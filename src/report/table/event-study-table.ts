import { type EventStudy, nameOfTest, percentOf, type TidyRow } from "../../result/index.js";
import { pWords } from "./format-number.js";
import { starsFor } from "./stars.js";
import { STARS_NOTE } from "./stars-note.js";
import {
  emptyCell,
  numberCell,
  type TableCell,
  type TableModel,
  textCell,
  type Wording,
} from "./table-model.js";

/** Effects by relative time with intervals, the overall effect below.   中文: 事件研究表 */
export function eventStudyTable(
  result: EventStudy,
  options: { readonly title?: Wording; readonly notes?: readonly Wording[] } = {},
): TableModel {
  const hasBand = result.events.some((e) => e.ciLowSup !== null);
  const percent = percentOf(result.level);
  const right = { align: "right" as const };
  const interval = (low: number | null, high: number | null): TableCell =>
    low === null || high === null ? emptyCell : textCell(`[${low.toFixed(3)}, ${high.toFixed(3)}]`);
  const cells = (e: Omit<TidyRow, "name" | "statistic">, band: TableCell, n: number | null) => [
    { ...numberCell(e.estimate, 4), stars: starsFor(e.p) },
    e.se === null ? emptyCell : numberCell(e.se, 4),
    e.p === null ? emptyCell : numberCell(e.p, 3),
    interval(e.ciLow, e.ciHigh),
    ...(hasBand ? [band] : []),
    n === null ? emptyCell : numberCell(n, 0),
  ];
  return {
    kind: "table",
    title: options.title ?? { en: "Event study", zh: "事件研究" },
    columns: [
      { header: { en: "Relative period", zh: "相对期" } },
      { header: { en: "Estimate", zh: "估计值" }, ...right },
      { header: { en: "SE", zh: "标准误" }, ...right },
      { header: { en: "p", zh: "p 值" }, ...right },
      { header: { en: `${percent} CI`, zh: `${percent} 置信区间` }, ...right },
      ...(hasBand
        ? [{ header: { en: `${percent} sup-t band`, zh: `${percent} sup-t 置信带` }, ...right }]
        : []),
      { header: { en: "Treated", zh: "处理观测" }, ...right },
    ],
    groups: [
      {
        rows: result.events.map((e) => ({
          label: String(e.time),
          cells: cells(e, interval(e.ciLowSup, e.ciHighSup), e.n),
        })),
      },
      ...(result.att === null
        ? []
        : [
            {
              rule: "above" as const,
              rows: [
                {
                  label: { en: "ATT", zh: "平均处理效应（ATT）" },
                  cells: cells(result.att, emptyCell, null),
                },
              ],
            },
          ]),
    ],
    notes: [
      { en: `N = ${result.nobs}.`, zh: `N = ${result.nobs}。` },
      STARS_NOTE,
      ...pretrendNote(result),
      ...(options.notes ?? []),
    ],
  };
}

/** The joint test of leads in words.   中文: 前置期联合检验 */
export function pretrendNote(result: EventStudy): Wording[] {
  if (result.pretrend === null) return [];
  const { statistic, p } = result.pretrend;
  const shown = `${nameOfTest(result.pretrend)} = ${statistic.toFixed(2)}, ${pWords(p)}`;
  return [
    {
      en: `Joint test that all leads are zero: ${shown}.`,
      zh: `各前置期系数联合为零的检验：${shown}。`,
    },
  ];
}
