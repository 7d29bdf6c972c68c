import type { Localized } from "../../base/index.js";
import { explainIndex, meanWeights } from "../../indices/index.js";
import type { IndexResult } from "../../result/index.js";
import type { Panel } from "../../table/index.js";
import { labelOf } from "../sections/section.js";
import { panelOf, type StudyFrame } from "../stages/frame.js";
import type { AddNode } from "./add-node.js";
import { countMeasureOf, piecesPerCell } from "./count-cells.js";
import { countNodes } from "./count-nodes.js";
import { sampleRows } from "./sample-rows.js";

/** An index: its weights, and below each unit its years with their cells.   中文: 指数的溯源节点 */
export function indexNodes(
  frame: StudyFrame,
  panelName: string,
  index: IndexResult,
  ways: { readonly file: string; readonly column: (name: string) => string },
  add: AddNode,
): string {
  const panel = panelOf(frame, panelName);
  // Rows may have been dropped after the index was built: both are needed.
  const inIndex = new Set(index.units.map((unit, i) => `${unit} ${index.times[i]}`));
  const rows = sampleRows(panel, index.indicators.length, pieces(frame, panel, index)).filter((i) =>
    inIndex.has(`${panel.unitFactor.levels[panel.unitFactor.codes[i]!]} ${panel.times[i]}`),
  );
  const years = new Map<string, string[]>();
  for (const row of rows) {
    const unit = panel.unitFactor.levels[panel.unitFactor.codes[row]!]!;
    const time = panel.times[row]!;
    const explained = explainIndex(index, panel, { unit, time });
    const from = explained.parts.map((part, j) => {
      const behind = part.cells.flatMap((c) => {
        if (c.lineage === null) return [ways.file];
        const counts = countNodes(frame, c.lineage, panelName, [row], add);
        if (counts.length > 0) return counts;
        return [countMeasureOf(frame, c.lineage) === undefined ? ways.column(c.column) : ways.file];
      });
      return add({
        id: `cell:${index.name}:${unit}:${time}:${part.indicator}`,
        kind: "cell",
        label: index.indicators[j]!.label,
        value: part.raw,
        detail: {
          en: `${part.cells[0]?.mark ?? "observed"}; contribution ${shown(part.contribution)}`,
          zh: `${markZh(part.cells[0]?.mark)}；贡献 ${shown(part.contribution)}`,
        },
        from: [...new Set(behind)],
      });
    });
    const id = add({
      id: `value:${index.name}:${unit}:${time}`,
      kind: "value",
      label: `${unit} ${time}`,
      value: explained.value,
      from,
    });
    const list = years.get(String(unit));
    if (list === undefined) years.set(String(unit), [id]);
    else list.push(id);
  }
  const means = meanWeights(index);
  const weights = index.indicators.map((indicator, j) =>
    add({
      id: `weight:${index.name}:${indicator.name}`,
      kind: "weight",
      label: indicator.label,
      value: means[j]!,
      detail: `${indicator.formula} (${indicator.direction})`,
      from: [],
    }),
  );
  const called = unitName(frame, panel.unit);
  const units = [...years].map(([unit, from]) =>
    add({ id: `unit:${index.name}:${unit}`, kind: "unit", called, label: unit, from }),
  );
  const all = panel.unitFactor.levels.length;
  const part = years.size < all;
  return add({
    id: `index:${index.name}`,
    kind: "index",
    label: frame.study.data.labels?.[index.name] ?? index.label,
    detail: part
      ? {
          en: `${index.method}; ${years.size} of ${all} units are shown`,
          zh: `${index.method}；展示 ${all} 个单位中的 ${years.size} 个`,
        }
      : index.method,
    from: [...weights, ...units],
  });
}

/** Sentences and patents behind the cells of a row, on average. */
function pieces(frame: StudyFrame, panel: Panel, index: IndexResult): number {
  let sum = 0;
  for (const { column } of index.sources) {
    const lineage = panel.has(column) ? panel.column(column).lineage : undefined;
    const found = lineage === undefined ? undefined : countMeasureOf(frame, lineage);
    if (found !== undefined) sum += piecesPerCell(found);
  }
  return sum;
}

/** What the units of a panel are called inside a sentence. */
function unitName(frame: StudyFrame, column: string): Localized {
  const { en, zh } = labelOf(frame, column);
  return { en: en.toLowerCase(), zh: zh === column ? "单位" : zh };
}

function shown(value: number | null): string {
  return value === null ? "–" : value.toPrecision(4);
}

function markZh(mark: string | undefined): string {
  return mark === "interpolated" ? "内插" : mark === "extrapolated" ? "外推" : "观测值";
}
