import { type Notice, notice, silent, throwIfInterrupted } from "../../base/index.js";
import type { Dictionary } from "../dictionary/dictionary.js";
import { TermMatcher } from "../match/term-matcher.js";
import { createSegmentCounter, type SegmentCounter } from "../segmenter/segment-counter.js";
import { splitSections } from "../split-sections.js";
import { splitSentences } from "../split-sentences.js";
import type { AttentionDocument, AttentionOptions } from "./attention-options.js";
import { AttentionResult } from "./attention-result.js";
import { type CellPlan, keyNumbers, planCells } from "./cell-plans.js";
import { choosePreferred } from "./choose-preferred.js";
import {
  type CountedTerms,
  type CountedUnit,
  type CountUnit,
  coveredSentences,
  matchedTerms,
  type PlacedHits,
  segmentedTerms,
  startUnit,
} from "./count-document.js";
import { DifferenceLedger } from "./difference-ledger.js";
import { MeasuredUnits } from "./measure-units.js";

/** Characters of text that are held while they are segmented for one dictionary after another. */
const CHUNK_CHARACTERS = 20_000_000;

/**
 * Counts the terms of dictionaries in documents and turns the counts into measures of attention.
 * 中文: 计算政府关注度
 *
 * `match` is one pass of an automaton over the cleaned text; `segment` counts tokens of jieba with
 * all terms in its user dictionary; `both` gives the two side by side with the terms on which they
 * differ. Documents stream through: texts are let go once counted. Dictionaries don't influence
 * each other, nor does the order of documents.
 *
 * Formula   n; n / characters × 10⁴; n / tokens × 10⁴; ln(1 + n); share of sentences with a term;
 *           tf-idf = n / characters × 10⁴ · ln(N / df); growth (n_t − n_{t−1}) / n_{t−1}, missing
 *           when n_{t−1} = 0 or the year before is not there.
 * Defaults  mode match, overlap longest, measures count, per10k, ln1p, by document
 * Errors    text/several-reports — by region-year, with two reports of one region-year and no
 *           preference; text/no-segmenter.
 * Warnings  text/no-region-year — documents that cannot enter region-years; text/superseded —
 *           reports left out by the preference; those of the dictionaries.
 * Source    methods, section 1.
 * @example
 * const result = await attention(documents, { dictionaries: loadDictionaries(["st-talent"]), by: "region-year" });
 * result.table().number("count");
 */
export async function attention(
  documents: Iterable<AttentionDocument> | AsyncIterable<AttentionDocument>,
  options: AttentionOptions,
): Promise<AttentionResult> {
  const plan = planOf(options);
  const progress = options.progress ?? silent;
  const units: CountedUnit[] = [];
  const ledger = new DifferenceLedger(options.dictionaries);
  const engines = new Map<string, SegmentCounter>();
  progress.start("attention");
  let chunk: CountUnit[] = [];
  let held = 0;
  for await (const document of documents) {
    throwIfInterrupted(options.signal);
    for (const unit of unitsOf(document, options)) {
      chunk.push(unit);
      held += unit.text.length;
    }
    // Matching lets each text go at once; segmentation holds a chunk for all dictionaries.
    if (plan.segment === "no" || held >= CHUNK_CHARACTERS) {
      units.push(...(await countChunk(chunk, plan, options, engines, ledger)));
      chunk = [];
      held = 0;
    }
    progress.advance();
  }
  units.push(...(await countChunk(chunk, plan, options, engines, ledger)));
  progress.finish();
  return assemble(units, options, engines, ledger);
}

interface Plan {
  readonly matcher: TermMatcher | undefined;
  readonly segment: "yes" | "no";
  readonly sentences: "needed" | "not-needed";
  readonly covered: "count" | "no";
  readonly numbers: ReadonlyMap<string, number>;
  readonly cells: readonly CellPlan[];
}

function planOf(options: AttentionOptions): Plan {
  const mode = options.mode ?? "match";
  const measures = options.measures ?? [];
  const tokensAsked = measures.includes("per10kTokens");
  const shareAsked = measures.includes("sentenceShare");
  const numbers = keyNumbers(options.dictionaries);
  return {
    matcher:
      mode === "segment" ? undefined : new TermMatcher(options.dictionaries, options.overlap),
    segment: mode !== "match" || tokensAsked ? "yes" : "no",
    sentences: shareAsked || options.flags === "count" ? "needed" : "not-needed",
    covered: shareAsked ? "count" : "no",
    numbers,
    cells: planCells(options.dictionaries, numbers),
  };
}

