import type { AttentionOptions, Measure } from "./attention-options.js";
import { type CellPlan, keyNumbers, planCells } from "./cell-plans.js";
import type { CountedTerms, CountedUnit } from "./count-document.js";

/** The measures of one cell; one that does not exist is null. */
export interface MeasuredCell {
  readonly plan: CellPlan;
  readonly count: number;
  readonly values: Readonly<Partial<Record<Measure, number | null>>>;
  /** In mode `both`: what segmentation counted. */
  readonly countSegment?: number;
  /** Hits behind a negation, and inside quotation marks, when asked for. */
  readonly negated?: number;
  readonly quoted?: number;
}

/**
 * Measures of counted units, worked out when asked for: ten thousand reports times a thousand
 * cells are not kept.   中文: 由计数得到度量
 */
export class MeasuredUnits {
  readonly units: readonly CountedUnit[];
  readonly plans: readonly CellPlan[];
  readonly #mode: "match" | "segment" | "both";
  readonly #measures: readonly Measure[];
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #documentsWith: Int32Array;
  readonly #previous: ReadonlyMap<number, number>;

  constructor(units: readonly CountedUnit[], options: AttentionOptions) {
    const numbers = keyNumbers(options.dictionaries);
    this.units = units;
    this.plans = planCells(options.dictionaries, numbers);
    this.#mode = options.mode ?? "match";
    this.#measures = options.measures ?? ["count", "per10k", "ln1p"];
    this.#numbers = numbers;
    this.#documentsWith = new Int32Array(this.plans.length);
    if (this.#measures.includes("tfidf")) {
      units.forEach((_, i) => {
        this.#counts(i).forEach((n, j) => {
          if (n > 0) this.#documentsWith[j]!++;
        });
      });
    }
    this.#previous = this.#measures.includes("growth") ? previousUnits(units) : new Map();
  }

  /** Number of a key in the run. */
  numberOf(key: string): number {
    return this.#numbers.get(key) ?? -1;
  }

  /** Tokens of a unit by the first dictionary's segmentation; NaN when there was none. */
  tokens(unit: number): number {
    return this.units[unit]!.segment[0]?.tokens ?? Number.NaN;
  }

  /** The cells of a unit for the plans that are wanted (numbers of plans). */
  cells(unit: number, wanted: readonly number[]): MeasuredCell[] {
    const u = this.units[unit]!;
    const counts = this.#counts(unit);
    const before = this.#previous.get(unit);
    const previous = before === undefined ? undefined : this.#counts(before);
    const segment = this.#mode === "both" ? this.#sums(u.segment, "counts") : undefined;
    const flagged = u.match[0]?.negated !== undefined;
    const negated = flagged ? this.#sums(u.match, "negated") : undefined;
    const quoted = flagged ? this.#sums(u.match, "quoted") : undefined;
    return wanted.map((j) => {
      const plan = this.plans[j]!;
      const count = counts[j]!;
      const facts: CellFacts = {
        characters: u.characters,
        tokens: u.segment[plan.dictionary]?.tokens ?? Number.NaN,
        idf: Math.log(this.units.length / this.#documentsWith[j]!),
        previous: previous?.[j],
        share: u.covered === undefined || u.sentences === 0 ? null : u.covered[j]! / u.sentences,
      };
      return {
        plan,
        count,
        values: Object.fromEntries(this.#measures.map((m) => [m, measureValue(m, count, facts)])),
        ...(segment === undefined ? {} : { countSegment: segment[j]! }),
        ...(negated === undefined ? {} : { negated: negated[j]!, quoted: quoted![j]! }),
      };
    });
  }

  #counts(unit: number): Float64Array {
    const u = this.units[unit]!;
    return this.#sums(this.#mode === "segment" ? u.segment : u.match, "counts");
  }

  /** Weighted sums over the keys of each plan. */
  #sums(counted: readonly CountedTerms[], what: "counts" | "negated" | "quoted"): Float64Array {
    const sums = new Float64Array(this.plans.length);
    const dense = new Int32Array(this.#numbers.size);
    let current = -1;
    this.plans.forEach((plan, j) => {
      const terms = counted[plan.dictionary];
      if (terms === undefined) return;
      if (plan.dictionary !== current) {
        dense.fill(0);
        current = plan.dictionary;
        const values = terms[what] ?? terms.counts;
        for (let i = 0; i < terms.keys.length; i++) dense[terms.keys[i]!] = values[i]!;
      }
      let sum = 0;
      for (let i = 0; i < plan.keys.length; i++) sum += dense[plan.keys[i]!]! * plan.weights[i]!;
      sums[j] = sum;
    });
    return sums;
  }
}

interface CellFacts {
  readonly characters: number;
  readonly tokens: number;
  readonly idf: number;
  readonly previous: number | undefined;
  readonly share: number | null;
}

function measureValue(measure: Measure, count: number, c: CellFacts): number | null {
  switch (measure) {
    case "count":
      return count;
    case "per10k":
      return c.characters === 0 ? null : (count / c.characters) * 1e4;
    case "per10kTokens":
      return c.tokens > 0 ? (count / c.tokens) * 1e4 : null;
    case "ln1p":
      return Math.log1p(count);
    case "sentenceShare":
      return c.share;
    case "tfidf":
      // A term that no document has: tf is 0 everywhere, and so is tf-idf.
      if (c.characters === 0) return null;
      return count === 0 ? 0 : (count / c.characters) * 1e4 * c.idf;
    case "growth":
      return c.previous === undefined || c.previous === 0
        ? null
        : (count - c.previous) / c.previous;
  }
}

/** For each unit the number of the unit of the same place, section and the year before. */
function previousUnits(units: readonly CountedUnit[]): Map<number, number> {
  const at = new Map<string, number>();
  const key = (u: CountedUnit, year: number): string | undefined => {
    const place = u.document.regionCode ?? u.document.region ?? u.document.firm;
    return place == null ? undefined : `${place}|${year}|${u.section ?? ""}`;
  };
  units.forEach((u, i) => {
    const k = u.document.year === null ? undefined : key(u, u.document.year);
    if (k !== undefined) at.set(k, i);
  });
  const before = new Map<number, number>();
  units.forEach((u, i) => {
    const k = u.document.year === null ? undefined : key(u, u.document.year - 1);
    const previous = k === undefined ? undefined : at.get(k);
    if (previous !== undefined) before.set(i, previous);
  });
  return before;
}
