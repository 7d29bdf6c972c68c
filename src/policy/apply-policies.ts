import { append, type Notice } from "../base/index.js";
import { Regions } from "../region/index.js";
import { type Column, firstYearCell, numberColumn, type Table } from "../table/index.js";
import {
  type AppliedPolicy,
  account,
  applicationNotices,
  policyNotices,
  refuseNobody,
} from "./apply-report.js";
import {
  type ChosenColumn,
  chooseUnitColumn,
  underHeadings,
  YEAR_HEADINGS,
} from "./column-names.js";
import { coveredShare } from "./covered-share.js";
import { policyError } from "./errors.js";
import { placeRows } from "./place-rows.js";
import type { PolicyList } from "./policy-list.js";
import {
  type CityTreatment,
  checkStartMap,
  placedYears,
  type TreatmentOptions,
} from "./treatment-years.js";
import { treatUnit, type UnitTreatment } from "./unit-treatment.js";

/** How `applyPolicies` turns lists into columns. */
export interface ApplyOptions extends TreatmentOptions {
  /**
   * Column of city names or codes. Default: among the columns under usual headings (city_code,
   * adcode, city, city_name, 城市 …) the one in which most rows name a city.
   */
  readonly city?: string;
  /** Column of years. Default: the first of year, 年份, … */
  readonly time?: string;
  /**
   * Cities of which only a part is covered (a district, a zone): `exclude` (default) leaves them
   * out of the sample (empty cells), `include` takes them as treated, `fraction` gives the share
   * of the city's county-level units that are covered.
   */
  readonly partial?: "exclude" | "include" | "fraction";
}

/** A table with policy columns and the report on how they came about. */
export interface PolicyApplication {
  readonly table: Table;
  /** Which column named the units and why. */
  readonly units: Omit<ChosenColumn, "match">;
  readonly policies: readonly AppliedPolicy[];
  /** Distinct values of the city column that are no known city and in no list. */
  readonly unknownCities: readonly string[];
  readonly warnings: readonly Notice[];
}

/**
 * Adds a dummy and a first-treated year for each policy to a city-year table.
 * 中文: 将政策名单并入面板
 *
 * Columns   NAME (1 from the first treated year on; `fraction`: a share) and NAME_first (the year;
 *           0 = never; empty = not in the sample), hyphens of the list's name as underscores.
 * Matching  list and data through one matcher (`matchName`): codes and names of any year; a merged
 *           city keeps its own code. A name that is no city and stands in no list is not in the
 *           sample, where the list is of real cities.
 * Errors    policy/no-city-column, policy/nothing-matched, policy/nobody-treated, policy/no-year,
 *           policy/bad-start-map, policy/not-applicable, policy/two-years, region/provinces.
 * Warnings  policy/recalled, policy/incomplete, policy/partial, policy/not-in-data,
 *           policy/unknown-cities, policy/list-unmatched, policy/one-city-twice,
 *           policy/columns-disagree, policy/outside-panel, and those of the matcher.
 * @example
 * const { table } = applyPolicies(data, [policies.get("broadband-china")]);
 * table.number("broadband_china_first");
 */
export function applyPolicies(
  table: Table,
  lists: readonly PolicyList[],
  options: ApplyOptions = {},
): PolicyApplication {
  const regions = options.regions ?? Regions.load();
  const chosen = chooseUnitColumn(table, options.city, regions, options);
  const years = table.number(yearColumn(table, options.time));
  checkStartMap(lists, options);
  const { match, ...units } = chosen;
  const inSomeList = new Uint8Array(match.names.length);
  let out = table;
  const policies: AppliedPolicy[] = [];
  const warnings: Notice[] = [];
  for (const list of lists) {
    const placed = placeRows(list, regions, options);
    const treatment = placedYears(list, placed, options);
    // A real list cannot say of an unknown name that it was never treated: it may be misspelt.
    const isReal = placed.rows.some((r) => r.code !== "");
    const byName = match.names.map((name, i) => {
      const found = treatUnit(name, treatment, isReal, options.partial ?? "exclude");
      if (found.treatment !== undefined) inSomeList[i] = 1;
      return found;
    });
    const name = list.name.replaceAll("-", "_");
    const made = columns(name, list, match.codes, byName, years, options.partial, regions);
    out = out.withColumns([made.dummy, made.first]);
    const applied = account(name, list, placed, treatment, byName, { codes: match.codes, years });
    policies.push(applied);
    append(
      warnings,
      policyNotices(list, applied, placed, options.partial ?? "exclude", made.unshared),
    );
  }
  const unknownCities = match.names
    .filter((n, i) => n.status === "unmatched" && inSomeList[i] === 0)
    .map((n) => n.value);
  if (unknownCities.length === match.names.length) {
    const name = lists.map((l) => l.name).join(", ");
    const examples = unknownCities.slice(0, 3);
    throw policyError("nothing-matched", { name, units: unknownCities.length, examples });
  }
  for (const applied of policies) refuseNobody(applied, chosen);
  append(warnings, applicationNotices(chosen, years, unknownCities, regions));
  return { table: out, units, policies, unknownCities, warnings };
}

function yearColumn(table: Table, asked: string | undefined): string {
  if (asked !== undefined) return table.column(asked).name;
  const found = underHeadings(table, YEAR_HEADINGS)[0];
  if (found !== undefined) return found;
  throw policyError("no-city-column", { ...table.where(), have: table.names, what: "the year" });
}

function columns(
  name: string,
  list: PolicyList,
  codes: Int32Array,
  byName: readonly UnitTreatment[],
  years: Float64Array,
  partial: ApplyOptions["partial"],
  regions: Regions,
): { dummy: Column; first: Column; unshared: readonly string[] } {
  const unshared = new Set<string>();
  const share = (t: CityTreatment | undefined, year: number): number => {
    if (t === undefined || year < Math.min(t.whole, t.part)) return 0;
    if (year >= t.whole) return 1;
    const value = coveredShare(t, year, regions);
    if (Number.isNaN(value)) unshared.add(t.city);
    return value;
  };
  const n = years.length;
  const dummy = new Float64Array(n).fill(Number.NaN);
  const first = new Float64Array(n).fill(Number.NaN);
  for (let i = 0; i < n; i++) {
    const at = codes[i]!;
    if (at < 0) continue;
    const { timing, treatment } = byName[at]!;
    first[i] = firstYearCell(timing);
    const year = years[i]!;
    if (Number.isNaN(year) || timing.state === "excluded") continue;
    dummy[i] =
      partial === "fraction"
        ? share(treatment, year)
        : Number(timing.state === "treated" && year >= timing.from);
  }
  const source = `${list.name} (${list.sha256.slice(0, 12)})`;
  const label = list.title.zh;
  return {
    dummy: numberColumn(name, dummy, { label, source }),
    first: numberColumn(`${name}_first`, first, {
      label: `${label}：首次处理年份`,
      source,
      empty: "excluded",
    }),
    unshared: [...unshared],
  };
}
