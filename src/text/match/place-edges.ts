import type { Trie } from "./build-trie.js";

/** Edges of all states but the root in one array of cells. */
export interface PlacedEdges {
  /** The edge of a state by a letter code, if there is one, is in cell `base[state] + code`. */
  readonly base: Int32Array;
  /** Two numbers a cell: the state that owns it (or −1) and the state the edge leads to. */
  readonly cells: Int32Array;
}

/** Free cells that are tried before a state goes behind all others: keeps building linear. */
const MAX_TRIES = 300;

/**
 * Puts the edges of all states into one array without collisions (row displacement, Tarjan & Yao
 * 1979): states with many edges first, each at the first place where all fall on free cells;
 * states with one edge then fill the holes, so that hardly a cell stays empty.
 */
export function placeEdges(trie: Trie): PlacedEdges {
  const { nodes, firstChild, children, letter, letterCount } = trie;
  const base = new Int32Array(nodes);
  const cells = new Cells(nodes + 2 * letterCount, letterCount);
  for (const state of byEdges(children)) {
    const from = firstChild[state]!;
    const until = from + children[state]!;
    const at = cells.place(letter, from, until);
    base[state] = at;
    for (let c = from; c < until; c++) cells.own(at + letter[c]!, state, c);
  }
  return { base, cells: cells.finish(letterCount) };
}

/** States with edges, the root left out, those with most edges first. */
function byEdges(children: Int32Array): Int32Array {
  let most = 0;
  for (let s = 1; s < children.length; s++) most = Math.max(most, children[s]!);
  const starts = new Int32Array(most + 2);
  for (let s = 1; s < children.length; s++) starts[most - children[s]! + 1]!++;
  for (let i = 1; i < starts.length; i++) starts[i]! += starts[i - 1]!;
  const withEdges = starts[most]!;
  const order = new Int32Array(children.length);
  for (let s = 1; s < children.length; s++) order[starts[most - children[s]!]!++] = s;
  return order.subarray(0, withEdges);
}

/** The cells with a chain of the free ones. A margin in front lets every base be at least 1. */
class Cells {
  #cells: Int32Array;
  #next: Int32Array;
  #previous: Int32Array;
  #size: number;
  /** First free cell. */
  #head: number;
  /** One behind the last cell in use. */
  #used: number;

  constructor(room: number, margin: number) {
    this.#size = room + margin + 1;
    this.#cells = new Int32Array(2 * this.#size).fill(-1);
    this.#next = Int32Array.from({ length: this.#size }, (_, i) => i + 1);
    this.#previous = Int32Array.from({ length: this.#size }, (_, i) => i - 1);
    this.#head = margin + 1;
    this.#used = this.#head;
  }

  /** A base at which the letters `from … until − 1` all fall on free cells. */
  place(letters: Uint16Array, from: number, until: number): number {
    let first = letters[from]!;
    for (let i = from + 1; i < until; i++) if (letters[i]! < first) first = letters[i]!;
    let cell = this.#head;
    for (let tries = 0; tries < MAX_TRIES && cell < this.#used; tries++) {
      if (this.#fits(letters, from, until, cell - first)) return cell - first;
      cell = this.#next[cell]!;
    }
    return Math.max(this.#used, cell) - first;
  }

  own(cell: number, state: number, target: number): void {
    this.#grow(cell + 1);
    this.#cells[2 * cell] = state;
    this.#cells[2 * cell + 1] = target;
    const next = this.#next[cell]!;
    const previous = this.#previous[cell]!;
    this.#next[previous] = next;
    if (next < this.#size) this.#previous[next] = previous;
    if (cell === this.#head) this.#head = next;
    if (cell >= this.#used) this.#used = cell + 1;
  }

  /** The cells in use and a margin behind, so that every base with every letter stays inside. */
  finish(margin: number): Int32Array {
    const size = this.#used + margin;
    this.#grow(size);
    return this.#cells.slice(0, 2 * size);
  }

  #fits(letters: Uint16Array, from: number, until: number, base: number): boolean {
    for (let i = from; i < until; i++) {
      const cell = base + letters[i]!;
      if (cell < this.#size && this.#cells[2 * cell] !== -1) return false;
    }
    return true;
  }

  #grow(size: number): void {
    const before = this.#size;
    if (size <= before) return;
    const room = Math.max(size, before * 2);
    const larger = (old: Int32Array, length: number): Int32Array => {
      const copy = new Int32Array(length);
      copy.set(old);
      return copy;
    };
    this.#cells = larger(this.#cells, 2 * room).fill(-1, 2 * before);
    this.#next = larger(this.#next, room);
    this.#previous = larger(this.#previous, room);
    for (let i = before; i < room; i++) {
      this.#next[i] = i + 1;
      this.#previous[i] = i - 1;
    }
    // The chain's last free cell already leads to `before`; its way back must be right too.
    this.#previous[before] = this.#lastFree(before);
    this.#size = room;
  }

  #lastFree(before: number): number {
    for (let cell = before - 1; cell > 0; cell--) if (this.#cells[2 * cell] === -1) return cell;
    return 0;
  }
}
