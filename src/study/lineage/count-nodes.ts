import { panelOf, type StudyFrame } from "../frame.js";
import { joinColumn } from "../steps/join-counts.js";
import type { PatentEvidence, PatentMeasure } from "../steps/patent-step.js";
import type { Evidence, TextMeasure } from "../steps/text-step.js";
import type { AddNode } from "./add-node.js";

/** Sentences or patents that are shown behind one count. */
const MOST_SHOWN = 20;

/**
 * Nodes of the counts behind a column in the rows given, with their sentences or patents below.
 * 中文: 计数及其原句、专利
 */
export function countNodes(
  frame: StudyFrame,
  lineage: string,
  panelName: string,
  rows: readonly number[],
  add: AddNode,
): string[] {
  const [kind, name] = [
    lineage.slice(0, lineage.indexOf(":")),
    lineage.slice(lineage.indexOf(":") + 1),
  ];
  const text = frame.text?.measures.find((m) => m.name === name);
  const patents = frame.patents?.measures.find((m) => m.name === name);
  const measure = kind === "attention" ? text : patents;
  if (measure === undefined) return [];
  const panel = panelOf(frame, panelName);
  const by = kind === "attention" ? byOfText(text!) : byOfPatents(patents!);
  const factor = panel.factor(joinColumn(panel, { panel: panelName, by }, frame.study));
  const values = countsOf(measure);
  return rows.flatMap((row) => {
    const code = String(factor.levels[factor.codes[row]!] ?? "");
    const place = `${code} ${panel.times[row]}`;
    const value = values.get(place);
    if (value === undefined) return [];
    const from =
      kind === "attention"
        ? sentences(text!, place, add)
        : patentNodes(frame, place, patents!, add);
    return [
      add({
        id: `count:${name}:${place}`,
        kind: "count",
        label: `${name} ${place}`,
        value,
        ...(kind === "attention" ? { detail: text!.title } : {}),
        from,
      }),
    ];
  });
}

function byOfText(m: TextMeasure) {
  return m.source === "annual-reports" ? "firm" : "region";
}

function byOfPatents(m: PatentMeasure) {
  return m.by === "firm" ? "firm" : "region";
}

const known = new WeakMap<object, Map<string, number>>();

function countsOf(m: TextMeasure | PatentMeasure): Map<string, number> {
  let found = known.get(m);
  if (found === undefined) {
    found = new Map(m.codes.map((code, i) => [`${code} ${m.years[i]}`, m.values[i]!]));
    known.set(m, found);
  }
  return found;
}

const grouped = new WeakMap<object, ReadonlyMap<string, readonly unknown[]>>();

/** Evidence by place, grouped once for each list. */
function byPlace<T extends { readonly code: string | null; readonly year: number | null }>(
  list: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const done = grouped.get(list);
  if (done !== undefined) return done as ReadonlyMap<string, readonly T[]>;
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const key = `${item.code} ${item.year}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  grouped.set(list, groups);
  return groups;
}

function sentences(m: TextMeasure, place: string, add: AddNode): string[] {
  const list: readonly Evidence[] = byPlace(m.evidence).get(place) ?? [];
  return list.slice(0, MOST_SHOWN).map((e) =>
    add({
      id: `sentence:${m.name}:${e.document}:${e.start}`,
      kind: "sentence",
      label: e.hit.length > 40 ? `${e.hit.slice(0, 40)}…` : e.hit,
      value: `${e.left}【${e.hit}】${e.right}`,
      from: [],
    }),
  );
}

function patentNodes(
  frame: StudyFrame,
  place: string,
  measure: PatentMeasure,
  add: AddNode,
): string[] {
  const { evidence, concordance } = frame.patents!;
  const list: readonly PatentEvidence[] =
    measure.by === "firm"
      ? evidence.filter((e) => e.firms.some((f) => `${f} ${e.year}` === place))
      : (byPlace(evidence).get(place) ?? []);
  return list.slice(0, MOST_SHOWN).map((e) => {
    const rule = add({
      id: `rule:${e.row}`,
      kind: "rule",
      label: `${e.ruleCode} ${e.ruleName}`,
      detail: `${concordance}, ${e.row}`,
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
}
