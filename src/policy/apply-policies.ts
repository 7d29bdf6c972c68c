import { type Notice, notice } from "../base/index.js";
import { Regions } from "../region/index.js";
import { type Column, numberColumn, type Table } from "../table/index.js";
import { policyError } from "./errors.js";
import { type MatchedCities, matchCities } from "./match-cities.js";
import type { PolicyList } from "./policy-list.js";
import {
  type CityTreatment,
  checkStartMap,
  type StartOptions,
  treatmentYears,
} from "./treatment-years.js";

/** How `applyPolicies` turns lists into columns. */
export interface ApplyOptions extends StartOptions {
  /** Column of city names or codes. Default: the first of city_code, adcode, city, 城市, … */
  readonly city?: string;
  /** Column of years. Default: the first of year, 年份, … */
  readonly time?: string;
  /**
   * Cities of which only a part is covered (a district, a zone): `exclude` (default) makes their
   * cells missing so that they leave the sample, `include` takes them as treated, `fraction`
   * gives the share of the city's county-level units that are covered.
   */
  readonly partial?: "exclude" | "include" | "fraction";
  /** Region table in which the cities are looked up. Default: the bundled one. */
  readonly regions?: Regions;
}

/** What became of one list. */
export interface AppliedPolicy {
  readonly policy: string;
  /** Names of the two columns added: dummy (or share) and first treated year (0 = never). */
  readonly dummy: string;
  readonly first: string;
  readonly treatedCities: number;
  readonly partialCities: readonly string[];
  /** New treated cities by year. */
  readonly cohorts: Readonly<Record<string, number>>;
  /** Cities of the list that the data do not have. */
  readonly notInData: readonly string[];
  /** Cities of the data treated on the word of rows from memory only. */
  readonly recalled: readonly string[];
}

/** A table with policy columns and the report on how they came about. */
export interface PolicyApplication {
  readonly table: Table;
  readonly policies: readonly AppliedPolicy[];
  /** Distinct values of the city column that are no known city and in no list. */
  readonly unknownCities: readonly string[];
  readonly warnings: readonly Notice[];
}

/**
 * Adds a dummy and a first-treated year for each policy to a city-year table.
 * 中文: 将政策名单并入面板
 *
 * Columns   NAME (1 from the first treated year on; `fraction`: a share) and NAME_first (0 =
 *           never), hyphens of the list's name written as underscores.
 * Matching  by the list's codes and names, through old names; a merged city keeps its own code. A name
 *           that is no city and stands in no list is missing, not 0, where the list is of real cities.
 * Errors    policy/no-city-column, policy/nothing-matched, policy/no-year, policy/bad-start-map,
 *           policy/not-applicable.
 * Warnings  policy/recalled, policy/incomplete, policy/partial, policy/not-in-data,
 *           policy/unknown-cities.
 * @example
 * const { table } = applyPolicies(data, [policies.get("broadband-china")]);
 * table.number("broadband_china_first");
 */
export function applyPolicies(
  table: Table,
  lists: readonly PolicyList[],
  options: ApplyOptions = {},
): PolicyApplication {
  const cityColumn = pick(table, options.city, CITY_NAMES, "the city");
  const years = table.number(pick(table, options.time, YEAR_NAMES, "the year"));
  checkStartMap(lists, options);
  const regions = options.regions ?? Regions.load();
  const matched = matchCities(table.column(cityColumn), regions);
  const inSomeList = new Uint8Array(matched.cities.length);
  let out = table;
  const policies: AppliedPolicy[] = [];
  const warnings: Notice[] = [];
  for (const list of lists) {
    const treatment = treatmentYears(list, options);
    const byCity = joinCities(matched, treatment, inSomeList);
    const name = list.name.replaceAll("-", "_");
    const made = columns(name, list, matched, byCity, years, options, regions);
    out = out.withColumns([made.dummy, made.first]);
    const applied = report(name, list, byCity, treatment, options);
    policies.push(applied);
    warnings.push(...notices(list, applied, options), ...made.warnings);
  }
  const unknownCities = matched.cities
    .filter((c, i) => !c.known && inSomeList[i] === 0)
    .map((c) => c.value);
  if (unknownCities.length === matched.cities.length && inSomeList.every((v) => v === 0)) {
    const name = lists.map((l) => l.name).join(", ");
    const examples = unknownCities.slice(0, 3);
    throw policyError("nothing-matched", { name, units: unknownCities.length, examples });
  }
  if (unknownCities.length > 0) warnings.push(unknownNotice(unknownCities));
  return { table: out, policies, unknownCities, warnings };
}

