import type { Notice } from "../../base/index.js";
import { type Column, numberColumn, Table, textColumn } from "../../table/index.js";
import type { Dictionary } from "../dictionary/dictionary.js";
import type { AttentionOptions, Measure } from "./attention-options.js";
import type { TermDifference } from "./difference-ledger.js";
import type { MeasuredCell, MeasuredUnit } from "./measure-units.js";

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

/** How a result was made. */
export interface AttentionFacts {
  readonly mode: NonNullable<AttentionOptions["mode"]>;
  readonly overlap: NonNullable<AttentionOptions["overlap"]>;
  readonly by: NonNullable<AttentionOptions["by"]>;
  readonly measures: readonly Measure[];
  readonly dictionaries: readonly Dictionary[];
  readonly engine: { readonly name: string; readonly version: string; readonly hmm: string } | null;
  /** In mode `both`: the terms on which the counters differ, and why; else null. */
  readonly differences: readonly TermDifference[] | null;
  readonly warnings: readonly Notice[];
}

/** Measures of attention by document, region-year or section.   中文: 关注度结果 */
export class AttentionResult {
  readonly units: readonly MeasuredUnit[];
  readonly facts: AttentionFacts;

  constructor(units: readonly MeasuredUnit[], facts: AttentionFacts) {
    this.units = units;
    this.facts = facts;
  }

  get warnings(): readonly Notice[] {
    return this.facts.warnings;
  }

  /** One row for each term and unit, terms that were not found included. */
  rows(): AttentionRow[] {
    return this.#collect((c) => c.term !== null);
  }

  /** Totals of groups (`term` null) and of dictionaries (`group` null too). */
  totals(): AttentionRow[] {
    return this.#collect((c) => c.term === null);
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
    if (facts.by !== "region-year") {
      columns.push(
        textColumn(
          "document",
          units.map((u) => String(u.unit.document.id)),
        ),
      );
    }
    columns.push(
      textColumn(
        "code",
        units.map((u) => u.unit.document.regionCode),
      ),
      textColumn(
        "region",
        units.map((u) => u.unit.document.region ?? u.unit.document.firm ?? null),
      ),
      numberColumn(
        "year",
        units.map((u) => u.unit.document.year ?? Number.NaN),
      ),
    );
    if (facts.by === "section")
      columns.push(
        textColumn(
          "section",
          units.map((u) => u.unit.section),
        ),
      );
    columns.push(
      numberColumn(
        "characters",
        units.map((u) => u.unit.characters),
        { unit: "characters" },
      ),
    );
    if (units.some((u) => !Number.isNaN(u.tokens))) {
      columns.push(
        numberColumn(
          "tokens",
          units.map((u) => u.tokens),
        ),
      );
    }
    return new Table([...columns, ...this.#measureColumns()]);
  }

  toJSON(): Record<string, unknown> {
    const { facts } = this;
    return {
      kind: "attention",
      mode: facts.mode,
      overlap: facts.overlap,
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

  #collect(wanted: (cell: MeasuredCell) => boolean): AttentionRow[] {
    return this.units.flatMap(({ unit, cells }) => {
      const { document } = unit;
      const place = {
        ...(this.facts.by === "region-year" ? {} : { document: document.id }),
        region: document.region,
        regionCode: document.regionCode,
        year: document.year,
        ...(document.firm == null ? {} : { firm: document.firm }),
        ...(unit.section === null ? {} : { section: unit.section }),
      };
      return cells.filter(wanted).map(
        (c): AttentionRow => ({
          ...place,
          dictionary: c.dictionary,
          group: c.group,
          term: c.term,
          ...c.values,
          count: c.count,
          ...(c.countSegment === undefined ? {} : { countSegment: c.countSegment }),
          ...(c.negated === undefined ? {} : { negated: c.negated, quoted: c.quoted ?? 0 }),
        }),
      );
    });
  }

  #measureColumns(): Column[] {
    const { dictionaries } = this.facts;
    const first = this.units[0]?.cells ?? [];
    const wanted = first.flatMap((c, j) => {
      if (c.term !== null) return [];
      const groups = dictionaries.find((d) => d.name === c.dictionary)?.groups.length ?? 0;
      return c.group !== null && groups < 2 ? [] : [j];
    });
    // Totals of dictionaries first, then their groups.
    wanted.sort(
      (a, b) => Number(first[a]!.group !== null) - Number(first[b]!.group !== null) || a - b,
    );
    const measures = this.facts.measures.includes("count")
      ? this.facts.measures
      : (["count", ...this.facts.measures] as const);
    return wanted.flatMap((j) =>
      measures.flatMap((measure) => {
        const cell = first[j]!;
        const suffix = [
          dictionaries.length > 1 ? cell.dictionary.replace(/[^\p{L}\p{N}]+/gu, "_") : "",
          cell.group ?? "",
        ].filter((s) => s !== "");
        const name = [measure, ...suffix].join("_");
        const meta = {
          label: `${cell.dictionary}${cell.group === null ? "" : ` / ${cell.group}`}`,
        };
        const column = numberColumn(
          name,
          this.units.map(({ cells }) => {
            const value = measure === "count" ? cells[j]!.count : cells[j]!.values[measure];
            return value ?? Number.NaN;
          }),
          meta,
        );
        if (measure !== "count" || this.facts.mode !== "both") return [column];
        const segmented = this.units.map(({ cells }) => cells[j]!.countSegment ?? Number.NaN);
        return [column, numberColumn([`countSegment`, ...suffix].join("_"), segmented, meta)];
      }),
    );
  }
}
