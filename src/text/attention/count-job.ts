import type { Job } from "../../jobs/index.js";
import { countingText } from "../characters/counting-text.js";
import type { Dictionary } from "../dictionary/dictionary.js";
import { TermMatcher } from "../match/term-matcher.js";
import { createSegmentCounter, type SegmentCounter } from "../segmenter/segment-counter.js";
import { splitSentences } from "../split-sentences.js";
import type { AttentionOptions } from "./attention-options.js";
import { type CellPlan, keyNumbers, planCells } from "./cell-plans.js";
import {
  type CountedTerms,
  type CountedUnit,
  type CountUnit,
  coveredSentences,
  matchedTerms,
  segmentedTerms,
  startUnit,
} from "./count-document.js";
import { countedSpans, type PlacedHits } from "./counted-spans.js";
import { DifferenceLedger, type DifferenceTallies } from "./difference-ledger.js";

/** What a thread must know to count: plain data. */
export type CountSetup = Omit<AttentionOptions, "progress" | "signal">;

/** What became of a batch of texts. */
export interface CountedBatch {
  readonly units: readonly CountedUnit[];
  /** Where the counters differ, in mode `both`. */
  readonly differences: DifferenceTallies;
  readonly engine: { readonly name: string; readonly version: string } | null;
}

/** Counting a batch of texts, here or in threads.   中文: 分批计数 */
export const countJob: Job<CountSetup, readonly CountUnit[], CountedBatch> = {
  file: new URL("./count-worker.js", import.meta.url),
  prepare(setup) {
    const plan = planOf(setup);
    const counters = new Map<string, SegmentCounter>();
    return async (batch) => {
      const ledger = new DifferenceLedger(setup.dictionaries);
      const units = await countBatch(batch, plan, setup, counters, ledger);
      const engine = [...counters.values()][0]?.engine ?? null;
      return { units, differences: ledger.tallies, engine };
    };
  },
};

/** Whether texts have to be segmented: by mode, or for a measure by tokens. */
export function needsSegmentation(setup: CountSetup): boolean {
  return (setup.mode ?? "match") !== "match" || setup.measures?.includes("per10kTokens") === true;
}

function keepsSpans({ spans }: CountSetup): boolean {
  return spans === "keep" || spans === "sentences";
}

interface Plan {
  readonly matcher: TermMatcher | undefined;
  readonly segment: "yes" | "no";
  readonly sentences: "needed" | "not-needed";
  readonly covered: "count" | "no";
  readonly numbers: ReadonlyMap<string, number>;
  readonly cells: readonly CellPlan[];
}

function planOf(setup: CountSetup): Plan {
  const shareAsked = setup.measures?.includes("sentenceShare") === true;
  const numbers = keyNumbers(setup.dictionaries);
  return {
    matcher:
      setup.mode === "segment"
        ? undefined
        : new TermMatcher(setup.dictionaries, setup.overlap, setup.wordBoundary),
    segment: needsSegmentation(setup) ? "yes" : "no",
    sentences: shareAsked || setup.flags === "count" || keepsSpans(setup) ? "needed" : "not-needed",
    covered: shareAsked ? "count" : "no",
    numbers,
    cells: planCells(setup.dictionaries, numbers),
  };
}

async function countBatch(
  batch: readonly CountUnit[],
  plan: Plan,
  setup: CountSetup,
  counters: Map<string, SegmentCounter>,
  ledger: DifferenceLedger,
): Promise<CountedUnit[]> {
  const script = setup.matchScript ?? "both";
  const texts = await Promise.all(batch.map((u) => countingText(u.text, script)));
  const sentences = texts.map((t) => (plan.sentences === "needed" ? splitSentences(t.text) : []));
  const hits = texts.map((t) => plan.matcher?.find(t.text) ?? []);
  const flags = setup.flags === "count";
  const segment = batch.map(() => [] as CountedTerms[]);
  const placed = batch.map((_, i) => [...hits[i]!] as PlacedHits[]);
  if (plan.segment === "yes") {
    // All texts for one dictionary, then for the next: nodejieba holds one at a time.
    for (const [d, dictionary] of setup.dictionaries.entries()) {
      const counter = await counterOf(dictionary, setup, counters);
      texts.forEach(({ text }, i) => {
        const both = setup.mode === "both";
        const segmented = counter.count(text, both ? "boundaries" : undefined);
        segment[i]!.push(segmentedTerms(segmented, plan.numbers));
        if (both) ledger.add(d, text, plan.matcher!, hits[i]![d]!, segmented);
        if (setup.mode === "segment") {
          const key = segmented.key.map((k) => plan.numbers.get(k)!);
          const end = segmented.start.map((s, h) => s + segmented.key[h]!.length);
          placed[i]!.push({ key, start: segmented.start, end });
        }
      });
    }
  }
  return batch.map((unit, i) => ({
    ...startUnit(unit, texts[i]!, sentences[i]!),
    match: hits[i]!.map((h) => matchedTerms(texts[i]!.text, h, flags ? sentences[i]! : undefined)),
    segment: segment[i]!,
    covered:
      plan.covered === "count"
        ? coveredSentences(placed[i]!, plan.cells, sentences[i]!)
        : undefined,
    spans: keepsSpans(setup)
      ? placed[i]!.map((h) =>
          countedSpans(
            h,
            texts[i]!,
            sentences[i]!,
            unit.pieces,
            setup.spans === "sentences" ? unit.text : undefined,
          ),
        )
      : undefined,
  }));
}

async function counterOf(
  dictionary: Dictionary,
  setup: CountSetup,
  counters: Map<string, SegmentCounter>,
): Promise<SegmentCounter> {
  const known = counters.get(dictionary.name);
  if (known !== undefined) return known;
  const counter = await createSegmentCounter(dictionary, {
    ...setup.segmenter,
    ...(setup.wordBoundary === undefined ? {} : { wordBoundary: setup.wordBoundary }),
  });
  counters.set(dictionary.name, counter);
  return counter;
}