const CITY_NAMES = ["city_code", "citycode", "adcode", "行政区划代码", "城市代码"].concat([
  "city",
  "城市",
  "地级市",
  "城市名称",
  "市",
]);
const YEAR_NAMES = ["year", "年份", "年度", "年"];

function pick(
  table: Table,
  asked: string | undefined,
  names: readonly string[],
  what: string,
): string {
  if (asked !== undefined) return table.column(asked).name;
  const lower = new Map(table.names.map((n) => [n.toLowerCase(), n]));
  for (const name of names) {
    const found = lower.get(name);
    if (found !== undefined) return found;
  }
  throw policyError("no-city-column", { ...table.where(), have: table.names, what });
}

/** The treatment of each distinct city of the data, if the list has it. */
function joinCities(
  matched: MatchedCities,
  treatment: ReadonlyMap<string, CityTreatment>,
  inSomeList: Uint8Array,
): (CityTreatment | undefined)[] {
  const byName = new Map([...treatment.values()].map((t) => [t.city, t]));
  return matched.cities.map((city, i) => {
    const key = city.keys.find((k) => treatment.has(k));
    const found = key === undefined ? byName.get(city.value) : treatment.get(key);
    if (found !== undefined) inSomeList[i] = 1;
    return found;
  });
}

function columns(
  name: string,
  list: PolicyList,
  matched: MatchedCities,
  byCity: readonly (CityTreatment | undefined)[],
  years: Float64Array,
  options: ApplyOptions,
  regions: Regions,
): { dummy: Column; first: Column; warnings: Notice[] } {
  const partial = options.partial ?? "exclude";
  // A real list cannot say of an unknown name that it was never treated: it may be misspelt.
  const isReal = list.rows.some((r) => regions.find(r.code || r.city) !== undefined);
  const firstOf = byCity.map((t, i) =>
    t === undefined && isReal && !matched.cities[i]!.known ? Number.NaN : firstYear(t, partial),
  );
  const unshared: string[] = [];
  const share = (city: number, year: number): number => {
    const t = byCity[city];
    if (t === undefined || year < Math.min(t.whole, t.part)) return 0;
    if (year >= t.whole) return 1;
    const value = coveredShare(t, year, regions);
    if (Number.isNaN(value) && !unshared.includes(t.city)) unshared.push(t.city);
    return value;
  };
  const n = years.length;
  const dummy = new Float64Array(n).fill(Number.NaN);
  const first = new Float64Array(n).fill(Number.NaN);
  for (let i = 0; i < n; i++) {
    const city = matched.codes[i]!;
    if (city < 0) continue;
    first[i] = firstOf[city]!;
    const year = years[i]!;
    if (Number.isNaN(year) || Number.isNaN(first[i]!)) continue;
    dummy[i] =
      partial === "fraction" ? share(city, year) : Number(first[i]! > 0 && year >= first[i]!);
  }
  const source = `${list.name} (${list.sha256.slice(0, 12)})`;
  const label = list.title.zh;
  return {
    dummy: numberColumn(name, dummy, { label, source }),
    first: numberColumn(`${name}_first`, first, { label: `${label}：首次处理年份`, source }),
    warnings:
      unshared.length === 0
        ? []
        : [
            notice(
              "policy/no-share",
              `${list.name}: the covered share of ${unshared.join(", ")} is unknown (zones and towns are no county-level units): their treated cells are missing.`,
              `${list.name}：${unshared.join("、")} 的覆盖比例无从计算（园区、乡镇不是县级单位），处理期单元格记为缺失。`,
            ),
          ],
  };
}

function firstYear(
  treatment: CityTreatment | undefined,
  partial: NonNullable<ApplyOptions["partial"]>,
): number {
  if (treatment === undefined) return 0;
  const { whole, part } = treatment;
  if (partial !== "exclude") return Math.min(whole, part);
  return Number.isFinite(whole) ? whole : Number.NaN;
}

