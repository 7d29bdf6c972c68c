import type { IpcList } from "./parse-ipc-list.js";
import type { PatentMatch, PatentText } from "./patent-text.js";

/** A count with its first examples. */
export interface CountedExamples {
  readonly count: number;
  readonly examples: readonly { readonly patent: string; readonly raw: string }[];
}

/** Counts of one year. `year` is null where the record has no date. */
export interface YearCoverage {
  readonly year: number | null;
  readonly patents: number;
  readonly withoutIpc: number;
  readonly key: number;
  readonly symbols: number;
  readonly unmatchedSymbols: number;
  readonly malformedSymbols: number;
  /** Symbols that the loaded IPC edition does not have. */
  readonly unknownSymbols: number;
}

/** What a classification did with its symbols: nothing is dropped silently.   中文: 覆盖率报告 */
export interface Coverage {
  readonly patents: number;
  readonly withoutIpc: number;
  /** Key patents by the chosen mode. */
  readonly key: number;
  /** Key patents by the symbols alone (the same unless the mode asks for keywords). */
  readonly keyByIpc: number;
  readonly symbols: number;
  readonly unmatchedSymbols: number;
  readonly malformedSymbols: number;
  readonly unknownSymbols: number;
  readonly malformed: Readonly<Record<string, CountedExamples>>;
  readonly byYear: readonly YearCoverage[];
  /** Patents by field (level 2), most frequent first; a patent counts in each of its fields. */
  readonly byField: readonly {
    readonly code: string;
    readonly level1: string;
    readonly level2: string;
    readonly patents: number;
  }[];
  /** Symbols that the loaded edition does not have, most frequent first (at most 100). */
  readonly unknown: readonly {
    readonly symbol: string;
    readonly count: number;
    readonly firstYear: number | null;
    readonly lastYear: number | null;
  }[];
  /** Subclasses of the symbols that no rule holds, most frequent first. */
  readonly unmatched: readonly { readonly subclass: string; readonly symbols: number }[];
}

type Counters = { -readonly [K in keyof Omit<YearCoverage, "year">]: number };

const EXAMPLES = 5;
const UNKNOWN = 100;

/** Adds up the coverage while patents pass; memory does not grow with their number. */
export class CoverageCounter {
  readonly #years = new Map<number | null, Counters>();
  readonly #malformed = new Map<
    string,
    { count: number; examples: { patent: string; raw: string }[] }
  >();
  readonly #fields = new Map<
    string,
    { code: string; level1: string; level2: string; patents: number }
  >();
  readonly #unmatched = new Map<string, number>();
  readonly #unknown = new Map<
    string,
    { symbol: string; count: number; firstYear: number | null; lastYear: number | null }
  >();
  readonly #known: ((key: number) => boolean) | undefined;
  #keyByIpc = 0;

  constructor(known?: (key: number) => boolean) {
    this.#known = known;
  }

  add(
    patent: PatentText,
    list: IpcList,
    met: readonly boolean[],
    byIpc: readonly PatentMatch[],
    matches: readonly PatentMatch[],
  ): void {
    const year = this.#year(patent.year ?? null);
    year.patents++;
    if (list.symbols.length === 0) year.withoutIpc++;
    if (matches.length > 0) year.key++;
    if (byIpc.length > 0) this.#keyByIpc++;
    year.symbols += list.symbols.length;
    for (let i = 0; i < met.length; i++) {
      if (met[i]) continue;
      year.unmatchedSymbols++;
      const subclass = list.symbols[i]!.slice(0, 4);
      this.#unmatched.set(subclass, (this.#unmatched.get(subclass) ?? 0) + 1);
    }
    if (this.#known !== undefined) {
      list.keys.forEach((key, i) => {
        if (this.#known!(key)) return;
        year.unknownSymbols++;
        this.#noteUnknown(list.symbols[i]!, patent.year ?? null);
      });
    }
    for (const { raw, fault } of list.malformed) {
      year.malformedSymbols++;
      const entry = this.#malformed.get(fault) ?? { count: 0, examples: [] };
      entry.count++;
      if (entry.examples.length < EXAMPLES) entry.examples.push({ patent: patent.patent, raw });
      this.#malformed.set(fault, entry);
    }
    this.#addFields(matches);
  }

  report(): Coverage {
    const byYear = [...this.#years]
      .map(([year, counters]) => ({ year, ...counters }))
      .sort((a, b) => (a.year ?? Number.POSITIVE_INFINITY) - (b.year ?? Number.POSITIVE_INFINITY));
    const sum = (name: keyof Counters): number => byYear.reduce((s, y) => s + y[name], 0);
    return {
      patents: sum("patents"),
      withoutIpc: sum("withoutIpc"),
      key: sum("key"),
      keyByIpc: this.#keyByIpc,
      symbols: sum("symbols"),
      unmatchedSymbols: sum("unmatchedSymbols"),
      malformedSymbols: sum("malformedSymbols"),
      unknownSymbols: sum("unknownSymbols"),
      malformed: Object.fromEntries(this.#malformed),
      byYear,
      byField: [...this.#fields.values()].sort((a, b) => b.patents - a.patents),
      unknown: [...this.#unknown.values()].sort((a, b) => b.count - a.count).slice(0, UNKNOWN),
      unmatched: [...this.#unmatched]
        .map(([subclass, symbols]) => ({ subclass, symbols }))
        .sort((a, b) => b.symbols - a.symbols),
    };
  }

  #noteUnknown(symbol: string, year: number | null): void {
    const entry = this.#unknown.get(symbol) ?? {
      symbol,
      count: 0,
      firstYear: year,
      lastYear: year,
    };
    entry.count++;
    if (year !== null) {
      entry.firstYear = Math.min(entry.firstYear ?? year, year);
      entry.lastYear = Math.max(entry.lastYear ?? year, year);
    }
    this.#unknown.set(symbol, entry);
  }

  #year(year: number | null): Counters {
    let counters = this.#years.get(year);
    if (counters === undefined) {
      counters = {
        patents: 0,
        withoutIpc: 0,
        key: 0,
        symbols: 0,
        unmatchedSymbols: 0,
        malformedSymbols: 0,
        unknownSymbols: 0,
      };
      this.#years.set(year, counters);
    }
    return counters;
  }

  #addFields(matches: readonly PatentMatch[]): void {
    if (matches.length === 0) return;
    const seen = new Set<string>();
    for (const { code, level1, level2 } of matches) {
      const id = `${level1}|${code}`;
      if (seen.has(id)) continue;
      seen.add(id);
      const field = this.#fields.get(id) ?? { code, level1, level2, patents: 0 };
      field.patents++;
      this.#fields.set(id, field);
    }
  }
}
