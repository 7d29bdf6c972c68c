import type { PolicyList } from "./policy-list.js";
import { type StartOptions, treatmentYears } from "./treatment-years.js";

/** Cities that two policies share. */
export interface PolicyPair {
  readonly a: string;
  readonly b: string;
  /** Cities in both; their names. */
  readonly both: number;
  readonly aFirst: number;
  readonly bFirst: number;
  readonly sameYear: number;
  readonly cities: readonly string[];
}

/** Which policies meet in which cities.   中文: 政策重叠 */
export interface PolicyOverlap {
  readonly names: readonly string[];
  /** Cities by policy, on the diagonal of `matrix`. */
  readonly matrix: readonly (readonly number[])[];
  readonly pairs: readonly PolicyPair[];
}

/** Options of `overlapPolicies`. */
export interface OverlapOptions extends StartOptions {
  /** `exclude` (default): cities covered as a whole; `include`: also those covered in part. */
  readonly partial?: "exclude" | "include";
}

/**
 * Counts, for each pair of policies, the cities that both cover and which came first.
 * 中文: 政策重叠矩阵
 *
 * Errors    those of `treatmentYears`.
 */
export function overlapPolicies(
  lists: readonly PolicyList[],
  options: OverlapOptions = {},
): PolicyOverlap {
  const firsts = lists.map((list) => {
    const years = new Map<string, { city: string; year: number }>();
    for (const [code, t] of treatmentYears(list, options)) {
      const isWhole = Number.isFinite(t.whole);
      if (!isWhole && options.partial !== "include") continue;
      const year = options.partial === "include" ? Math.min(t.whole, t.part) : t.whole;
      years.set(code, { city: t.city, year });
    }
    return years;
  });
  const pairs: PolicyPair[] = [];
  const matrix = lists.map(() => new Array<number>(lists.length).fill(0));
  lists.forEach((a, i) => {
    matrix[i]![i] = firsts[i]!.size;
    for (let j = i + 1; j < lists.length; j++) {
      const pair = compare(a.name, lists[j]!.name, firsts[i]!, firsts[j]!);
      pairs.push(pair);
      matrix[i]![j] = pair.both;
      matrix[j]![i] = pair.both;
    }
  });
  return { names: lists.map((l) => l.name), matrix, pairs };
}

type Firsts = ReadonlyMap<string, { readonly city: string; readonly year: number }>;

function compare(a: string, b: string, first: Firsts, second: Firsts): PolicyPair {
  const cities: string[] = [];
  const order = { aFirst: 0, bFirst: 0, sameYear: 0 };
  for (const [code, mine] of first) {
    const other = second.get(code);
    if (other === undefined) continue;
    cities.push(mine.city);
    if (mine.year < other.year) order.aFirst++;
    else if (mine.year > other.year) order.bFirst++;
    else order.sameYear++;
  }
  return { a, b, both: cities.length, ...order, cities };
}
