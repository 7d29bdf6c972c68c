import type { Notice } from "../../base/index.js";
import { type Column, numberColumn, Table, textColumn } from "../../table/index.js";
import type { Dictionary } from "../dictionary/dictionary.js";
import { textError } from "../errors.js";
import type { AttentionOptions, Measure } from "./attention-options.js";
import type { CellPlan } from "./cell-plans.js";
import type { CountedUnit } from "./count-document.js";
import { type CountedSpan, flagsOf } from "./counted-spans.js";
import type { TermDifference } from "./difference-ledger.js";
import type { MeasuredUnits } from "./measure-units.js";

/** A row of the published JSON: one term in one document, region-year or section. */
export interface AttentionRow {
  readonly document?: number | string;
  readonly region: string | null;
  readonly regionCode: string | null;
  readonly year: number | null;
  readonly firm?: string;
  readonly section?: string;
  readonly dictionary: string;
  readonly group: string | null;
  readonly term: string | null;
  readonly count: number;
  readonly [measure: string]: number | string | null | undefined;
}

/** How texts were segmented. */
export interface SegmentationFacts {
  readonly name: string;
  readonly version: string;
  readonly hmm: "on" | "off";
  /** Number of stop words, and the parts of speech that counted; null without. */
  readonly stopWords: number | null;
  readonly tags: readonly string[] | null;
}

/** How a result was made. */
export interface AttentionFacts {
  readonly mode: NonNullable<AttentionOptions["mode"]>;
  readonly overlap: NonNullable<AttentionOptions["overlap"]>;
  readonly matchScript: NonNullable<AttentionOptions["matchScript"]>;
  readonly wordBoundary: NonNullable<AttentionOptions["wordBoundary"]>;
  readonly by: NonNullable<AttentionOptions["by"]>;
  readonly measures: readonly Measure[];
  readonly dictionaries: readonly Dictionary[];
  readonly engine: SegmentationFacts | null;
  /** In mode `both`: the terms on which the counters differ, and why; else null. */
  readonly differences: readonly TermDifference[] | null;
  readonly warnings: readonly Notice[];
}

/** Measures of attention by document, region-year or section.   中文: 关注度结果 */
export class AttentionResult {
  readonly units: readonly CountedUnit[];
  readonly facts: AttentionFacts;
  readonly #measured: MeasuredUnits;

  constructor(measured: MeasuredUnits, facts: AttentionFacts) {
    this.#measured = measured;
    this.units = measured.units;
    this.facts = facts;
  }

  get warnings(): readonly Notice[] {
    return this.facts.warnings;
  }

  /** One row for each term and unit, terms that were not found included. */
  rows(): AttentionRow[] {
    return this.#collect((plan) => plan.term !== null);
  }

  /** Totals of groups (`term` null) and of dictionaries (`group` null too). */
  totals(): AttentionRow[] {
    return this.#collect((plan) => plan.term === null);
  }

