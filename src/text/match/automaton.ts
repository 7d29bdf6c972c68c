/**
 * A multi-pattern automaton over UTF-16 units (Aho & Corasick 1975) in double-array form.
 * 中文: 多模式匹配自动机
 *
 * Linear in the text at any number of patterns. Units map to dense letter codes first: a unit that
 * is in no pattern resets the state at once, and letters that differ only in case share a code.
 * `base`/`check` hold the edges below depth one, the root's edges stand in a row of their own.
 */
export interface Automaton {
  /** Letter code of each UTF-16 unit; 0 is in no pattern. */
  readonly letters: Uint16Array;
  /** State reached from the root by letter code. */
  readonly root: Int32Array;
  readonly base: Int32Array;
  readonly check: Int32Array;
  readonly fail: Int32Array;
  /** Pattern that ends in a state, or −1. */
  readonly output: Int32Array;
  /** Next shorter state with an output on the failure path, or 0. */
  readonly outputLink: Int32Array;
  /** Length of each pattern in UTF-16 units. */
  readonly lengths: Int32Array;
}

interface Trie {
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
  readonly letter: Uint16Array;
  readonly pattern: Int32Array;
  readonly nodes: number;
}

/** Builds the automaton; empty patterns are ignored, of equal patterns the first one answers. */
export function buildAutomaton(patterns: readonly string[]): Automaton {
  const { letters, count } = letterCodes(patterns);
  const trie = buildTrie(patterns, letters);
  const placed = placeStates(trie, count);
  return {
    letters,
    ...placed,
    ...link(trie, placed),
    lengths: Int32Array.from(patterns, (p) => p.length),
  };
}

/** Frequent letters get small codes: the edges of a state then lie close together. */
function letterCodes(patterns: readonly string[]): { letters: Uint16Array; count: number } {
  const frequency = new Map<number, number>();
  for (const pattern of patterns) {
    for (let i = 0; i < pattern.length; i++) {
      const unit = foldCase(pattern.charCodeAt(i));
      frequency.set(unit, (frequency.get(unit) ?? 0) + 1);
    }
  }
  const ranked = [...frequency].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const letters = new Uint16Array(65536);
  ranked.forEach(([unit], rank) => {
    letters[unit] = rank + 1;
    if (unit >= 0x61 && unit <= 0x7a) letters[unit - 0x20] = rank + 1;
  });
  return { letters, count: ranked.length + 1 };
}

function foldCase(unit: number): number {
  return unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit;
}

function buildTrie(patterns: readonly string[], letters: Uint16Array): Trie {
  let room = 1;
  for (const p of patterns) room += p.length;
  const firstChild = new Int32Array(room);
  const nextSibling = new Int32Array(room);
  const letter = new Uint16Array(room);
  const pattern = new Int32Array(room).fill(-1);
  // Children of the root are found by letter, all others by walking the siblings.
  const rootChild = new Int32Array(65536);
  let nodes = 1;
  patterns.forEach((text, index) => {
    let node = 0;
    for (let i = 0; i < text.length; i++) {
      const code = letters[text.charCodeAt(i)]!;
      let child = node === 0 ? rootChild[code]! : firstChild[node]!;
      if (node !== 0) while (child !== 0 && letter[child] !== code) child = nextSibling[child]!;
      if (child === 0) {
        child = nodes++;
        letter[child] = code;
        nextSibling[child] = firstChild[node]!;
        firstChild[node] = child;
        if (node === 0) rootChild[code] = child;
      }
      node = child;
    }
    if (node !== 0 && pattern[node] === -1) pattern[node] = index;
  });
  return { firstChild, nextSibling, letter, pattern, nodes };
}

interface Placed {
  readonly root: Int32Array;
  readonly base: Int32Array;
  readonly check: Int32Array;
  /** Trie nodes in breadth-first order and the state of each node. */
  readonly order: Int32Array;
  readonly stateOf: Int32Array;
}

/** Tries of free cells before a node goes to the end of the array: keeps building linear. */
const MAX_TRIES = 40;

function placeStates(trie: Trie, letterCount: number): Placed {
  const root = new Int32Array(letterCount);
  const stateOf = new Int32Array(trie.nodes);
  const order = new Int32Array(trie.nodes);
  const cells = new CellAllocator(trie.nodes * 2 + letterCount * 2 + 16);
  let tail = 0;
  const buffer = new Uint16Array(letterCount);
  const childrenOf = new Int32Array(letterCount);
  for (let c = trie.firstChild[0]!; c !== 0; c = trie.nextSibling[c]!) {
    const state = cells.takeNext();
    root[trie.letter[c]!] = state;
    stateOf[c] = state;
    order[tail++] = c;
  }
  for (let head = 0; head < tail; head++) {
    const node = order[head]!;
    let k = 0;
    for (let c = trie.firstChild[node]!; c !== 0; c = trie.nextSibling[c]!) {
      buffer[k] = trie.letter[c]!;
      childrenOf[k++] = c;
    }
    if (k === 0) continue;
    const base = cells.place(buffer, k);
    const state = stateOf[node]!;
    cells.setBase(state, base);
    for (let i = 0; i < k; i++) {
      const target = base + buffer[i]!;
      cells.own(target, state);
      stateOf[childrenOf[i]!] = target;
      order[tail++] = childrenOf[i]!;
    }
  }
  return { root, ...cells.arrays(letterCount), order: order.subarray(0, tail), stateOf };
}

