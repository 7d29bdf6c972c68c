import { groupBy, type Localized } from "../../base/index.js";
import {
  type AttentionDocument,
  type AttentionResult,
  type AttentionRow,
  attention,
  type Dictionary,
  type Prefer,
} from "../../text/index.js";
import type { TextEntry } from "../file/schema/stage-schema.js";
import type { SentenceList } from "./cited-sentences.js";
import type { CountedHits, TextMeasure } from "./text-measure.js";

type MeasureEntry = TextEntry["measures"][number];
type DocumentKind = "report" | "annual-report";

/** A measure with its word list, and what that is called. */
export interface AskedMeasure {
  readonly entry: MeasureEntry;
  readonly words: Dictionary;
  readonly title: Localized;
}

/** With its word list under a name that no other of the run has. */
interface Asked extends AskedMeasure {
  readonly counted: Dictionary;
}

/** What measures are counted from. */
export interface CountSource {
  /** Documents of a kind, each time from the first one. */
  readonly documents: (kind: DocumentKind) => Iterable<AttentionDocument>;
  readonly prefer: string | undefined;
  readonly sentences: SentenceList;
}

/**
 * Keyword measures by region or firm and year, with every hit that was counted. Documents of a kind
 * are read once for all measures that count in the same way.   中文: 词频指标及其全部命中
 */
export async function countMeasures(
  measures: readonly AskedMeasure[],
  source: CountSource,
): Promise<TextMeasure[]> {
  const named = new Map<string, Dictionary>();
  const asked = measures.map((measure): Asked => {
    const { words: own } = measure;
    const terms = JSON.stringify([own.name, own.sha256, own.terms]);
    const counted = named.get(terms) ?? { ...own, name: `${own.name} ${named.size + 1}` };
    named.set(terms, counted);
    return { ...measure, counted };
  });
  const made = new Map<Asked, TextMeasure>();
  // Measures that one reading of the documents gives.
  for (const group of groupBy(asked, (a) => `${a.entry.source} ${a.entry.mode}`).values()) {
    const { source: from, mode } = group[0]!.entry;
    const kind: DocumentKind = from === "reports" ? "report" : "annual-report";
    const isAnnual = kind === "annual-report";
    const { prefer } = source;
    const result = await attention(source.documents(kind), {
      dictionaries: [...new Set(group.map((a) => a.counted))],
      mode,
      measures: [...new Set(group.map((a) => a.entry.measure))],
      by: isAnnual ? "document" : "region-year",
      spans: "sentences",
      ...(prefer === undefined || isAnnual ? {} : { prefer: prefer as Prefer }),
    });
    const facts = { totals: result.totals(), terms: termCounts(result) };
    for (const a of group) made.set(a, measureOf(a, kind, result, facts, source.sentences));
  }
  return asked.map((a) => made.get(a)!);
}

interface TermCount {
  readonly group: string | null;
  readonly term: string;
  count: number;
}

/** How often each term was found in each group, by dictionary, in the order of the word lists. */
function termCounts(result: AttentionResult): ReadonlyMap<string, ReadonlyMap<string, TermCount>> {
  const counts = new Map<string, Map<string, TermCount>>();
  for (const { dictionary, group, term, count } of result.rows()) {
    const of = counts.get(dictionary) ?? new Map<string, TermCount>();
    counts.set(dictionary, of);
    const key = `${group}\t${term}`;
    const known = of.get(key);
    if (known === undefined) of.set(key, { group, term: term ?? "", count });
    else known.count += count;
  }
  return counts;
}

interface Facts {
  readonly totals: readonly AttentionRow[];
  readonly terms: ReturnType<typeof termCounts>;
}

function measureOf(
  { entry, words, title, counted }: Asked,
  kind: DocumentKind,
  result: AttentionResult,
  facts: Facts,
  sentences: SentenceList,
): TextMeasure {
  const rows = facts.totals.filter(
    (r) => r.dictionary === counted.name && r.group === (entry.group ?? null),
  );
  return {
    name: entry.name,
    panel: entry.panel,
    source: entry.source,
    level: entry.level,
    dictionary: words.name,
    title,
    terms: words.terms.length,
    mode: entry.mode,
    measure: entry.measure,
    codes: rows.map((row) => (kind === "report" ? row.regionCode : (row.firm ?? null))),
    years: Float64Array.from(rows, (row) => row.year ?? Number.NaN),
    values: Float64Array.from(rows, (row) => Number(row[entry.measure] ?? Number.NaN)),
    counts: Float64Array.from(rows, (row) => row.count),
    documents: rows.length,
    hits: hitsOf(result, rows, sentences),
    top: topOf(counted, entry.group, facts.terms),
  };
}

/** Most frequent terms; one that stands in two groups is found in both. */
function topOf(
  dictionary: Dictionary,
  group: string | undefined,
  terms: Facts["terms"],
): TextMeasure["top"] {
  const counts = new Map<string, number>();
  for (const found of terms.get(dictionary.name)?.values() ?? []) {
    if (group !== undefined && found.group !== group) continue;
    counts.set(found.term, (counts.get(found.term) ?? 0) + found.count);
  }
  return [...counts]
    .map(([term, count]) => ({ term, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, 10);
}

function hitsOf(
  result: AttentionResult,
  rows: readonly AttentionRow[],
  sentences: SentenceList,
): CountedHits {
  const first = new Int32Array(rows.length + 1);
  const sentence: number[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const weight: number[] = [];
  rows.forEach((row, i) => {
    const spans = row.count === 0 ? [] : result.spansOf(row);
    for (const span of spans) {
      sentence.push(sentences.add(span.document, span.sentenceStart, span.sentence!));
      from.push(span.start - span.sentenceStart);
      to.push(span.end - span.sentenceStart);
      weight.push(span.weight);
    }
    first[i + 1] = sentence.length;
  });
  return {
    first,
    sentence: Int32Array.from(sentence),
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    weight: weight.every((w) => w === 1) ? null : Float64Array.from(weight),
  };
}
