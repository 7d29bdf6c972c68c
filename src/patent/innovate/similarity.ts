import type { Application } from "./applications.js";

/** How finely technology is compared: class (IPC3) or subclass (IPC4). */
export type SimilarityLevel = "ipc3" | "ipc4";

/** Similarity of two units in one year. */
export interface SimilarPair {
  readonly a: string;
  readonly b: string;
  readonly similarity: number;
}

/**
 * The share vector of a pool: how often each class or subclass stands in the applications, each
 * counted once for an application.   中文: 技术份额向量
 */
export function poolVector(
  applications: readonly Application[],
  level: SimilarityLevel,
  until: number,
): Map<string, number> {
  const vector = new Map<string, number>();
  for (const a of applications) {
    if (a.year > until) continue;
    addTo(vector, a, level);
  }
  return vector;
}

/**
 * Cosine of two share vectors (Jaffe 1986); NaN when one is empty.   中文: 技术相似度
 *
 * Shares and counts give the same cosine.
 */
export function technologySimilarity(
  a: ReadonlyMap<string, number>,
  b: ReadonlyMap<string, number>,
): number {
  const lengths = norm(a) * norm(b);
  if (lengths === 0) return Number.NaN;
  let dot = 0;
  for (const [k, v] of a) dot += v * (b.get(k) ?? 0);
  return dot / lengths;
}

/** Similarity of every pair of units with non-empty pools at the end of a year. */
export function similarPairs(
  units: ReadonlyMap<string, readonly Application[]>,
  level: SimilarityLevel,
  year: number,
): SimilarPair[] {
  const vectors = [...units]
    .map(([unit, list]) => ({ unit, vector: poolVector(list, level, year) }))
    .filter((u) => u.vector.size > 0)
    .sort((x, y) => (x.unit < y.unit ? -1 : 1));
  return vectors.flatMap((x, i) =>
    vectors.slice(i + 1).map((y) => ({
      a: x.unit,
      b: y.unit,
      similarity: technologySimilarity(x.vector, y.vector),
    })),
  );
}

/**
 * Mean similarity over all pairs of a city's firms, year by year; NaN with fewer than two firms
 * with a pool.   中文: 城市平均技术相似度
 *
 * Formula   mean of cosines = (|Σ u|² − n) / (n(n − 1)), u the pool vectors at length one: no pair
 *           is visited, so a city with ten thousand firms costs no more than its applications.
 */
export function meanSimilarity(
  firms: ReadonlyMap<string, readonly Application[]>,
  level: SimilarityLevel,
  years: readonly number[],
): Map<number, number> {
  const pools = [...firms.values()].map((list) => ({
    waiting: list.toSorted((a, b) => b.year - a.year),
    vector: new Map<string, number>(),
  }));
  const result = new Map<number, number>();
  for (const year of years.toSorted((a, b) => a - b)) {
    for (const pool of pools) {
      while (pool.waiting.length > 0 && pool.waiting.at(-1)!.year <= year) {
        addTo(pool.vector, pool.waiting.pop()!, level);
      }
    }
    result.set(year, meanOfPairs(pools.map((p) => p.vector).filter((v) => v.size > 0)));
  }
  return result;
}

function meanOfPairs(vectors: readonly ReadonlyMap<string, number>[]): number {
  const n = vectors.length;
  if (n < 2) return Number.NaN;
  const sum = new Map<string, number>();
  for (const v of vectors) {
    const length = norm(v);
    for (const [k, x] of v) sum.set(k, (sum.get(k) ?? 0) + x / length);
  }
  return (norm(sum) ** 2 - n) / (n * (n - 1));
}

function addTo(vector: Map<string, number>, a: Application, level: SimilarityLevel): void {
  const width = level === "ipc3" ? 3 : 4;
  for (const k of new Set(a.symbols.map((s) => s.slice(0, width)))) {
    vector.set(k, (vector.get(k) ?? 0) + 1);
  }
}

function norm(vector: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const v of vector.values()) sum += v * v;
  return Math.sqrt(sum);
}
