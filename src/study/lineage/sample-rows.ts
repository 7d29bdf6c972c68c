import type { Panel } from "../../table/index.js";

/** Rows whose way back is shown; numbers, and sentences or patents, for all of them together. */
const MOST = { rows: 600, numbers: 6000, pieces: 20_000 } as const;

/**
 * The rows of a sample of units, spread evenly over the panel; all where there are few. Of wide
 * indices, with many `numbers` for each row, and of counts with many `pieces` behind them, fewer units
 * are taken: a page must open.
 * 中文: 溯源所示的样本行
 */
export function sampleRows(panel: Panel, numbers = 1, pieces = 0): readonly number[] {
  const units = panel.unitFactor.levels.length;
  const rowsShown = Math.min(MOST.rows, MOST.numbers / numbers, MOST.pieces / pieces);
  const most = Math.max(3, Math.floor(rowsShown / panel.periods.length));
  const step = units <= most ? 1 : units / most;
  const chosen = new Set<number>();
  for (let k = 0; Math.floor(k * step) < units && chosen.size < Math.min(units, most); k++) {
    chosen.add(Math.floor(k * step));
  }
  const rows: number[] = [];
  for (let i = 0; i < panel.nrow; i++) if (chosen.has(panel.unitFactor.codes[i]!)) rows.push(i);
  return rows;
}
