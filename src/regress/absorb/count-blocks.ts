import type { Coded } from "../frame/classification.js";

/**
 * Blocks of levels that no row links to the rest: connected components of the graph whose vertices
 * are the levels of two classifications and whose edges are the rows.   中文: 连通分量个数
 *
 * Two effects absorb exactly `size₁ + size₂ − blocks` degrees of freedom
 * (Abowd, Creecy & Kramarz 2002).
 */
export function countBlocks(a: Coded, b: Coded): number {
  const parent = new Int32Array(a.size + b.size);
  for (let v = 0; v < parent.length; v++) parent[v] = v;
  const root = (v: number): number => {
    let at = v;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  let blocks = parent.length;
  for (let i = 0; i < a.codes.length; i++) {
    const one = root(a.codes[i]!);
    const two = root(a.size + b.codes[i]!);
    if (one !== two) {
      parent[Math.max(one, two)] = Math.min(one, two);
      blocks--;
    }
  }
  return blocks;
}
