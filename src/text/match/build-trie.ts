/** Patterns as a tree of letters; node 0 is the root, nodes are numbered in breadth-first order. */
export interface Trie {
  /** Letter code of each UTF-16 unit; 0 is in no pattern. */
  readonly letters: Uint16Array;
  /** Codes in use, 0 included. */
  readonly letterCount: number;
  readonly nodes: number;
  /** Children of a node stand in a row: `firstChild[node] … firstChild[node] + children[node] − 1`. */
  readonly firstChild: Int32Array;
  readonly children: Int32Array;
  /** Letter that leads to a node. */
  readonly letter: Uint16Array;
  /** Pattern that ends in a node, or −1. */
  readonly pattern: Int32Array;
}

/** Builds the tree; empty patterns are ignored, of equal patterns the first one answers. */
export function buildTrie(patterns: readonly string[]): Trie {
  const { letters, letterCount } = letterCodes(patterns);
  return { letters, letterCount, ...breadthFirst(linkedTree(patterns, letters)) };
}

/** Frequent letters get small codes: the edges of a state then lie close together. */
function letterCodes(patterns: readonly string[]): { letters: Uint16Array; letterCount: number } {
  const frequency = new Int32Array(65536);
  for (const pattern of patterns) {
    for (let i = 0; i < pattern.length; i++) frequency[foldCase(pattern.charCodeAt(i))]!++;
  }
  const ranked: number[] = [];
  for (let unit = 0; unit < 65536; unit++) if (frequency[unit]! > 0) ranked.push(unit);
  ranked.sort((a, b) => frequency[b]! - frequency[a]! || a - b);
  const letters = new Uint16Array(65536);
  ranked.forEach((unit, rank) => {
    letters[unit] = rank + 1;
    if (unit >= 0x61 && unit <= 0x7a) letters[unit - 0x20] = rank + 1;
  });
  return { letters, letterCount: ranked.length + 1 };
}

function foldCase(unit: number): number {
  return unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit;
}

interface LinkedTree {
  readonly nodes: number;
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
  readonly letter: Uint16Array;
  readonly pattern: Int32Array;
}

function linkedTree(patterns: readonly string[], letters: Uint16Array): LinkedTree {
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
  return { nodes, firstChild, nextSibling, letter, pattern };
}

/** Numbers the nodes anew, level by level: states near the root, which are met most, lie close. */
function breadthFirst(tree: LinkedTree): Omit<Trie, "letters" | "letterCount"> {
  const { nodes } = tree;
  const old = new Int32Array(nodes);
  const firstChild = new Int32Array(nodes);
  const children = new Int32Array(nodes);
  const letter = new Uint16Array(nodes);
  const pattern = new Int32Array(nodes);
  let tail = 1;
  for (let node = 0; node < nodes; node++) {
    const from = old[node]!;
    letter[node] = tree.letter[from]!;
    pattern[node] = tree.pattern[from]!;
    firstChild[node] = tail;
    for (let c = tree.firstChild[from]!; c !== 0; c = tree.nextSibling[c]!) old[tail++] = c;
    children[node] = tail - firstChild[node]!;
  }
  return { nodes, firstChild, children, letter, pattern };
}
