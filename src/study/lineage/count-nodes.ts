import { labelOf } from "../sections/section.js";
import { panelOf, type StudyFrame } from "../stages/frame.js";
import { joinColumn, joinKeys } from "../stages/join-counts.js";
import type { EvidenceRule, PatentEvidence } from "../stages/patent-evidence.js";
import type { PatentMeasure } from "../stages/patent-step.js";
import type { Evidence, TextMeasure } from "../stages/text-measure.js";
import type { AddNode } from "./add-node.js";
import { isBehind, isRuleOf } from "./is-behind.js";

/** Patents that are shown behind one count. */
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
  const at = lineage.indexOf(":");
  const [kind, name] = [lineage.slice(0, at), lineage.slice(at + 1)];
  const text = frame.text?.measures.find((m) => m.name === name);
  const patents = frame.patents?.measures.find((m) => m.name === name);
  const measure = kind === "attention" ? text : patents;
  if (measure === undefined) return [];
  const panel = panelOf(frame, panelName);
  const by = kind === "attention" ? byOfText(text!) : byOfPatents(patents!);
  const about = { panel: panelName, by };
  const keys = known(panel, by, () =>
    joinKeys(panel, joinColumn(panel, about, frame.study.data), about, frame.regions()),
  );
  const values = countsOf(measure);
  const label = labelOf(frame, name);
  return rows.flatMap((row) => {
    const place = `${keys[row]} ${panel.times[row]}`;
    const value = values.get(place);
    if (value === undefined) return [];
    const unit = panel.unitFactor.levels[panel.unitFactor.codes[row]!];
    // A province's count is that of all its cities, a city's that of all its firms.
    const isOwn = by === "firm" || (by === "region" && panelName === "main");
    const where = `${isOwn ? unit : regionName(frame, keys[row]!)} ${panel.times[row]}`;
    const behind =
      kind === "attention"
        ? sentences(frame, text!, place, add)
        : patentNodes(frame, place, patents!, add);
    return [
      add({
        id: `count:${name}:${place}`,
        kind: "count",
        label: { en: `${label.en}, ${where}`, zh: `${label.zh}，${where}` },
        value,
        detail: detailOf(kind === "attention" ? text!.title : patents!.measure, behind, value),
        from: behind.ids,
      }),
    ];
  });
}

/** What was counted, and what is shown of it. */
function detailOf(what: string, { ids, found, sentences: several }: Behind, value: number) {
  if (several !== undefined) {
    return {
      en: `${what}; ${found} ${found === 1 ? "hit" : "hits"} in ${several} ${several === 1 ? "sentence" : "sentences"}`,
      zh: `${what}；${several} 句中命中 ${found} 次`,
    };
  }
  if (found === 0) {
    // Some of each unit and year are kept: those of this count need not be among them.
    if (!(value > 0)) return what;
    return { en: `${what}; not among those kept`, zh: `${what}；明细不在所存之列` };
  }
  const few = ids.length < found;
  return {
    en: `${what}; ${few ? `the first ${ids.length} of ${found} kept` : `${found} kept`}`,
    zh: `${what}；${few ? `所存 ${found} 条中的前 ${ids.length} 条` : `所存 ${found} 条`}`,
  };
}

interface Behind {
  readonly ids: readonly string[];
  /** Patents, or hits of words. */
  readonly found: number;
  /** Of a count of words: the sentences that hold its hits. */
  readonly sentences?: number;
}

type Unit = "firm" | "province" | "region";

function byOfText(m: TextMeasure): Unit {
  return m.source === "annual-reports" ? "firm" : m.level === "province" ? "province" : "region";
}

function byOfPatents(m: PatentMeasure): Unit {
  return m.by === "city" ? "region" : m.by;
}

const joined = new WeakMap<object, Map<string, readonly string[]>>();

/** The codes of all rows of a panel: asked for again by every count. */
function known(panel: object, by: string, make: () => readonly string[]): readonly string[] {
  const made = joined.get(panel) ?? new Map<string, readonly string[]>();
  joined.set(panel, made);
  const keys = made.get(by) ?? make();
  made.set(by, keys);
  return keys;
}

/** The name of a city or province; panels of firms know codes only. */
function regionName({ regions }: StudyFrame, code: string): string {
  return regions().byCode(code)?.name ?? code;
}

const counted = new WeakMap<object, Map<string, number>>();

function countsOf(m: TextMeasure | PatentMeasure): Map<string, number> {
  let found = counted.get(m);
  if (found === undefined) {
    found = new Map(m.codes.map((code, i) => [`${code} ${m.years[i]}`, m.values[i]!]));
    counted.set(m, found);
  }
  return found;
}