/** Cells of the double array with a linked list of the free ones. */
class CellAllocator {
  #base: Int32Array;
  #check: Int32Array;
  #next: Int32Array;
  #previous: Int32Array;
  #used = 1;

  constructor(room: number) {
    this.#base = new Int32Array(room);
    this.#check = new Int32Array(room).fill(-1);
    this.#next = new Int32Array(room);
    this.#previous = new Int32Array(room);
    for (let i = 0; i < room; i++) {
      this.#next[i] = i + 1;
      this.#previous[i] = i - 1;
    }
    // Cell 0 is the root state and never a target.
    this.#unlink(0);
    this.#check[0] = -2;
  }

  /** A free cell for a state that the root reaches. */
  takeNext(): number {
    const cell = this.#next0();
    this.own(cell, -3);
    return cell;
  }

  /** A base at which all letters fall on free cells. */
  place(letters: Uint16Array, k: number): number {
    let first = letters[0]!;
    for (let i = 1; i < k; i++) if (letters[i]! < first) first = letters[i]!;
    let cell = Math.max(this.#next0(), first + 1);
    for (let tries = 0; tries < MAX_TRIES && cell < this.#check.length; tries++) {
      const base = cell - first;
      if (this.#fits(letters, k, base)) return base;
      cell = this.#next[cell]!;
    }
    return Math.max(this.#used, first) + 1 - first;
  }

  setBase(state: number, base: number): void {
    this.#base[state] = base;
  }

  own(cell: number, state: number): void {
    this.#grow(cell + 1);
    this.#unlink(cell);
    this.#check[cell] = state;
    if (cell > this.#used) this.#used = cell;
  }

  arrays(letterCount: number): { base: Int32Array; check: Int32Array } {
    const size = this.#used + letterCount + 1;
    this.#grow(size);
    return { base: this.#base.slice(0, size), check: this.#check.slice(0, size) };
  }

  #head = 1;

  #next0(): number {
    while (this.#head < this.#check.length && this.#check[this.#head] !== -1) this.#head++;
    this.#grow(this.#head + 1);
    return this.#head;
  }

  #fits(letters: Uint16Array, k: number, base: number): boolean {
    for (let i = 0; i < k; i++) {
      const cell = base + letters[i]!;
      if (cell < this.#check.length && this.#check[cell] !== -1) return false;
    }
    return true;
  }

  #unlink(cell: number): void {
    const next = this.#next[cell]!;
    const previous = this.#previous[cell]!;
    if (previous >= 0) this.#next[previous] = next;
    if (next < this.#previous.length) this.#previous[next] = previous;
  }

  #grow(size: number): void {
    const before = this.#check.length;
    if (size <= before) return;
    const room = Math.max(size, before * 2);
    const copy = (old: Int32Array, fill: number): Int32Array => {
      const larger = new Int32Array(room);
      larger.set(old);
      if (fill !== 0) larger.fill(fill, before);
      return larger;
    };
    this.#base = copy(this.#base, 0);
    this.#check = copy(this.#check, -1);
    this.#next = copy(this.#next, 0);
    this.#previous = copy(this.#previous, 0);
    for (let i = before; i < room; i++) {
      this.#next[i] = i + 1;
      this.#previous[i] = i - 1;
    }
  }
}

/** Failure and output links, breadth first. */
function link(
  trie: Trie,
  placed: Placed,
): { fail: Int32Array; output: Int32Array; outputLink: Int32Array } {
  const { root, base, check, order, stateOf } = placed;
  const size = check.length;
  const fail = new Int32Array(size);
  const output = new Int32Array(size).fill(-1);
  const outputLink = new Int32Array(size);
  const follow = (from: number, code: number): number => {
    let state = from;
    while (state !== 0) {
      const target = base[state]! + code;
      if (base[state] !== 0 && check[target] === state) return target;
      state = fail[state]!;
    }
    return root[code]!;
  };
  for (const node of order) output[stateOf[node]!] = trie.pattern[node]!;
  for (const node of order) {
    const state = stateOf[node]!;
    for (let c = trie.firstChild[node]!; c !== 0; c = trie.nextSibling[c]!) {
      const target = stateOf[c]!;
      const back = follow(fail[state]!, trie.letter[c]!);
      fail[target] = back;
      outputLink[target] = output[back] !== -1 ? back : outputLink[back]!;
    }
  }
  return { fail, output, outputLink };
}
