import { type Column, numberColumn, textColumn } from "../../table/index.js";
import type { Concordance } from "../concordance/concordance.js";
import { type AdditiveMeasure, fieldsOf } from "./additive-measures.js";
import type { Application } from "./applications.js";
import type { CityNetworks } from "./city-networks.js";
import { type Degree, degrees } from "./networks.js";
import { meanSimilarity } from "./similarity.js";
import { cityToday, firmHome, firmOf, type UnitOptions } from "./unit-index.js";
import { knowledgeBreadth, type Widths, widths } from "./widths.js";

/** What the columns are made of. */
export interface MeasureInput {
  /** Rows, `unit\tyear`. */
  readonly order: readonly string[];
  /** All applications of each unit, also those of years that are no row. */
  readonly byUnit: ReadonlyMap<string, readonly Application[]>;
  readonly lastYear: number;
  readonly concordance: Concordance;
  /** Measures that are sums over applications, by name. */
  readonly additive: ReadonlyMap<string, AdditiveMeasure>;
  readonly networks: CityNetworks;
  readonly who: UnitOptions;
}

/** An invention needs about three years to be granted, and citations about five. */
const GRANT_YEARS = 3;
const CITATION_YEARS = 5;

/** The columns of `innovate`.   中文: 指标列 */
export function measureColumns(input: MeasureInput): Column[] {
  const { order, who } = input;
  const cut = order.map((k) => k.indexOf("\t"));
  const ids = order.map((k, i) => k.slice(0, cut[i]));
  const years = order.map((k, i) => Number(k.slice(cut[i]! + 1)));
  const cells = rowLists(input, ids, years);
  const truncated = (lag: number): number[] => years.map((y) => (y > input.lastYear - lag ? 1 : 0));
  return [
    ...nameColumns(ids, who),
    numberColumn("year", years),
    ...(who.unit === "firm" ? homeColumns(ids, input) : []),
    ...countColumns(cells, input.additive),
    ...widthColumns(input, ids, years),
    numberColumn("breadth", cells.map(meanBreadth)),
    ...(who.unit === "firm" ? [] : similarityColumns(input, ids, years)),
    ...(who.unit === "city" ? networkColumns(input.networks, order) : []),
    ...industryColumns(cells, input),
    numberColumn("grants_truncated", truncated(GRANT_YEARS)),
    numberColumn("citations_truncated", truncated(CITATION_YEARS)),
  ];
}

/** The applications of each row. */
export function rowLists(
  input: Pick<MeasureInput, "byUnit">,
  ids: readonly string[],
  years: readonly number[],
): (readonly Application[])[] {
  const cells = new Map<string, Application[]>();
  for (const [id, list] of input.byUnit) {
    for (const a of list) {
      const key = `${id}\t${a.year}`;
      const cell = cells.get(key);
      if (cell === undefined) cells.set(key, [a]);
      else cell.push(a);
    }
  }
  return ids.map((id, i) => cells.get(`${id}\t${years[i]}`) ?? []);
}

function nameColumns(ids: readonly string[], { unit, regions }: UnitOptions): Column[] {
  if (unit === "firm") return [textColumn("firm", ids)];
  const name = (code: string): string => regions.byCode(code)?.name ?? code;
  return [textColumn("region_code", ids), textColumn(unit, ids.map(name))];
}

/** Where a firm sits: the city that most of its applications name; empty where none does. */
function homeColumns(ids: readonly string[], { byUnit, who }: MeasureInput): Column[] {
  const made = new Map<string, string>();
  const homeOf = (id: string): string => {
    const known = made.get(id);
    if (known !== undefined) return known;
    const home = firmHome(id, byUnit.get(id) ?? [], who) ?? "";
    made.set(id, home);
    return home;
  };
  const codes = ids.map(homeOf);
  return [
    textColumn("region_code", codes),
    textColumn(
      "city",
      codes.map((code) => who.regions.byCode(code)?.name ?? code),
    ),
  ];
}

/** Sums that are told as their logarithm too. */
export const LOGGED = ["key", "nonkey"] as const;

function countColumns(
  cells: readonly (readonly Application[])[],
  additive: MeasureInput["additive"],
): Column[] {
  const sum = (name: string): number[] => sumOf(cells, additive.get(name)!);
  return [
    ...["total", ...LOGGED].map((name) => numberColumn(name, sum(name))),
    ...LOGGED.map((name) => numberColumn(`ln_${name}`, sum(name).map(Math.log1p))),
    ...["granted", "key_granted", "cited", "key_cited"].map((n) => numberColumn(n, sum(n))),
    ...["joint", "key_joint", "joint_granted", "key_joint_granted"].map((n) =>
      numberColumn(n, sum(n)),
    ),
  ];
}

