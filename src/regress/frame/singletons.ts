import type { Coded } from "./classification.js";

/**
 * Marks rows that are alone in a level of some effect, again and again until none is left; clears
 * `keep` and returns how many there were.   中文: 迭代剔除单例
 *
 * Each level keeps the exclusive-or of its rows, so the last one is known without a search and the
 * whole takes one pass over rows and effects.
 */
export function dropSingletons(effects: readonly Coded[], keep: Uint8Array): number {
  const counts = effects.map((e) => new Int32Array(e.size));
  const marks = effects.map((e) => new Int32Array(e.size));
  const n = keep.length;
  effects.forEach(({ codes }, f) => {
    const count = counts[f]!;
    const mark = marks[f]!;
    for (let i = 0; i < n; i++) {
      if (keep[i] === 0) continue;
      count[codes[i]!]!++;
      mark[codes[i]!]! ^= i;
    }
  });
  const queue: number[] = [];
  effects.forEach((_, f) => {
    counts[f]!.forEach((c, level) => {
      if (c === 1) queue.push(marks[f]![level]!);
    });
  });
  let dropped = 0;
  for (let row = queue.pop(); row !== undefined; row = queue.pop()) {
    if (keep[row] === 0) continue;
    keep[row] = 0;
    dropped++;
    effects.forEach(({ codes }, f) => {
      const level = codes[row]!;
      marks[f]![level]! ^= row;
      if (--counts[f]![level]! === 1) queue.push(marks[f]![level]!);
    });
  }
  return dropped;
}
