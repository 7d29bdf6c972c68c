import { type Notice, notice } from "../base/index.js";
import { type Column, columnMeta, numberColumn, Table, textColumn } from "../table/index.js";
import { regionError } from "./errors.js";
import type { Region } from "./region.js";
import type { Regions } from "./regions.js";

/** Choices of `harmoniseBoundaries`. */
export interface HarmoniseOptions {
  /** Column of city names or codes. */
  readonly city: string;
  readonly time: string;
  /**
   * Cities merged into another (莱芜 → 济南): `combine` (default) adds them up in every year, `drop`
   * leaves them out, `keep` leaves them as they are.
   */
  readonly merged?: "combine" | "drop" | "keep";
  /** Cities split up (巢湖): `drop` (default) or `keep`; they cannot be combined. */
  readonly split?: "drop" | "keep";
  /** Columns that add up (GDP, population). */
  readonly sum: readonly string[];
  /** Columns that are averaged by a weight in `sum` (rates): `[column, weight]`. */
  readonly mean?: readonly (readonly [column: string, weight: string])[];
}

/** What was done to the cities. */
export interface BoundaryReport {
  readonly renamed: readonly {
    readonly from: string;
    readonly to: string;
    readonly rows: number;
  }[];
  readonly combined: readonly {
    readonly from: string;
    readonly to: string;
    readonly rows: number;
  }[];
  readonly dropped: readonly {
    readonly city: string;
    readonly why: string;
    readonly rows: number;
  }[];
  readonly kept: readonly { readonly city: string; readonly why: string; readonly rows: number }[];
  readonly unknown: readonly string[];
}

/** City-years in the boundaries of today. */
export interface Harmonised {
  readonly table: Table;
  readonly report: BoundaryReport;
  readonly warnings: readonly Notice[];
}

/**
 * Brings city-years to the units of today by stated rules, and reports every change.
 * 中文: 按规则处理行政区划调整
 *
 * Renamed and upgraded cities take today's code and name. Merged ones are added to their heir in
 * every year before the merger: sums of the `sum` columns, weighted means of the `mean` columns;
 * a sum with a missing part is missing. Transfers of single counties are not undone.
 *
 * Result    columns region_code, city, time and the named columns, sorted by code and time.
 * Errors    region/same-city-twice — two rows of one city and year (other than by a merger).
 * Warnings  region/boundaries.
 * @example harmoniseBoundaries(table, regions, { city: "city", time: "year", sum: ["gdp", "pop"] })
 */
export function harmoniseBoundaries(
  table: Table,
  regions: Regions,
  options: HarmoniseOptions,
): Harmonised {
  const ledger = new Ledger();
  const cells = new Map<string, { region: Region; year: number; rows: number[]; own: number }>();
  const years = table.number(options.time);
  for (let i = 0; i < table.nrow; i++) {
    const value = table.value(i, options.city);
    if (value === null || Number.isNaN(years[i]!)) {
      ledger.add("dropped", "", "no city or year");
      continue;
    }
    const target = decide(regions, String(value), options, ledger);
    if (target === undefined) continue;
    const key = `${target.region.code},${years[i]}`;
    const cell = cells.get(key) ?? { region: target.region, year: years[i]!, rows: [], own: 0 };
    if (target.isOwn && ++cell.own > 1) {
      const city = `${target.region.name} ${years[i]}`;
      throw regionError("same-city-twice", { ...table.where(), city, row: table.fileRow(i) });
    }
    cell.rows.push(i);
    cells.set(key, cell);
  }
  const sorted = [...cells.values()].sort(
    (a, b) => a.region.code.localeCompare(b.region.code) || a.year - b.year,
  );
  const report = ledger.report();
  return { table: combine(table, sorted, options), report, warnings: notices(report) };
}

