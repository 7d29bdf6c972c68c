import { eachDocument, type Store } from "../../store/index.js";
import {
  type AttentionResult,
  type AttentionRow,
  attention,
  type CountedSpan,
  type Dictionary,
  type Prefer,
} from "../../text/index.js";
import type { TextEntry } from "../file/schema/stage-schema.js";
import { documents, type Evidence, type TextMeasure } from "./text-measure.js";

type MeasureEntry = TextEntry["measures"][number];
type DocumentKind = "report" | "annual-report";

/** A measure with its word list under a name that no other of the run has. */
interface Asked {
  readonly entry: MeasureEntry;
  readonly words: Dictionary;
  readonly counted: Dictionary;
}

/**
 * Keyword measures by region or firm and year, with every sentence that was counted. Documents of a
 * kind are read once for all measures that count in the same way.   中文: 词频指标及其全部原句
 */
export async function countMeasures(
  store: Store,
  entries: readonly MeasureEntry[],
  words: readonly Dictionary[],
  prefer: string | undefined,
): Promise<TextMeasure[]> {
  const named = new Map<string, Dictionary>();
  const asked = entries.map((entry, i): Asked => {
    const own = words[i]!;
    const terms = JSON.stringify([own.name, own.sha256, own.terms]);
    const counted = named.get(terms) ?? { ...own, name: `${own.name} ${named.size + 1}` };
    named.set(terms, counted);
    return { entry, words: own, counted };
  });
  const made = new Map<Asked, TextMeasure>();
  for (const group of groupsOf(asked)) {
    const { source, mode } = group[0]!.entry;
    const kind: DocumentKind = source === "reports" ? "report" : "annual-report";
    const isAnnual = kind === "annual-report";
    const result = await attention(documents(store, kind), {
      dictionaries: [...new Set(group.map((a) => a.counted))],
      mode,
      measures: [...new Set(group.map((a) => a.entry.measure))],
      by: isAnnual ? "document" : "region-year",
      spans: "keep",
      ...(prefer === undefined || isAnnual ? {} : { prefer: prefer as Prefer }),
    });
    for (const [a, measure] of measuresOf(store, kind, result, group)) made.set(a, measure);
  }
  return asked.map((a) => made.get(a)!);
}

/** Measures that one reading of the documents gives. */
function groupsOf(asked: readonly Asked[]): Asked[][] {
  const groups = new Map<string, Asked[]>();
  for (const a of asked) {
    const key = `${a.entry.source} ${a.entry.mode}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [a]);
    else group.push(a);
  }
  return [...groups.values()];
}

function measuresOf(
  store: Store,
  kind: DocumentKind,
  result: AttentionResult,
  group: readonly Asked[],
): [Asked, TextMeasure][] {
  const totals = result.totals();
  const terms = result.rows();
  const rowsOf = ({ entry, counted }: Asked): AttentionRow[] =>
    totals.filter((r) => r.dictionary === counted.name && r.group === (entry.group ?? null));
  const codeOf = (row: AttentionRow) => (kind === "report" ? row.regionCode : (row.firm ?? null));
  const cells = group.flatMap((asked) =>
    rowsOf(asked).flatMap((row) => {
      const spans = row.count === 0 ? [] : result.spansOf(row);
      const cell = { code: codeOf(row), year: row.year };
      return spans.map((span) => ({ asked, cell, span }));
    }),
  );
  const evidence = evidenceOf(store, kind, cells);
  return group.map((asked) => {
    const { entry, words, counted } = asked;
    const rows = rowsOf(asked);
    const counts = new Map<string, number>();
    for (const r of terms) {
      if (r.dictionary !== counted.name) continue;
      if (entry.group !== undefined && r.group !== entry.group) continue;
      counts.set(r.term ?? "", (counts.get(r.term ?? "") ?? 0) + r.count);
    }
    const measure: TextMeasure = {
      name: entry.name,
      panel: entry.panel,
      source: entry.source,
      level: entry.level,
      dictionary: words.name,
      title: words.title,
      terms: words.terms.length,
      mode: entry.mode,
      measure: entry.measure,
      codes: rows.map(codeOf),
      years: Float64Array.from(rows, (row) => row.year ?? Number.NaN),
      values: Float64Array.from(rows, (row) => Number(row[entry.measure] ?? Number.NaN)),
      counts: Float64Array.from(rows, (row) => row.count),
      documents: rows.length,
      evidence: evidence.get(asked) ?? [],
      top: [...counts]
        .map(([term, count]) => ({ term, count }))
        .sort((a, b) => b.count - a.count)
        .slice(0, 10),
    };
    return [asked, measure];
  });
}

interface Cell {
  readonly asked: Asked;
  readonly cell: { readonly code: string | null; readonly year: number | null };
  readonly span: CountedSpan;
}

/** The sentences of the spans that were counted, read from the stored texts. */
function evidenceOf(
  store: Store,
  kind: DocumentKind,
  cells: readonly Cell[],
): ReadonlyMap<Asked, Evidence[]> {
  const byDocument = new Map<number | string, Cell[]>();
  for (const cell of cells) {
    const list = byDocument.get(cell.span.document);
    if (list === undefined) byDocument.set(cell.span.document, [cell]);
    else list.push(cell);
  }
  const found = new Map<Asked, Evidence[]>();
  for (const { id, text } of eachDocument(store, kind)) {
    const sentences = new Map<string, { asked: Asked; evidence: Evidence & { hits: object[] } }>();
    for (const { asked, cell, span } of byDocument.get(id) ?? []) {
      const start = span.sentenceStart;
      const key = `${asked.entry.name}\t${start}`;
      const known = sentences.get(key);
      const hit = { from: span.start - start, to: span.end - start, weight: span.weight };
      if (known !== undefined) known.evidence.hits.push(hit);
      else {
        const sentence = text.slice(start, span.sentenceEnd);
        const evidence = { ...cell, document: id, start, sentence, hits: [hit] };
        sentences.set(key, { asked, evidence });
      }
    }
    for (const { asked, evidence } of sentences.values()) {
      const list = found.get(asked);
      if (list === undefined) found.set(asked, [evidence]);
      else list.push(evidence);
    }
  }
  return found;
}
