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

type Groups<T> = ReadonlyMap<string, readonly T[]>;

/** Lists of evidence by place or firm and year, each list grouped once for each kind of key. */
function grouping<T extends { readonly year: number | null }>(
  codesOf: (item: T) => readonly (string | null)[],
): (list: readonly T[]) => Groups<T> {
  const known = new WeakMap<readonly T[], Groups<T>>();
  return (list) => {
    const done = known.get(list);
    if (done !== undefined) return done;
    const groups = new Map<string, T[]>();
    for (const item of list) {
      for (const code of new Set(codesOf(item))) {
        const key = `${code} ${item.year}`;
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [item]);
        else group.push(item);
      }
    }
    known.set(list, groups);
    return groups;
  };
}

const sentencesByPlace = grouping<Evidence>((e) => [e.code]);
const patentsByPlace = grouping<PatentEvidence>((e) => [e.code]);
const patentsByFirm = grouping<PatentEvidence>((e) => e.firms);

function sentences(m: TextMeasure, place: string, add: AddNode): string[] {
  const list: readonly Evidence[] = sentencesByPlace(m.evidence).get(place) ?? [];
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
  const groups = measure.by === "firm" ? patentsByFirm(evidence) : patentsByPlace(evidence);
  const list = groups.get(place) ?? [];
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
