import { type Notice, notice, throwIfInterrupted } from "../base/index.js";
import type { AttentionDocument } from "./attention/attention-options.js";
import { countedSpans, flagsOf } from "./attention/counted-spans.js";
import { countingText, type MatchScript } from "./characters/counting-text.js";
import { countingDictionaries } from "./dictionary/counting-dictionaries.js";
import type { Dictionary } from "./dictionary/dictionary.js";
import type { HitFlag } from "./match/flag-context.js";
import { type Overlap, TermMatcher } from "./match/term-matcher.js";
import type { WordBoundary } from "./match/word-edges.js";
import { type SectionKind, splitSections } from "./split-sections.js";
import { splitSentences } from "./split-sentences.js";

/** A hit in its sentence.   中文: 上下文索引行 */
export interface KwicLine {
  readonly document: number | string;
  readonly region: string | null;
  readonly regionCode: string | null;
  readonly year: number | null;
  readonly section: SectionKind;
  readonly dictionary: string;
  readonly term: string;
  /** The sentence before, at and behind the hit. */
  readonly left: string;
  readonly hit: string;
  readonly right: string;
  /** Position in the stored text, UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The hit stands behind a negation, or inside quotation marks. */
  readonly flags: readonly HitFlag[];
}

/** Which hits are shown. */
export interface KwicOptions {
  readonly dictionaries: readonly Dictionary[];
  readonly overlap?: Overlap;
  readonly matchScript?: MatchScript;
  readonly wordBoundary?: WordBoundary;
  /** At most so many lines; the rest is counted in a warning. Default all. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

/** Concordance lines of a run. */
export interface KwicResult {
  readonly kind: "kwic";
  readonly lines: readonly KwicLine[];
  /** All hits, those beyond the limit too. */
  readonly total: number;
  readonly warnings: readonly Notice[];
}

/**
 * The sentences behind a count: one line for each hit of `attention` in mode `match`.
 * 中文: 关键词上下文索引
 *
 * @example (await kwic(documents, { dictionaries: [dictionaryOfTerm("数字经济")] })).lines[0]?.left
 */
export async function kwic(
  documents: Iterable<AttentionDocument> | AsyncIterable<AttentionDocument>,
  options: KwicOptions,
): Promise<KwicResult> {
  const script = options.matchScript ?? "both";
  const dictionaries = await countingDictionaries(options.dictionaries, script);
  const matcher = new TermMatcher(dictionaries, options.overlap, options.wordBoundary);
  const names = dictionaries.map((d) => new Map(d.terms.map((t) => [t.key, t.term])));
  const limit = options.limit ?? Number.POSITIVE_INFINITY;
  const lines: KwicLine[] = [];
  let total = 0;
  for await (const document of documents) {
    throwIfInterrupted(options.signal);
    const { text } = document;
    const counting = await countingText(text, script);
    const found = matcher.find(counting.text);
    const here = found.reduce((sum, hits) => sum + hits.key.length, 0);
    total += here;
    if (here === 0 || lines.length >= limit) continue;
    const sentences = splitSentences(counting.text);
    const sections = splitSections(text, document.year);
    found.forEach((hits, d) => {
      const spans = countedSpans(hits, counting, sentences, undefined);
      for (let i = 0; i < hits.key.length && lines.length < limit; i++) {
        const start = spans.start[i]!;
        const end = spans.end[i]!;
        lines.push({
          document: document.id,
          region: document.region,
          regionCode: document.regionCode,
          year: document.year,
          section: sections.find((s) => start >= s.start && start < s.end)?.kind ?? "other",
          dictionary: options.dictionaries[d]!.name,
          term: names[d]!.get(matcher.keys[hits.key[i]!]!) ?? "",
          left: text.slice(spans.from[i]!, start),
          hit: text.slice(start, end),
          right: text.slice(end, spans.to[i]!),
          start,
          end,
          flags: flagsOf(spans.flags[i]!),
        });
      }
    });
  }
  const warnings =
    total > lines.length
      ? [
          notice(
            "text/limited",
            `${lines.length} of ${total} hits are shown`,
            `共 ${total} 处命中，显示 ${lines.length} 处`,
          ),
        ]
      : [];
  return { kind: "kwic", lines, total, warnings };
}