/** A document as a whole, or its sections. */
function unitsOf(document: AttentionDocument, options: AttentionOptions): CountUnit[] {
  const { text, ...rest } = document;
  const only = options.section ?? "all";
  if (options.by !== "section" && only === "all") {
    return [{ document: rest, section: null, text }];
  }
  const sections = splitSections(text, document.year);
  if (options.by !== "section") {
    const parts = sections.filter((s) => s.kind === only).map((s) => text.slice(s.start, s.end));
    return [{ document: rest, section: only, text: parts.join("\n") }];
  }
  return (["review", "plan", "other"] as const).flatMap((kind) => {
    if (only !== "all" && kind !== only) return [];
    const parts = sections.filter((s) => s.kind === kind).map((s) => text.slice(s.start, s.end));
    return parts.length === 0 ? [] : [{ document: rest, section: kind, text: parts.join("\n") }];
  });
}

async function countChunk(
  chunk: readonly CountUnit[],
  plan: Plan,
  options: AttentionOptions,
  engines: Map<string, SegmentCounter>,
  ledger: DifferenceLedger,
): Promise<CountedUnit[]> {
  if (chunk.length === 0) return [];
  const sentences = chunk.map((u) => (plan.sentences === "needed" ? splitSentences(u.text) : []));
  const hits = chunk.map((u) => plan.matcher?.find(u.text) ?? []);
  const flags = options.flags === "count";
  const segment = chunk.map(() => [] as CountedTerms[]);
  const placed = chunk.map((_, i) => [...hits[i]!] as PlacedHits[]);
  if (plan.segment === "yes") {
    for (const [d, dictionary] of options.dictionaries.entries()) {
      const counter =
        engines.get(dictionary.name) ?? (await createSegmentCounter(dictionary, options.segmenter));
      engines.set(dictionary.name, counter);
      chunk.forEach((unit, i) => {
        throwIfInterrupted(options.signal);
        const both = options.mode === "both";
        const segmented = counter.count(unit.text, both ? "boundaries" : undefined);
        segment[i]!.push(segmentedTerms(segmented, plan.numbers));
        if (both) ledger.add(d, unit.text, plan.matcher!, hits[i]![d]!, segmented);
        if (options.mode === "segment") {
          const key = segmented.key.map((k) => plan.numbers.get(k)!);
          placed[i]!.push({ key, start: segmented.start });
        }
      });
    }
  }
  return chunk.map((unit, i) => ({
    ...startUnit(unit, sentences[i]!),
    match: hits[i]!.map((h) => matchedTerms(unit.text, h, flags ? sentences[i]! : undefined)),
    segment: segment[i]!,
    covered:
      plan.covered === "count"
        ? coveredSentences(placed[i]!, plan.cells, sentences[i]!)
        : undefined,
  }));
}

function assemble(
  units: readonly CountedUnit[],
  options: AttentionOptions,
  engines: ReadonlyMap<string, SegmentCounter>,
  ledger: DifferenceLedger,
): AttentionResult {
  const warnings: Notice[] = options.dictionaries.flatMap((d: Dictionary) => [...d.warnings]);
  const wantsGrowth = options.measures?.includes("growth") === true;
  const byRegionYear = options.by === "region-year";
  const chosen =
    byRegionYear || wantsGrowth || options.prefer !== undefined
      ? choosePreferred(units, options.prefer, byRegionYear ? "strict" : "lenient", warnings)
      : units;
  const engine = [...engines.values()][0];
  if (engine !== undefined) {
    warnings.push(
      notice(
        "text/engine",
        `segmented by ${engine.engine.name} ${engine.engine.version}, HMM ${engine.hmm}`,
        `分词引擎：${engine.engine.name} ${engine.engine.version}，HMM ${engine.hmm === "on" ? "开" : "关"}`,
      ),
    );
  }
  return new AttentionResult(new MeasuredUnits(chosen, options), {
    mode: options.mode ?? "match",
    overlap: options.overlap ?? "longest",
    by: options.by ?? "document",
    measures: options.measures ?? ["count", "per10k", "ln1p"],
    dictionaries: options.dictionaries,
    differences: options.mode === "both" ? ledger.differences() : null,
    engine: engine === undefined ? null : { ...engine.engine, hmm: engine.hmm },
    warnings,
  });
}
