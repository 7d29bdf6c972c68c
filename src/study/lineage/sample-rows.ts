import type { Panel } from "../../table/index.js";

/** Rows whose way back is shown, and numbers shown for all of them together. */
const MOST = { rows: 600, numbers: 6000 } as const;

/**
 * The rows of a sample of units, spread evenly over the panel; all where there are few. Of wide
 * indices, with many `numbers` for each row, fewer units are taken: a page must open.
 * 中文: 溯源所示的样本行
 */
export function sampleRows(panel: Panel, numbers = 1): readonly number[] {
  const units = panel.unitFactor.levels.length;
  const rowsShown = Math.min(MOST.rows, MOST.numbers / numbers);
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