type Groups<T> = ReadonlyMap<string, readonly T[]>;

/** Lists of evidence by place or firm and year, each list grouped once for each kind of key. */
function grouping<T extends { readonly year: number | null }>(
  codesOf: (item: T) => readonly (string | null)[],
): (list: readonly T[]) => Groups<T> {
  const done = new WeakMap<readonly T[], Groups<T>>();
  return (list) => {
    const known = done.get(list);
    if (known !== undefined) return known;
    const groups = new Map<string, T[]>();
    for (const item of list) {
      for (const code of new Set(codesOf(item))) {
        const key = `${code} ${item.year}`;
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [item]);
        else group.push(item);
      }
    }
    done.set(list, groups);
    return groups;
  };
}

const sentencesByPlace = grouping<Evidence>((e) => [e.code]);
const patentsByPlace = grouping<PatentEvidence>((e) => e.codes);
const patentsByFirm = grouping<PatentEvidence>((e) => e.firms);
/** The first two digits of a code are its province's. */
const patentsByProvince = grouping<PatentEvidence>((e) =>
  e.codes.map((code) => `${code.slice(0, 2)}0000`),
);

/** Every sentence of a count: their hits together are the count. */
function sentences(frame: StudyFrame, m: TextMeasure, place: string, add: AddNode): Behind {
  const list: readonly Evidence[] = sentencesByPlace(m.evidence).get(place) ?? [];
  const ids = list.map((e) =>
    add({
      id: `sentence:${m.name}:${e.document}:${e.start}`,
      kind: "sentence",
      label: short(e.hits.map((h) => e.sentence.slice(h.from, h.to)).join("、")),
      value: bracketed(e),
      detail: citation(frame, e),
      from: [],
    }),
  );
  const hits = list.reduce((sum, e) => sum + e.hits.reduce((s, h) => s + h.weight, 0), 0);
  return { ids, found: m.mode === "target" ? list.length : hits, sentences: list.length };
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** The sentence with each counted hit in brackets. */
function bracketed({ sentence, hits }: Evidence): string {
  let text = "";
  let at = 0;
  for (const { from, to } of hits) {
    // Hits that share characters are told apart by their brackets alone.
    const begin = Math.max(from, at);
    text += `${sentence.slice(at, begin)}【${sentence.slice(begin, to)}】`;
    at = Math.max(at, to);
  }
  return text + sentence.slice(at);
}

/** Report, date and file of a sentence. */
function citation({ text }: StudyFrame, { document }: Evidence): string {
  const cited = text?.cited?.get(document);
  if (cited === undefined) return "";
  return [cited.title, cited.date, cited.file].filter((part) => part !== null).join(", ");
}

function patentNodes(
  frame: StudyFrame,
  place: string,
  measure: PatentMeasure,
  add: AddNode,
): Behind {
  const { evidence, concordance } = frame.patents!;
  const groups = { firm: patentsByFirm, province: patentsByProvince, city: patentsByPlace };
  const all = groups[measure.by](evidence).get(place) ?? [];
  const list = firstOfEach(all.filter((e) => isBehind(measure.measure, e)));
  const ids = list.slice(0, MOST_SHOWN).map((e) => {
    const rules = [
      ...e.rules.filter((r) => isRuleOf(measure.measure, r)),
      ...e.rules.filter((r) => !isRuleOf(measure.measure, r)),
    ];
    return add({
      id: `patent:${measure.name}:${e.patent}`,
      kind: "patent",
      label: e.patent.replace(/^pub:/, ""),
      value: e.title,
      detail: {
        en: rules.length === 0 ? `${e.symbols}: no rule of ${concordance}` : e.symbols,
        zh: rules.length === 0 ? `${e.symbols}：${concordance} 中没有相符的规则` : e.symbols,
      },
      from: rules.slice(0, 1).map((rule) => ruleNode(rule, concordance, add)),
    });
  });
  return { ids, found: list.length };
}

/** One document of each application. */
function firstOfEach(list: readonly PatentEvidence[]): readonly PatentEvidence[] {
  const seen = new Set<string>();
  return list.filter((e) => !seen.has(e.application) && seen.add(e.application));
}

function ruleNode(rule: EvidenceRule, concordance: string, add: AddNode): string {
  return add({
    id: `rule:${rule.row}`,
    kind: "rule",
    label: `${rule.code} ${rule.name}`,
    detail: {
      en: `${concordance}, row ${rule.row}: ${rule.industry}`,
      zh: `${concordance} 第 ${rule.row} 行：${rule.industry}`,
    },
    from: [],
  });
}