  /**
   * One row for each unit, to be joined to a panel by `code` and `year`.
   *
   * Columns: `document` (not by region-year), `code`, `region`, `year`, `section` (by section),
   * `characters`, then the measures of each dictionary and, when it has several, of its groups:
   * `count`, `per10k` … with one dictionary, `count_<dictionary>` with several,
   * `count_<group>` for groups.
   */
  table(): Table {
    const { units, facts } = this;
    const columns: Column[] = [];
    const text = (name: string, of: (u: CountedUnit) => string | null): void => {
      columns.push(textColumn(name, units.map(of)));
    };
    const number = (name: string, of: (u: CountedUnit, i: number) => number): void => {
      columns.push(numberColumn(name, units.map(of)));
    };
    if (facts.by !== "region-year") text("document", (u) => String(u.document.id));
    text("region_code", (u) => u.document.regionCode);
    text("region", (u) => u.document.region ?? u.document.firm ?? null);
    number("year", (u) => u.document.year ?? Number.NaN);
    if (facts.by === "section") text("section", (u) => u.section);
    number("characters", (u) => u.characters);
    if (units.some((_, i) => !Number.isNaN(this.#measured.tokens(i)))) {
      number("tokens", (_, i) => this.#measured.tokens(i));
    }
    return new Table([...columns, ...this.#measureColumns()]);
  }

  /**
   * The hits that a count counts, in the order of the text: for a row of `rows()` or `totals()`,
   * with the mode, preference and section of the run. The sum of their weights is the count.
   * 中文: 某一计数背后的全部命中
   *
   * Errors    text/no-spans — the run did not keep them (`spans: "keep"`).
   * @example result.spansOf(result.rows()[0]!).length // the row's count
   */
  spansOf(row: AttentionRow): CountedSpan[] {
    const unit = this.#unitOf(row);
    const plan = this.#measured.plans.find(
      (p) => p.name === row.dictionary && p.group === row.group && p.term === row.term,
    );
    if (unit === undefined || plan === undefined) return [];
    const spans = unit.spans?.[plan.dictionary];
    if (spans === undefined) throw textError("no-spans", {});
    const weights = new Map([...plan.keys].map((key, i) => [key, plan.weights[i]!]));
    const { terms } = this.facts.dictionaries[plan.dictionary]!;
    const written = new Map(terms.map((t) => [this.#measured.numberOf(t.key), t.term]));
    return [...spans.key.keys()]
      .filter((i) => weights.has(spans.key[i]!))
      .map((i) => ({
        document: unit.document.id,
        term: written.get(spans.key[i]!)!,
        start: spans.start[i]!,
        end: spans.end[i]!,
        sentenceStart: spans.from[i]!,
        sentenceEnd: spans.to[i]!,
        ...(spans.sentences === undefined ? {} : { sentence: spans.sentences[i]! }),
        weight: weights.get(spans.key[i]!)!,
        flags: flagsOf(spans.flags[i]!),
      }));
  }

  /** Units by what their rows say of them, made when spans are first asked for. */
  #units: ReadonlyMap<string, CountedUnit> | undefined;

  #unitOf(row: AttentionRow): CountedUnit | undefined {
    const isOne = this.facts.by === "region-year";
    const key = (document: unknown, place: readonly unknown[]) =>
      JSON.stringify([isOne ? null : document, ...place]);
    if (this.#units === undefined) {
      // Of several units alike the first one is meant.
      const units = new Map<string, CountedUnit>();
      for (const unit of this.units) {
        const { id, regionCode, region, year, firm } = unit.document;
        const own = key(id, [regionCode, region, year, firm ?? null, unit.section ?? null]);
        if (!units.has(own)) units.set(own, unit);
      }
      this.#units = units;
    }
    const { regionCode, region, year, firm, section } = row;
    return this.#units.get(
      key(row.document, [regionCode, region, year, firm ?? null, section ?? null]),
    );
  }

  toJSON(): Record<string, unknown> {
    const { facts } = this;
    return {
      kind: "attention",
      mode: facts.mode,
      overlap: facts.overlap,
      matchScript: facts.matchScript,
      wordBoundary: facts.wordBoundary,
      by: facts.by,
      measures: facts.measures,
      engine: facts.engine,
      dictionaries: facts.dictionaries.map((d) => ({
        name: d.name,
        title: d.title,
        terms: d.terms.length,
        sha256: d.sha256,
      })),
      rows: this.rows(),
      totals: this.totals(),
      ...(facts.differences === null ? {} : { differences: facts.differences }),
      warnings: facts.warnings,
    };
  }

  #collect(isWanted: (plan: CellPlan) => boolean): AttentionRow[] {
    const { plans } = this.#measured;
    const wanted = [...plans.keys()].filter((j) => isWanted(plans[j]!));
    return this.units.flatMap((unit, i) => {
      const { document } = unit;
      const place = {
        ...(this.facts.by === "region-year" ? {} : { document: document.id }),
        region: document.region,
        regionCode: document.regionCode,
        year: document.year,
        ...(document.firm == null ? {} : { firm: document.firm }),
        ...(unit.section === null ? {} : { section: unit.section }),
      };
      return this.#measured.cells(i, wanted).map(
        (c): AttentionRow => ({
          ...place,
          dictionary: c.plan.name,
          group: c.plan.group,
          term: c.plan.term,
          ...c.values,
          count: c.count,
          ...(c.countSegment === undefined ? {} : { countSegment: c.countSegment }),
          ...(c.negated === undefined ? {} : { negated: c.negated, quoted: c.quoted ?? 0 }),
        }),
      );
    });
  }

  /** Totals of dictionaries first, then their groups where there are several. */
  #wantedColumns(): number[] {
    const { plans } = this.#measured;
    const groups = this.facts.dictionaries.map((d) => d.groups.length);
    return [...plans.keys()]
      .filter((j) => {
        const plan = plans[j]!;
        return plan.term === null && (plan.group === null || groups[plan.dictionary]! > 1);
      })
      .sort((a, b) => Number(plans[a]!.group !== null) - Number(plans[b]!.group !== null) || a - b);
  }

  #measureColumns(): Column[] {
    const wanted = this.#wantedColumns();
    const { measures } = this.facts;
    const names: (Measure | "countSegment")[] = measures.includes("count")
      ? [...measures]
      : ["count", ...measures];
    if (this.facts.mode === "both") names.splice(names.indexOf("count") + 1, 0, "countSegment");
    const values = wanted.map(() => names.map(() => new Float64Array(this.units.length)));
    this.units.forEach((_, i) => {
      this.#measured.cells(i, wanted).forEach((cell, w) => {
        names.forEach((name, m) => {
          const value =
            name === "count"
              ? cell.count
              : name === "countSegment"
                ? cell.countSegment
                : cell.values[name];
          values[w]![m]![i] = value ?? Number.NaN;
        });
      });
    });
    return wanted.flatMap((j, w) => {
      const plan = this.#measured.plans[j]!;
      const several = this.facts.dictionaries.length > 1;
      const suffix = [
        several ? plan.name.replace(/[^\p{L}\p{N}]+/gu, "_") : "",
        plan.group ?? "",
      ].filter((s) => s !== "");
      const label = plan.group === null ? plan.name : `${plan.name} / ${plan.group}`;
      return names.map((name, m) =>
        numberColumn([name, ...suffix].join("_"), values[w]![m]!, { label }),
      );
    });
  }
}
