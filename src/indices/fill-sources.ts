import type { Notice } from "../base/index.js";
import type { IndexSource } from "../result/index.js";
import { type FillOptions, fill, fillMarkName, type Panel } from "../table/index.js";
import { columnsOf } from "./expression.js";
import type { IndicatorSystem } from "./system.js";

/** The columns that a system reads, with the marks of filled cells. */
export type SourceCells = IndexSource;

/** The panel to compute with, and the cells that it came from. */
export interface FilledSources {
  readonly panel: Panel;
  readonly cells: readonly SourceCells[];
  readonly warnings: readonly Notice[];
}

/**
 * Fills the columns that a system reads, or takes over the marks of a panel that was filled before.
 * 中文: 填补指标所用各列并保留标记
 *
 * Columns that the panel does not have are left to the evaluation, which names the indicator.
 */
export function fillSources(
  panel: Panel,
  system: IndicatorSystem,
  options: FillOptions | "none",
): FilledSources {
  const names = new Set(system.indicators.flatMap((i) => columnsOf(i.expression)));
  const present = [...names].filter((name) => panel.has(name));
  const gaps =
    options === "none" ? [] : present.filter((name) => panel.number(name).some(Number.isNaN));
  const filled =
    options === "none" || gaps.length === 0 ? { panel, warnings: [] } : fill(panel, gaps, options);
  const cells = present.map((column) => {
    const mark = fillMarkName(column);
    return {
      column,
      values: filled.panel.number(column),
      marks: filled.panel.has(mark) ? filled.panel.number(mark) : null,
    };
  });
  return { panel: filled.panel, cells, warnings: filled.warnings };
}
