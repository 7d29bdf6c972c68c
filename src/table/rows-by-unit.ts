import type { Panel } from "./panel.js";

/** The rows of each unit in order of time; units as in `unitFactor.levels`.   中文: 各单位按时间排序的行 */
export function rowsByUnit(panel: Panel): readonly (readonly number[])[] {
  const rows: number[][] = panel.unitFactor.levels.map(() => []);
  for (let i = 0; i < panel.nrow; i++) rows[panel.unitFactor.codes[i]!]!.push(i);
  for (const unit of rows) unit.sort((a, b) => panel.times[a]! - panel.times[b]!);
  return rows;
}
