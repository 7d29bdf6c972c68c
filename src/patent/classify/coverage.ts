import { greatest, least } from "../../base/index.js";
import type { PatentMatch, PatentText } from "../patent-text.js";
import type { IpcList } from "../symbol/ipc-list.js";

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
type Field = { code: string; level1: string; level2: string; patents: number };
type Unknown = Coverage["unknown"][number];
type Malformed = { count: number; examples: { patent: string; raw: string }[] };

/** The counts so far as plain data: what one thread hands to another. */
export interface CoverageParts {
  readonly years: ReadonlyMap<number | null, Readonly<Counters>>;
  readonly malformed: ReadonlyMap<string, Readonly<Malformed>>;
  readonly fields: ReadonlyMap<string, Readonly<Field>>;
  readonly unmatched: ReadonlyMap<string, number>;
  readonly unknown: ReadonlyMap<string, Unknown>;
  readonly keyByIpc: number;
}

const EXAMPLES = 5;
const UNKNOWN = 100;
const NO_COUNTS: Readonly<Counters> = {
  patents: 0,
  withoutIpc: 0,
  key: 0,
  symbols: 0,
  unmatchedSymbols: 0,
  malformedSymbols: 0,
  unknownSymbols: 0,
};

/** Adds up the coverage while patents pass; memory does not grow with their number. */
export class CoverageCounter {
  readonly #known: ReadonlySet<number> | undefined;
  #years = new Map<number | null, Counters>();
  #malformed = new Map<string, Malformed>();
  #fields = new Map<string, Field>();
  #unmatched = new Map<string, number>();
  #unknown = new Map<string, Unknown>();
  #keyByIpc = 0;

  constructor(known?: ReadonlySet<number>) {
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
        if (this.#known!.has(key)) return;
        year.unknownSymbols++;
        const at = patent.year ?? null;
        const symbol = list.symbols[i]!;
        this.#addUnknown({ symbol, count: 1, firstYear: at, lastYear: at });
      });
    }
    for (const { raw, fault } of list.malformed) {
      year.malformedSymbols++;
      this.#addMalformed(fault, { count: 1, examples: [{ patent: patent.patent, raw }] });
    }
    this.#addFields(matches);
  }

  /** Hands over what was counted so far, and begins anew. */
  take(): CoverageParts {
    const parts = {
      years: this.#years,
      malformed: this.#malformed,
      fields: this.#fields,
      unmatched: this.#unmatched,
      unknown: this.#unknown,
      keyByIpc: this.#keyByIpc,
    };
    this.#years = new Map();
    this.#malformed = new Map();
    this.#fields = new Map();
    this.#unmatched = new Map();
    this.#unknown = new Map();
    this.#keyByIpc = 0;
    return parts;
  }

  /** Adds what another counter counted of the patents that follow. */
  addParts(parts: CoverageParts): void {
    for (const [year, more] of parts.years) {
      const counters = this.#year(year);
      for (const name of Object.keys(NO_COUNTS) as (keyof Counters)[]) counters[name] += more[name];
    }
    for (const [fault, more] of parts.malformed) this.#addMalformed(fault, more);
    for (const [id, more] of parts.fields) this.#addField(id, more);
    for (const [subclass, n] of parts.unmatched) {
      this.#unmatched.set(subclass, (this.#unmatched.get(subclass) ?? 0) + n);
    }
    for (const more of parts.unknown.values()) this.#addUnknown(more);
    this.#keyByIpc += parts.keyByIpc;
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

  #addUnknown(more: Unknown): void {
    const before = this.#unknown.get(more.symbol);
    const years = [before?.firstYear, before?.lastYear, more.firstYear, more.lastYear].filter(
      (y) => y != null,
    );
    this.#unknown.set(more.symbol, {
      symbol: more.symbol,
      count: (before?.count ?? 0) + more.count,
      firstYear: years.length === 0 ? null : least(years),
      lastYear: years.length === 0 ? null : greatest(years),
    });
  }

  #addMalformed(fault: string, more: Readonly<Malformed>): void {
    const entry = this.#malformed.get(fault) ?? { count: 0, examples: [] };
    entry.count += more.count;
    for (const example of more.examples) {
      if (entry.examples.length < EXAMPLES) entry.examples.push(example);
    }
    this.#malformed.set(fault, entry);
  }

  #addField(id: string, more: Readonly<Field>): void {
    const field = this.#fields.get(id);
    if (field === undefined) this.#fields.set(id, { ...more });
    else field.patents += more.patents;
  }

  #year(year: number | null): Counters {
    let counters = this.#years.get(year);
    if (counters === undefined) {
      counters = { ...NO_COUNTS };
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
      this.#addField(id, { code, level1, level2, patents: 1 });
    }
  }
}
