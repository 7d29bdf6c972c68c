import { labelOf } from "../sections/section.js";
import type { StudyFrame } from "../stages/frame.js";
import type { AddNode } from "./add-node.js";
import type { Behind } from "./behind.js";
import { type CountCell, type CountMeasure, countCells, countMeasureOf } from "./count-cells.js";
import { patentNodes } from "./patent-nodes.js";
import { sentenceNodes } from "./sentence-nodes.js";

/**
 * Nodes of the counts behind a column in the rows given, with all their sentences or patents below.
 * 中文: 计数及其全部原句、专利
 */
export function countNodes(
  frame: StudyFrame,
  lineage: string,
  panel: string,
  rows: readonly number[],
  add: AddNode,
): string[] {
  const found = countMeasureOf(frame, lineage);
  if (found === undefined) return [];
  const { name } = found.measure;
  const label = labelOf(frame, name);
  return countCells(frame, found, panel, rows).map((at) => {
    const { ids, detail } = behindCell(frame, found, at, add);
    return add({
      id: `count:${name}:${at.place}`,
      kind: "count",
      label: { en: `${label.en}, ${at.where}`, zh: `${label.zh}，${at.where}` },
      value: at.value,
      detail,
      from: ids,
    });
  });
}

/** What is shown behind one cell of a measure.   中文: 单元格背后的明细 */
export function behindCell(
  frame: StudyFrame,
  found: CountMeasure,
  { cell }: Pick<CountCell, "cell">,
  add: AddNode,
): Behind {
  return found.kind === "attention"
    ? sentenceNodes(frame, found.measure, cell, add)
    : patentNodes(frame, found.measure, cell, add);
}
