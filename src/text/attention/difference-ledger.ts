import type { Dictionary } from "../dictionary/dictionary.js";
import type { TermHits, TermMatcher } from "../match/term-matcher.js";
import type { SegmentedText } from "../segmenter/segment-counter.js";

/** Why the two counters differ at a place. */
export interface DifferenceReason {
  /**
   * `inside`: the segmenter made a longer word of it; `cut`: it cut the term elsewhere;
   * `overlap`: the matcher took an overlapping term of the dictionary.
   */
  readonly kind: "inside" | "cut" | "overlap";
  /** The longer word, the pieces, or the term that was taken. */
  readonly detail: string;
  readonly count: number;
}

/** A term on which matching and segmentation differ.   中文: 两种计数的差异 */
export interface TermDifference {
  readonly dictionary: string;
  readonly term: string;
  readonly match: number;
  readonly segment: number;
  readonly reasons: readonly DifferenceReason[];
}

interface Tally {
  match: number;
  segment: number;
  readonly reasons: Map<string, { kind: DifferenceReason["kind"]; detail: string; count: number }>;
}

/** What a ledger holds, as it goes from thread to thread. */
export type DifferenceTallies = ReadonlyMap<string, Readonly<Tally>>;

/** Compares the two counters hit by hit, over all documents of a run. */
export class DifferenceLedger {
  readonly #dictionaries: readonly Dictionary[];
  readonly #tallies = new Map<string, Tally>();

  constructor(dictionaries: readonly Dictionary[]) {
    this.#dictionaries = dictionaries;
  }

  add(
    dictionary: number,
    text: string,
    matcher: TermMatcher,
    hits: TermHits,
    segmented: SegmentedText,
  ): void {
    const bySegment = new Map(segmented.start.map((s, i) => [s, segmented.key[i]!]));
    const matched = new Set<string>();
    for (let i = 0; i < hits.key.length; i++) {
      const key = matcher.keys[hits.key[i]!]!;
      const start = hits.start[i]!;
      const tally = this.#tally(dictionary, key);
      tally.match++;
      matched.add(`${start} ${key}`);
      if (bySegment.get(start) === key) continue;
      const tokens = tokensAround(text, start, hits.end[i]!, segmented.boundaries!);
      const kind = tokens.length === 1 ? "inside" : "cut";
      note(tally, kind, tokens.join("/"));
    }
    segmented.key.forEach((key, i) => {
      const start = segmented.start[i]!;
      const tally = this.#tally(dictionary, key);
      tally.segment++;
      if (matched.has(`${start} ${key}`)) return;
      note(tally, "overlap", overlapping(start, start + key.length, hits, matcher));
    });
  }

  get tallies(): DifferenceTallies {
    return this.#tallies;
  }

  /** Adds what another ledger of the same dictionaries holds. */
  merge(tallies: DifferenceTallies): void {
    for (const [id, { match, segment, reasons }] of tallies) {
      const tally = this.#entry(id);
      tally.match += match;
      tally.segment += segment;
      for (const { kind, detail, count } of reasons.values()) note(tally, kind, detail, count);
    }
  }

  /** Terms with differences, the largest first. */
  differences(): TermDifference[] {
    return [...this.#tallies]
      .filter(([, t]) => t.reasons.size > 0)
      .map(([id, t]) => {
        const [number, key] = [Number(id.slice(0, id.indexOf(" "))), id.slice(id.indexOf(" ") + 1)];
        const dictionary = this.#dictionaries[number]!;
        return {
          dictionary: dictionary.name,
          term: dictionary.terms.find((x) => x.key === key)?.term ?? key,
          match: t.match,
          segment: t.segment,
          reasons: [...t.reasons.values()].sort(
            (a, b) => b.count - a.count || (a.detail < b.detail ? -1 : 1),
          ),
        };
      })
      .sort(
        (a, b) =>
          Math.abs(b.match - b.segment) - Math.abs(a.match - a.segment) ||
          (a.term < b.term ? -1 : 1),
      );
  }

  #tally(dictionary: number, key: string): Tally {
    return this.#entry(`${dictionary} ${key}`);
  }

  #entry(id: string): Tally {
    let tally = this.#tallies.get(id);
    if (tally === undefined) {
      tally = { match: 0, segment: 0, reasons: new Map() };
      this.#tallies.set(id, tally);
    }
    return tally;
  }
}

function note(tally: Tally, kind: DifferenceReason["kind"], detail: string, count = 1): void {
  const id = `${kind} ${detail}`;
  const reason = tally.reasons.get(id);
  if (reason === undefined) tally.reasons.set(id, { kind, detail, count });
  else reason.count += count;
}

/** The tokens that share a character with a span. */
function tokensAround(text: string, start: number, end: number, boundaries: Int32Array): string[] {
  let low = 0;
  let high = boundaries.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (boundaries[middle]! <= start) low = middle;
    else high = middle - 1;
  }
  const tokens: string[] = [];
  for (let i = low; i + 1 < boundaries.length && boundaries[i]! < end; i++) {
    tokens.push(text.slice(boundaries[i], boundaries[i + 1]).trim());
  }
  return tokens;
}

function overlapping(start: number, end: number, hits: TermHits, matcher: TermMatcher): string {
  for (let i = 0; i < hits.key.length; i++) {
    if (hits.start[i]! < end && hits.end[i]! > start) return matcher.keys[hits.key[i]!]!;
  }
  return "";
}
