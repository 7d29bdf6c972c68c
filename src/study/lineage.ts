import { explainIndex } from "../indices/index.js";
import type { LineageGraph, LineageNode } from "../report/index.js";
import type { IndexResult } from "../result/index.js";
import type { StudyFrame } from "./frame.js";
import type { SectionEstimate } from "./sections/section.js";

/**
 * The way back from each coefficient: column → index and weights → city and year → indicator cell →
 * keyword count or patent label → sentence or rule.   中文: 溯源图
 */
export function studyLineage(
  frame: StudyFrame,
  estimates: readonly { readonly section: string; readonly estimate: SectionEstimate }[],
): LineageGraph {
  const nodes = new Map<string, LineageNode>();
  const add = (node: LineageNode): string => {
    nodes.set(node.id, node);
    return node.id;
  };
  const file = add(panelNode(frame));
  const counts = countNodes(frame, add);
  const columns = new Map<string, string>();
  for (const index of frame.indices) {
    columns.set(index.name, addIndex(frame, index, counts, file, add));
  }
  const columnId = (name: string): string => {
    const known = columns.get(name);
    if (known !== undefined) return known;
    const id = add({ id: `column:${name}`, kind: "column", label: name, from: [file] });
    columns.set(name, id);
    return id;
  };
  for (const { section, estimate } of estimates) {
    if (!frame.panel.has(estimate.term)) continue;
    add({
      id: `coefficient:${section}:${estimate.column}:${estimate.term}`,
      kind: "coefficient",
      label: estimate.term,
      value: estimate.estimate,
      from: [...new Set([columnId(frame.study.outcome), columnId(estimate.term)])],
    });
  }
  // From the coefficient down: the order in which a reader follows the links.
  const rank = (node: LineageNode): number => ORDER.indexOf(node.kind);
  return { nodes: [...nodes.values()].sort((a, b) => rank(a) - rank(b)) };
}

const ORDER: readonly LineageNode["kind"][] = [
  "coefficient",
  "column",
  "index",
  "weight",
  "other",
  "cell",
  "count",
  "sentence",
  "patent",
  "rule",
  "file",
];

type Add = (node: LineageNode) => string;

function panelNode(frame: StudyFrame): LineageNode {
  const origin = frame.panel.origin;
  return {
    id: "file:panel",
    kind: "file",
    label: frame.study.data.panel,
    detail: origin?.sha256 === undefined ? "" : `SHA-256 ${origin.sha256}`,
    from: [],
  };
}

/** Counts by lineage key, region and year, with their sentences and patents below them. */
function countNodes(frame: StudyFrame, add: Add): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const measure of frame.text?.measures ?? []) {
    const sentences = groupBy(measure.evidence, (e) => `${e.code} ${e.year}`);
    measure.codes.forEach((code, i) => {
      const place = `${code} ${measure.years[i]}`;
      const from = (sentences.get(place) ?? []).map((e) =>
        add({
          id: `sentence:${measure.name}:${e.document}:${e.start}`,
          kind: "sentence",
          label: e.hit,
          value: `${e.left}【${e.hit}】${e.right}`,
          from: [],
        }),
      );
      const id = `count:${measure.name}:${place}`;
      ids.set(`attention:${measure.name} ${place}`, id);
      const label = `${measure.name} ${place}`;
      add({ id, kind: "count", label, value: measure.values[i]!, detail: measure.title, from });
    });
  }
  for (const measure of frame.patents?.measures ?? []) {
    const patents = groupBy(frame.patents!.evidence, (e) => `${e.code} ${e.year}`);
    measure.codes.forEach((code, i) => {
      const place = `${code} ${measure.years[i]}`;
      const from = (patents.get(place) ?? []).map((e) => {
        const rule = add({
          id: `rule:${e.row}`,
          kind: "rule",
          label: `${e.ruleCode} ${e.ruleName}`,
          detail: `${frame.patents!.concordance}, ${e.row}`,
          from: [],
        });
        return add({
          id: `patent:${e.patent}`,
          kind: "patent",
          label: e.patent,
          value: e.title,
          detail: e.symbol,
          from: [rule],
        });
      });
      const id = `count:${measure.name}:${place}`;
      ids.set(`patents:${measure.name} ${place}`, id);
      add({
        id,
        kind: "count",
        label: `${measure.name} ${place}`,
        value: measure.values[i]!,
        from,
      });
    });
  }
  return ids;
}

/** An index: its weights, and below each unit its years with their cells. */
function addIndex(
  frame: StudyFrame,
  index: IndexResult,
  counts: ReadonlyMap<string, string>,
  file: string,
  add: Add,
): string {
  const { panel, study } = frame;
  const codes = panel.factor(study.data.regionCode ?? study.data.unit);
  const years = new Map<string, string[]>();
  for (let i = 0; i < panel.nrow; i++) {
    const unit = index.units[i]!;
    const time = index.times[i]!;
    const explained = explainIndex(index, panel, { unit, time });
    const place = `${codes.levels[codes.codes[i]!]} ${time}`;
    const from = explained.parts.map((part, j) => {
      const behind = part.cells.map((c) => counts.get(`${c.lineage} ${place}`) ?? file);
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
      kind: "other",
      label: `${unit} ${time}`,
      value: explained.value,
      from,
    });
    years.set(String(unit), [...(years.get(String(unit)) ?? []), id]);
  }
  const weights = index.indicators.map((indicator, j) =>
    add({
      id: `weight:${index.name}:${indicator.name}`,
      kind: "weight",
      label: indicator.label,
      value: index.weights[0]!.values[j]!,
      detail: `${indicator.formula} (${indicator.direction})`,
      from: [],
    }),
  );
  const units = [...years].map(([unit, from]) =>
    add({ id: `unit:${index.name}:${unit}`, kind: "other", label: unit, from }),
  );
  const whole = add({
    id: `index:${index.name}`,
    kind: "index",
    label: index.label,
    detail: index.method,
    from: [...weights, ...units],
  });
  return add({ id: `column:${index.name}`, kind: "column", label: index.name, from: [whole] });
}

function shown(value: number | null): string {
  return value === null ? "–" : value.toPrecision(4);
}

function markZh(mark: string | undefined): string {
  return mark === "interpolated" ? "内插" : mark === "extrapolated" ? "外推" : "观测值";
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const list = groups.get(key(item));
    if (list === undefined) groups.set(key(item), [item]);
    else list.push(item);
  }
  return groups;
}
