import { buildTrie, type Trie } from "./build-trie.js";
import { type PlacedEdges, placeEdges } from "./place-edges.js";

/**
 * A multi-pattern automaton over UTF-16 units (Aho & Corasick 1975), edges in one array of cells.
 * 中文: 多模式匹配自动机
 *
 * Linear in the text at any number of patterns. Units map to dense letter codes first; letters
 * that differ only in case share a code. State 0 is the root.
 */
export interface Automaton extends PlacedEdges {
  /** Letter code of each UTF-16 unit; 0 is in no pattern. */
  readonly letters: Uint16Array;
  /** State reached from the root by letter code, or 0. */
  readonly root: Int32Array;
  /** Bit set (see `pairBit`) of the pairs of letters with which a pattern begins. */
  readonly pairs: Uint8Array;
  readonly fail: Int32Array;
  /** The state itself when a pattern ends in it, else the next shorter one with a pattern, or 0. */
  readonly reports: Int32Array;
  /** Pattern that ends in a state, or −1. */
  readonly output: Int32Array;
  /** Length of each pattern in UTF-16 units. */
  readonly lengths: Int32Array;
}

/** Builds the automaton; empty patterns are ignored, of equal patterns the first one answers. */
export function buildAutomaton(patterns: readonly string[]): Automaton {
  const trie = buildTrie(patterns);
  const root = new Int32Array(trie.letterCount);
  for (let c = trie.firstChild[0]!, k = 0; k < trie.children[0]!; c++, k++) {
    root[trie.letter[c]!] = c;
  }
  const edges = placeEdges(trie);
  return {
    letters: trie.letters,
    root,
    pairs: pairSet(trie, patterns),
    ...edges,
    ...failures(trie, root, edges),
    output: trie.pattern,
    lengths: Int32Array.from(patterns, (p) => p.length),
  };
}

/** Where a pair of letter codes has its bit, in a set of 2^k bits given as `mask` = 2^k − 1. */
export function pairBit(first: number, second: number, mask: number): number {
  return (Math.imul(first, 0x9e5) + second) & mask;
}

/** Bits for each pair: few other pairs then pass by chance. */
const BITS_FOR_PAIR = 16;
const LEAST_BITS = 1 << 12;

/**
 * The pairs with which patterns begin. Most places of a text begin no pattern, and one look at
 * this small set says so, without a look at the states. A pair that passes wrongly costs time only.
 */
function pairSet(trie: Trie, patterns: readonly string[]): Uint8Array {
  const { letters, letterCount } = trie;
  let bits = LEAST_BITS;
  while (bits < patterns.length * BITS_FOR_PAIR) bits *= 2;
  const set = new Uint8Array(bits >> 3);
  const mark = (first: number, second: number): void => {
    const bit = pairBit(first, second, bits - 1);
    set[bit >> 3]! |= 1 << (bit & 7);
  };
  for (const pattern of patterns) {
    const first = letters[pattern.charCodeAt(0)]!;
    if (pattern.length > 1) mark(first, letters[pattern.charCodeAt(1)]!);
    // A pattern of one letter may stand before anything.
    else if (pattern.length === 1) for (let c = 0; c < letterCount; c++) mark(first, c);
  }
  return set;
}

/** Failure links, breadth first, and what each state reports. */
function failures(
  trie: Trie,
  root: Int32Array,
  { base, cells }: PlacedEdges,
): { fail: Int32Array; reports: Int32Array } {
  const { nodes, firstChild, children, letter, pattern } = trie;
  const fail = new Int32Array(nodes);
  const reports = new Int32Array(nodes);
  const follow = (from: number, code: number): number => {
    for (let state = from; state !== 0; state = fail[state]!) {
      const cell = 2 * (base[state]! + code);
      if (cells[cell] === state) return cells[cell + 1]!;
    }
    return root[code]!;
  };
  for (let state = 1; state < nodes; state++) {
    reports[state] = pattern[state] === -1 ? reports[fail[state]!]! : state;
    const until = firstChild[state]! + children[state]!;
    for (let c = firstChild[state]!; c < until; c++) fail[c] = follow(fail[state]!, letter[c]!);
  }
  return { fail, reports };
}
