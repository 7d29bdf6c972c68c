import type { Dictionary } from "../dictionary/dictionary.js";
import { type Automaton, buildAutomaton } from "./automaton.js";
import { HitBuffer, scan } from "./scan.js";
import { latinEdges, standsAlone, type WordBoundary } from "./word-edges.js";

/** What to do when terms overlap. */
export type Overlap = "longest" | "all";

/** Hits of one dictionary in one text, in order of position. */
export interface TermHits {
  /** Number of the key in `TermMatcher.keys`, start and end of each hit. */
  readonly key: Int32Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
}

/**
 * Finds the terms of several dictionaries in one pass.   中文: 词典匹配器
 *
 * Overlaps are resolved inside one dictionary, all its groups: `longest` takes hits from left to
 * right, at each place the longest (科技创新 inside 科技创新中心 is not counted again), `all` takes
 * every occurrence. A hit inside one of its exclusion contexts does not count. Latin letters
 * ignore case; terms that begin or end with one are whole words there (`AI` not in `MAIN`), unless
 * the boundary is `none`. Two dictionaries in one run give what two runs give.
 *
 * @example new TermMatcher([dictionary]).find("加快科技创新").length // 1, one entry per dictionary
 */
export class TermMatcher {
  /** Distinct keys over all dictionaries, exclusion contexts behind them. */
  readonly keys: readonly string[];
  readonly #automaton: Automaton;
  readonly #overlap: Overlap;
  /** Serves text after text. */
  readonly #hits = new HitBuffer();
  /**
   * For each dictionary and key: 0 when it is no term of it, else 1 + 2 × its Latin edges (see
   * `latinEdges`; none without word boundaries): one look for each hit.
   */
  readonly #isTerm: readonly Uint8Array[];
  /** For each dictionary: contexts by key number. */
  readonly #contexts: readonly ReadonlyMap<number, readonly number[]>[];

  constructor(
    dictionaries: readonly Dictionary[],
    overlap: Overlap = "longest",
    boundary: WordBoundary = "latin",
  ) {
    const index = new Map<string, number>();
    const number = (key: string): number => {
      const known = index.get(key);
      if (known !== undefined) return known;
      index.set(key, index.size);
      return index.size - 1;
    };
    for (const d of dictionaries) for (const t of d.terms) number(t.key);
    for (const d of dictionaries) for (const t of d.terms) for (const e of t.exclude) number(e);
    this.keys = [...index.keys()];
    this.#overlap = overlap;
    this.#automaton = buildAutomaton(this.keys);
    this.#isTerm = dictionaries.map((d) => {
      const is = new Uint8Array(this.keys.length);
      for (const t of d.terms) {
        is[index.get(t.key)!] = 1 + 2 * (boundary === "latin" ? latinEdges(t.key) : 0);
      }
      return is;
    });
    this.#contexts = dictionaries.map((d) => {
      const contexts = new Map<number, readonly number[]>();
      for (const t of d.terms) {
        if (t.exclude.length > 0) {
          contexts.set(
            index.get(t.key)!,
            t.exclude.map((e) => index.get(e)!),
          );
        }
      }
      return contexts;
    });
  }

  /** Number of a key, or −1. */
  numberOf(key: string): number {
    return this.keys.indexOf(key);
  }

  /** Hits of each dictionary, in the order of the dictionaries. */
  find(text: string): TermHits[] {
    const all = scan(this.#automaton, text, this.#hits);
    const { count, pattern, end } = all;
    const { lengths } = this.#automaton;
    const start = new Int32Array(count);
    for (let i = 0; i < count; i++) start[i] = end[i]! - lengths[pattern[i]!]!;
    const order = byStart(start, end, count);
    const kept = new Int32Array(count);
    return this.#isTerm.map((isTerm, d) => {
      const contexts = this.#contexts[d]!;
      const excluded = contexts.size === 0 ? undefined : this.#excluded(all, contexts);
      let n = 0;
      let free = 0;
      for (let k = 0; k < count; k++) {
        const i = order[k]!;
        const term = isTerm[pattern[i]!]!;
        if (term === 0 || excluded?.has(i) === true) continue;
        if (term > 1 && !standsAlone(text, start[i]!, end[i]!, term >> 1)) continue;
        if (this.#overlap === "longest") {
          if (start[i]! < free) continue;
          free = end[i]!;
        }
        kept[n++] = i;
      }
      return {
        key: pick(pattern, kept, n),
        start: pick(start, kept, n),
        end: pick(end, kept, n),
      };
    });
  }

  /** Numbers of the hits that lie inside an occurrence of one of their contexts. */
  #excluded(
    all: ReturnType<typeof scan>,
    contexts: ReadonlyMap<number, readonly number[]>,
  ): ReadonlySet<number> {
    const { lengths } = this.#automaton;
    const spans = new Map<number, [number, number][]>();
    const wanted = new Set([...contexts.values()].flat());
    for (let i = 0; i < all.count; i++) {
      const key = all.pattern[i]!;
      if (!wanted.has(key)) continue;
      const span: [number, number] = [all.end[i]! - lengths[key]!, all.end[i]!];
      const list = spans.get(key);
      if (list === undefined) spans.set(key, [span]);
      else list.push(span);
    }
    const out = new Set<number>();
    if (spans.size === 0) return out;
    for (let i = 0; i < all.count; i++) {
      const key = all.pattern[i]!;
      const start = all.end[i]! - lengths[key]!;
      for (const context of contexts.get(key) ?? []) {
        if (isInside(start, all.end[i]!, spans.get(context) ?? [])) out.add(i);
      }
    }
    return out;
  }
}

/** Spans are in order of position and equally long: binary search for the last that may hold it. */
function isInside(start: number, end: number, spans: readonly [number, number][]): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]![0] <= start) low = middle + 1;
    else high = middle;
  }
  return low > 0 && spans[low - 1]![1] >= end
    ? true
    : spans.slice(Math.max(0, low - 8), low).some(([s, e]) => s <= start && e >= end);
}

function pick(from: Int32Array, kept: Int32Array, n: number): Int32Array {
  const picked = new Int32Array(n);
  for (let i = 0; i < n; i++) picked[i] = from[kept[i]!]!;
  return picked;
}

/** Moves for each hit that insertion may take before a general sort takes over. */
const MAX_MOVES = 16;

/**
 * Hit numbers by start, at one start the longest first. Hits come in order of their end, which is
 * nearly that order: insertion is the quickest way, unless terms lie in each other by the dozen.
 */
function byStart(start: Int32Array, end: Int32Array, count: number): Int32Array {
  const order = new Int32Array(count);
  let moves = MAX_MOVES * count;
  for (let i = 0; i < count; i++) {
    const s = start[i]!;
    let k = i;
    // A later hit of the same start is longer, for its end is later.
    while (k > 0 && start[order[k - 1]!]! >= s) {
      order[k] = order[k - 1]!;
      k--;
    }
    order[k] = i;
    moves -= i - k;
    if (moves < 0) return sorted(start, end, count);
  }
  return order;
}

function sorted(start: Int32Array, end: Int32Array, count: number): Int32Array {
  const order = new Int32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  return order.sort((a, b) => start[a]! - start[b]! || end[b]! - end[a]!);
}