function decide(
  regions: Regions,
  value: string,
  options: HarmoniseOptions,
  ledger: Ledger,
): { region: Region; isOwn: boolean } | undefined {
  const region = regions.find(value, { level: "prefecture" });
  if (region === undefined) {
    ledger.unknown.add(value);
    ledger.add("dropped", value, "no known city");
    return undefined;
  }
  const now = regions.continuation(region);
  if (now !== undefined) {
    if (now.name !== region.name) ledger.move("renamed", region.name, now.name);
    return { region: now, isOwn: true };
  }
  const heirs = regions.today(region);
  const heir = heirs.length === 1 ? heirs[0] : undefined;
  const rule = heir === undefined ? (options.split ?? "drop") : (options.merged ?? "combine");
  const why =
    heir === undefined
      ? `split into ${heirs.map((h) => h.name).join(", ")} in ${region.to}`
      : `merged into ${heir.name} in ${region.to}`;
  if (rule === "combine" && heir !== undefined) {
    ledger.move("combined", region.name, heir.name);
    return { region: heir, isOwn: false };
  }
  ledger.add(rule === "drop" ? "dropped" : "kept", region.name, why);
  return rule === "drop" ? undefined : { region, isOwn: true };
}

function combine(
  table: Table,
  cells: readonly { region: Region; year: number; rows: readonly number[] }[],
  options: HarmoniseOptions,
): Table {
  const columns: Column[] = [
    textColumn(
      "region_code",
      cells.map((c) => c.region.code),
    ),
    textColumn(
      "city",
      cells.map((c) => c.region.name),
    ),
    numberColumn(
      options.time,
      cells.map((c) => c.year),
    ),
  ];
  const meta = (name: string) => columnMeta(table.column(name));
  for (const name of options.sum) {
    const values = table.number(name);
    const sums = cells.map((c) => c.rows.reduce((sum, i) => sum + values[i]!, 0));
    columns.push(numberColumn(name, sums, meta(name)));
  }
  for (const [name, weight] of options.mean ?? []) {
    const values = table.number(name);
    const weights = table.number(weight);
    const means = cells.map((c) => {
      if (c.rows.length === 1) return values[c.rows[0]!]!;
      const total = c.rows.reduce((sum, i) => sum + weights[i]!, 0);
      return c.rows.reduce((sum, i) => sum + values[i]! * weights[i]!, 0) / total;
    });
    columns.push(numberColumn(name, means, meta(name)));
  }
  return new Table(columns);
}

class Ledger {
  readonly unknown = new Set<string>();
  readonly #counts = new Map<string, number>();

  add(kind: "dropped" | "kept", city: string, why: string): void {
    this.#count([kind, city, why]);
  }

  move(kind: "renamed" | "combined", from: string, to: string): void {
    this.#count([kind, from, to]);
  }

  report(): BoundaryReport {
    const of = (kind: string) =>
      [...this.#counts]
        .map(([key, rows]) => [...(JSON.parse(key) as [string, string, string]), rows] as const)
        .filter(([k]) => k === kind);
    return {
      renamed: of("renamed").map(([, from, to, rows]) => ({ from, to, rows })),
      combined: of("combined").map(([, from, to, rows]) => ({ from, to, rows })),
      dropped: of("dropped").map(([, city, why, rows]) => ({ city, why, rows })),
      kept: of("kept").map(([, city, why, rows]) => ({ city, why, rows })),
      unknown: [...this.unknown],
    };
  }

  #count(parts: readonly string[]): void {
    const key = JSON.stringify(parts);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }
}

function notices(report: BoundaryReport): Notice[] {
  const { renamed, combined, dropped, kept } = report;
  if (renamed.length + combined.length + dropped.length + kept.length === 0) return [];
  const move = (list: BoundaryReport["renamed"]): string =>
    list.map((m) => `${m.from}→${m.to}`).join(", ") || "–";
  const stay = (list: BoundaryReport["dropped"]): string =>
    list.map((d) => `${d.city} (${d.why})`).join(", ") || "–";
  return [
    notice(
      "region/boundaries",
      `renamed: ${move(renamed)}; combined: ${move(combined)}; dropped: ${stay(dropped)}; kept: ${stay(kept)}`,
      `更名：${move(renamed)}；合并：${move(combined)}；剔除：${stay(dropped)}；保留：${stay(kept)}`,
    ),
  ];
}
