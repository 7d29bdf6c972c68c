import type { Dictionary } from "../dictionary/dictionary.js";

/** A term, group or dictionary total, and the keys whose hits make it up. */
export interface CellPlan {
  /** Number of the dictionary in the run. */
  readonly dictionary: number;
  readonly name: string;
  /** Null for the total of a dictionary. */
  readonly group: string | null;
  /** Null for the total of a group or dictionary. */
  readonly term: string | null;
  /** Numbers of the keys (see `keyNumbers`) and how much a hit of each counts. */
  readonly keys: Int32Array;
  readonly weights: Float64Array;
}

/** The distinct keys of all dictionaries, numbered in order of appearance. */
export function keyNumbers(dictionaries: readonly Dictionary[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const d of dictionaries) {
    for (const t of d.terms) if (!numbers.has(t.key)) numbers.set(t.key, numbers.size);
  }
  return numbers;
}

/**
 * Cells of each dictionary: its terms, its groups, its total.   中文: 计数单元
 *
 * Totals are weighted sums (weight 1 unless the dictionary says otherwise); in the total of a
 * dictionary a term that stands in two groups counts once, in the groups it counts for both.
 */
export function planCells(
  dictionaries: readonly Dictionary[],
  numbers: ReadonlyMap<string, number>,
): CellPlan[] {
  return dictionaries.flatMap((d, dictionary) => {
    const base = { dictionary, name: d.name };
    const terms = d.terms
      .filter((t) => t.synonymOf === undefined)
      .map((t): CellPlan => {
        const keys = new Set([t.key, ...synonymsOf(d, t.term, t.group)]);
        return {
          ...base,
          group: t.group,
          term: t.term,
          keys: Int32Array.from(keys, (k) => numbers.get(k)!),
          weights: new Float64Array(keys.size).fill(1),
        };
      });
    const total = (group: string | null): CellPlan => {
      const weights = new Map<number, number>();
      for (const t of d.terms) {
        if (group !== null && t.group !== group) continue;
        const key = numbers.get(t.key)!;
        weights.set(key, Math.max(t.weight, weights.get(key) ?? Number.NEGATIVE_INFINITY));
      }
      return {
        ...base,
        group,
        term: null,
        keys: Int32Array.from(weights.keys()),
        weights: Float64Array.from(weights.values()),
      };
    };
    return [...terms, ...d.groups.map(total), total(null)];
  });
}

function synonymsOf(dictionary: Dictionary, term: string, group: string): string[] {
  return dictionary.terms
    .filter((t) => t.synonymOf === term && t.group === group)
    .map((t) => t.key);
}