/** Covered county-level units over all of the city's units of today; NaN for zones and towns. */
function coveredShare(treatment: CityTreatment, year: number, regions: Regions): number {
  const begun = treatment.rows.filter((r) => r.year <= year);
  if (begun.some(({ row }) => row.unitLevel === "zone" || row.unitLevel === "town")) {
    return Number.NaN;
  }
  const units = new Set(begun.map(({ row }) => row.unit));
  const city = regions.byCode(treatment.code);
  const inCity = regions.all.filter(
    (r) =>
      r.level === "county" &&
      r.to === undefined &&
      (r.prefectureCode ?? r.code) === (city?.code ?? ""),
  ).length;
  return inCity === 0 ? Number.NaN : Math.min(1, units.size / inCity);
}

function report(
  name: string,
  list: PolicyList,
  byCity: readonly (CityTreatment | undefined)[],
  treatment: ReadonlyMap<string, CityTreatment>,
  options: ApplyOptions,
): AppliedPolicy {
  const partial = options.partial ?? "exclude";
  const cohorts: Record<string, number> = {};
  const partialCities: string[] = [];
  const recalled: string[] = [];
  const seen = new Set<CityTreatment>();
  for (const t of byCity) {
    if (t === undefined || seen.has(t)) continue;
    seen.add(t);
    if (!Number.isFinite(t.whole)) partialCities.push(t.city);
    const first = firstYear(t, partial);
    if (Number.isNaN(first)) continue;
    cohorts[first] = (cohorts[first] ?? 0) + 1;
    const decisive = t.rows.filter((r) => r.year === first);
    if (!decisive.some((r) => r.row.confidence !== "recalled")) recalled.push(t.city);
  }
  return {
    policy: list.name,
    dummy: name,
    first: `${name}_first`,
    treatedCities: Object.values(cohorts).reduce((a, b) => a + b, 0),
    partialCities,
    cohorts: Object.fromEntries(Object.entries(cohorts).sort(([a], [b]) => Number(a) - Number(b))),
    notInData: [...treatment.values()].filter((t) => !seen.has(t)).map((t) => t.city || t.code),
    recalled,
  };
}

function notices(list: PolicyList, applied: AppliedPolicy, options: ApplyOptions): Notice[] {
  const { recalled, partialCities, notInData } = applied;
  const sample = (names: readonly string[], separator: string): string =>
    names.slice(0, 8).join(separator) + (names.length > 8 ? " …" : "");
  const out: Notice[] = [];
  if (list.state === "incomplete") {
    out.push(
      notice(
        "policy/incomplete",
        `${list.name} is incomplete: ${list.note.en}`,
        `${list.name} 不完整：${list.note.zh}`,
      ),
    );
  }
  if (recalled.length > 0) {
    out.push(
      notice(
        "policy/recalled",
        `${list.name}: ${recalled.length} treated cities rest on rows recalled from memory, not verified: ${sample(recalled, ", ")}`,
        `${list.name}：${recalled.length} 个处理城市的依据凭记忆录入、未经核实：${sample(recalled, "、")}`,
      ),
    );
  }
  if (partialCities.length > 0) {
    const how = options.partial ?? "exclude";
    out.push(
      notice(
        "policy/partial",
        `${list.name}: ${partialCities.length} cities are covered in part only (--partial ${how}): ${sample(partialCities, ", ")}`,
        `${list.name}：${partialCities.length} 个城市仅部分覆盖（--partial ${how}）：${sample(partialCities, "、")}`,
      ),
    );
  }
  if (notInData.length > 0) {
    out.push(
      notice(
        "policy/not-in-data",
        `${list.name}: ${notInData.length} cities of the list are not in the data: ${sample(notInData, ", ")}`,
        `${list.name}：名单中 ${notInData.length} 个城市不在数据中：${sample(notInData, "、")}`,
      ),
    );
  }
  return out;
}

function unknownNotice(unknown: readonly string[]): Notice {
  const sample = unknown.slice(0, 8);
  return notice(
    "policy/unknown-cities",
    `${unknown.length} values of the city column are no known city; for lists of real cities their policy cells are missing: ${sample.join(", ")}`,
    `城市列中有 ${unknown.length} 个值不是已知城市；对真实城市名单，其政策单元格记为缺失：${sample.join("、")}`,
  );
}
