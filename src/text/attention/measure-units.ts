import type { Dictionary } from "../dictionary/dictionary.js";
import type { AttentionOptions, Measure } from "./attention-options.js";
import type { CountedUnit } from "./count-document.js";
import type { CountedTerms } from "./document-counts.js";

/** The values of the measures; a measure that does not exist for a cell is null. */
export type MeasureValues = Readonly<Partial<Record<Measure, number | null>>>;

/** Measures of one term, group or dictionary in one unit. */
export interface MeasuredCell {
  readonly dictionary: string;
  /** Null for the total of a dictionary. */
  readonly group: string | null;
  /** Null for the total of a group or dictionary. */
  readonly term: string | null;
  readonly count: number;
  readonly values: MeasureValues;
  /** In mode `both`: what segmentation counted. */
  readonly countSegment?: number;
  /** Hits behind a negation, and inside quotation marks, when asked for. */
  readonly negated?: number;
  readonly quoted?: number;
}

/** A unit with its cells: terms, then groups, then dictionary totals. */
export interface MeasuredUnit {
  readonly unit: Pick<CountedUnit, "document" | "section" | "characters" | "sentences">;
  readonly tokens: number;
  readonly cells: readonly MeasuredCell[];
}

/** One line of a dictionary's layout: which keys make up a cell. */
interface CellPlan {
  readonly dictionary: number;
  readonly name: string;
  readonly group: string | null;
  readonly term: string | null;
  readonly keys: readonly string[];
  readonly weights: readonly number[];
}

/**
 * Turns counts into measures for each term, group and dictionary.   中文: 由计数得到度量
 *
 * Totals are weighted sums (weight 1 unless the dictionary says otherwise); in the total of a
 * dictionary a term that stands in two groups counts once, in the groups it counts for both.
 */
export function measureUnits(
  units: readonly CountedUnit[],
  options: AttentionOptions,
): MeasuredUnit[] {
  const mode = options.mode ?? "match";
  const measures = options.measures ?? ["count", "per10k", "ln1p"];
  const plans = options.dictionaries.flatMap(planCells);
  const main = (u: CountedUnit): readonly CountedTerms[] =>
    mode === "segment" ? u.segment : u.match;
  const counts = units.map((u) => plans.map((p) => sumOf(p, main(u)[p.dictionary]!)));
  const df = plans.map((_, j) => counts.filter((c) => c[j]! > 0).length);
  const before = measures.includes("growth") ? previousUnits(units) : new Map<number, number>();
  return units.map((unit, i) => {
    const tokens = unit.segment[0]?.tokens ?? Number.NaN;
    const cells = plans.map((plan, j): MeasuredCell => {
      const count = counts[i]![j]!;
      const previous = before.get(i);
      const context = {
        characters: unit.characters,
        tokens: unit.segment[plan.dictionary]?.tokens ?? Number.NaN,
        idf: Math.log(units.length / df[j]!),
        previous: previous === undefined ? undefined : counts[previous]![j]!,
        share: shareOf(plan, main(unit)[plan.dictionary]!, unit.sentences),
      };
      const segmented = unit.segment[plan.dictionary];
      return {
        dictionary: plan.name,
        group: plan.group,
        term: plan.term,
        count,
        values: Object.fromEntries(measures.map((m) => [m, measureValue(m, count, context)])),
        ...(mode === "both" && segmented !== undefined
          ? { countSegment: sumOf(plan, segmented) }
          : {}),
        ...flagSums(plan, unit.match[plan.dictionary]),
      };
    });
    return { unit, tokens, cells };
  });
}

function planCells(dictionary: Dictionary, number: number): CellPlan[] {
  const base = { dictionary: number, name: dictionary.name };
  const own = dictionary.terms.filter((t) => t.synonymOf === undefined);
  const keysOf = (term: string, group: string, key: string): string[] => [
    key,
    ...dictionary.terms.filter((t) => t.synonymOf === term && t.group === group).map((t) => t.key),
  ];
  const terms = own.map((t) => ({
    ...base,
    group: t.group,
    term: t.term,
    keys: [...new Set(keysOf(t.term, t.group, t.key))],
    weights: [],
  }));
  const total = (group: string | null): CellPlan => {
    const weights = new Map<string, number>();
    for (const t of dictionary.terms) {
      if (group === null || t.group === group) {
        weights.set(t.key, Math.max(t.weight, weights.get(t.key) ?? Number.NEGATIVE_INFINITY));
      }
    }
    return {
      ...base,
      group,
      term: null,
      keys: [...weights.keys()],
      weights: [...weights.values()],
    };
  };
  return [...terms, ...dictionary.groups.map(total), total(null)];
}

function sumOf(plan: CellPlan, counted: CountedTerms): number {
  let sum = 0;
  for (let i = 0; i < plan.keys.length; i++) {
    sum += (counted.counts.get(plan.keys[i]!) ?? 0) * (plan.weights[i] ?? 1);
  }
  return sum;
}

function flagSums(
  plan: CellPlan,
  counted: CountedTerms | undefined,
): Pick<MeasuredCell, "negated" | "quoted"> {
  if (counted?.negated === undefined) return {};
  const sum = (counts: ReadonlyMap<string, number> | undefined): number =>
    plan.keys.reduce((n, key) => n + (counts?.get(key) ?? 0), 0);
  return { negated: sum(counted.negated), quoted: sum(counted.quoted) };
}

function shareOf(plan: CellPlan, counted: CountedTerms, sentences: number): number | null {
  if (sentences === 0) return null;
  const seen = new Set<number>();
  for (const key of plan.keys) for (const s of counted.sentences.get(key) ?? []) seen.add(s);
  return seen.size / sentences;
}

interface CellContext {
  readonly characters: number;
  readonly tokens: number;
  readonly idf: number;
  readonly previous: number | undefined;
  readonly share: number | null;
}

function measureValue(measure: Measure, count: number, c: CellContext): number | null {
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
