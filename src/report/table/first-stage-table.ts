import { pWords } from "./format-number.js";
import { type RegressionTableOptions, regressionTable } from "./regression-table.js";
import type { ReportedColumn } from "./reported-column.js";
import type { TableModel, Wording } from "./table-model.js";

/** One equation by instrumental variables: its first stages and the second.   中文: 一个 IV 方程 */
export interface IvColumns {
  readonly firstStages: readonly ReportedColumn[];
  readonly second: ReportedColumn;
  /** Instrument strength and identification; null where the test does not exist. */
  readonly tests: {
    readonly kpF?: number | null;
    readonly cdF?: number | null;
    readonly kpLm?: { readonly statistic: number; readonly p: number } | null;
    readonly overid?: { readonly statistic: number; readonly p: number } | null;
  };
}

/**
 * First and second stages side by side with the tests of the instruments.
 * 中文: 工具变量两阶段结果表
 */
export function firstStageTable(
  equations: readonly IvColumns[],
  options: RegressionTableOptions = {},
): TableModel {
  const columns = equations.flatMap((e) => [...e.firstStages, e.second]);
  let at = 0;
  const spans = equations.flatMap((e) => {
    const from = at;
    at += e.firstStages.length + 1;
    return [
      { text: { en: "First stage", zh: "第一阶段" }, from, to: at - 2 },
      { text: { en: "Second stage", zh: "第二阶段" }, from: at - 1, to: at - 1 },
    ];
  });
  /** Tests stand under the second stage. */
  const row = (label: Wording, value: (e: IvColumns) => string | null) => ({
    label,
    cells: equations.flatMap((e) => [...e.firstStages.map(() => null), value(e)]),
  });
  const test = (found: { readonly statistic: number; readonly p: number } | null | undefined) =>
    found === undefined || found === null
      ? null
      : `${found.statistic.toFixed(3)} [${pWords(found.p)}]`;
  const number = (found: number | null | undefined) =>
    found === undefined || found === null ? null : found.toFixed(3);
  const rows = [
    row({ en: "KP rk LM", zh: "KP rk LM 统计量" }, (e) => test(e.tests.kpLm)),
    row({ en: "KP rk Wald F", zh: "KP rk Wald F 统计量" }, (e) => number(e.tests.kpF)),
    row({ en: "Cragg-Donald F", zh: "Cragg-Donald F 统计量" }, (e) => number(e.tests.cdF)),
    row({ en: "Overidentification", zh: "过度识别检验" }, (e) => test(e.tests.overid)),
  ].filter((r) => r.cells.some((cell) => cell !== null));
  return regressionTable(columns, {
    title: { en: "Instrumental variables", zh: "工具变量法" },
    ...options,
    spans,
    rows: [...(options.rows ?? []), ...rows],
  });
}
