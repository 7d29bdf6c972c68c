import type { Panel } from "../../table/index.js";

/** Rows whose way back is shown in full. */
const MOST_ROWS = 450;

/**
 * The rows of a sample of units, spread evenly over the panel; all where there are few.
 * 中文: 溯源所示的样本行
 */
export function sampleRows(panel: Panel): readonly number[] {
  const units = panel.unitFactor.levels.length;
  const periods = panel.periods.length;
  const most = Math.max(3, Math.floor(MOST_ROWS / periods));
  const step = units <= most ? 1 : units / most;
  const chosen = new Set<number>();
  for (let k = 0; Math.floor(k * step) < units && chosen.size < Math.min(units, most); k++) {
    chosen.add(Math.floor(k * step));
  }
  const rows: number[] = [];
  for (let i = 0; i < panel.nrow; i++) if (chosen.has(panel.unitFactor.codes[i]!)) rows.push(i);
  return rows;
}