function sumOf(cells: readonly (readonly Application[])[], adds: AdditiveMeasure): number[] {
  return cells.map((list) => list.reduce((n, a) => n + adds(a), 0));
}

function widthColumns(
  input: MeasureInput,
  ids: readonly string[],
  years: readonly number[],
): Column[] {
  const byUnit = new Map<string, Map<number, Widths>>();
  const asked = [...new Set(years)];
  const rows = ids.map((id, i) => {
    let found = byUnit.get(id);
    if (found === undefined) {
      found = widths(input.byUnit.get(id) ?? [], asked);
      byUnit.set(id, found);
    }
    return found.get(years[i]!)!;
  });
  const names = ["width1", "width2", "width3", "width4"] as const;
  return names.map((name) =>
    numberColumn(
      name,
      rows.map((r) => r[name]),
    ),
  );
}

/** Mean over the applications that have a symbol. */
function meanBreadth(list: readonly Application[]): number {
  const values = list.map((a) => knowledgeBreadth(a.symbols)).filter((b) => !Number.isNaN(b));
  if (values.length === 0) return Number.NaN;
  return values.reduce((s, v) => s + v, 0) / values.length;
}

function similarityColumns(
  input: MeasureInput,
  ids: readonly string[],
  years: readonly number[],
): Column[] {
  const asked = [...new Set(years)];
  const made = new Map<
    string,
    { firms: Map<string, Application[]>; ipc3: Map<number, number>; ipc4: Map<number, number> }
  >();
  const of = (id: string) => {
    let found = made.get(id);
    if (found === undefined) {
      const firms = firmsOf(id, input.byUnit.get(id) ?? [], input.who);
      found = {
        firms,
        ipc3: meanSimilarity(firms, "ipc3", asked),
        ipc4: meanSimilarity(firms, "ipc4", asked),
      };
      made.set(id, found);
    }
    return found;
  };
  const active = (id: string, year: number): number => {
    let n = 0;
    for (const list of of(id).firms.values()) if (list.some((a) => a.year <= year)) n++;
    return n;
  };
  return [
    numberColumn(
      "firms",
      ids.map((id, i) => active(id, years[i]!)),
    ),
    numberColumn(
      "similarity3",
      ids.map((id, i) => of(id).ipc3.get(years[i]!)!),
    ),
    numberColumn(
      "similarity4",
      ids.map((id, i) => of(id).ipc4.get(years[i]!)!),
    ),
  ];
}

/** The applicants of a place, each with its applications there. */
function firmsOf(
  id: string,
  applications: readonly Application[],
  who: UnitOptions,
): Map<string, Application[]> {
  const firms = new Map<string, Application[]>();
  for (const a of applications) {
    const here = new Set<string>();
    for (const p of a.applicants) {
      if (p.regionCode === null || !liesIn(p.regionCode, id, who)) continue;
      const firm = firmOf(p.name, who);
      if (firm !== undefined) here.add(firm);
    }
    for (const firm of here) {
      const list = firms.get(firm);
      if (list === undefined) firms.set(firm, [a]);
      else list.push(a);
    }
  }
  return firms;
}

function liesIn(code: string, id: string, { unit, regions }: UnitOptions): boolean {
  if (unit === "city") return cityToday(code, regions) === id;
  return (regions.byCode(code)?.provinceCode ?? `${code.slice(0, 2)}0000`) === id;
}

function networkColumns(networks: CityNetworks, order: readonly string[]): Column[] {
  const cooperation = degrees(networks.cooperation, "both");
  const received = degrees(networks.transfers, "to");
  const pick = (found: ReadonlyMap<string, Degree>, part: keyof Degree): number[] =>
    order.map((k) => found.get(k)?.[part] ?? 0);
  return [
    numberColumn("coop_degree", pick(cooperation, "degree")),
    numberColumn("coop_weight", pick(cooperation, "weight")),
    numberColumn("transfer_degree", pick(received, "degree")),
    numberColumn("transfer_weight", pick(received, "weight")),
  ];
}

function industryColumns(
  cells: readonly (readonly Application[])[],
  { concordance, additive }: MeasureInput,
): Column[] {
  const column = (name: string, label?: string): Column =>
    numberColumn(name, sumOf(cells, additive.get(name)!), label === undefined ? {} : { label });
  const industries = [...new Set(concordance.rules.map((r) => r.level1))];
  return [
    ...industries.map((name) => column(`key_${name}`)),
    ...fieldsOf(concordance).map(({ column: name, label }) => column(name, label)),
  ];
}
