import { append, type Notice, notice } from "../base/index.js";
import { matchNotices, type Regions } from "../region/index.js";
import type { ChosenColumn } from "./column-names.js";
import { policyError } from "./errors.js";
import type { PlacedList } from "./place-rows.js";
import type { PolicyList } from "./policy-list.js";
import type { CityTreatment } from "./treatment-years.js";
import type { UnitTreatment } from "./unit-treatment.js";

/** Units and rows of one state. */
export interface StateCount {
  readonly units: number;
  readonly rows: number;
}

/** What became of one list. */
export interface AppliedPolicy {
  readonly policy: string;
  /** Names of the two columns added: dummy (or share) and first treated year (0 = never). */
  readonly dummy: string;
  readonly first: string;
  /** The three states of the data's units; `later` counts those of `treated` after the last year. */
  readonly counts: {
    readonly treated: StateCount;
    readonly never: StateCount;
    readonly excluded: StateCount;
    /** Among the treated: from the first year of the data on, and after its last. */
    readonly always: StateCount;
    readonly later: StateCount;
  };
  /** Why units are not in the sample; rows without a name have no unit. */
  readonly excludedBy: {
    readonly partial: StateCount;
    readonly unmatched: StateCount;
    readonly emptyRows: number;
  };
  readonly treatedCities: number;
  readonly partialCities: readonly string[];
  /** New treated cities by year. */
  readonly cohorts: Readonly<Record<string, number>>;
  /** Units of the list, and how their names were matched. */
  readonly listed: number;
  readonly listedHow: Readonly<Record<string, number>>;
  readonly listedUnmatched: readonly {
    readonly fileRow: number;
    readonly value: string;
    readonly reason: string;
  }[];
  /** Cities of the list that the data do not have. */
  readonly notInData: readonly string[];
  /** Cities of the data treated on the word of rows from memory only. */
  readonly recalled: readonly string[];
}

interface Rows {
  readonly codes: Int32Array;
  readonly years: Float64Array;
}

/** Counts what a list made of the units of the data.   中文: 政策并入的账目 */
export function account(
  name: string,
  list: PolicyList,
  placed: PlacedList,
  treatments: ReadonlyMap<string, CityTreatment>,
  byName: readonly UnitTreatment[],
  { codes, years }: Rows,
): AppliedPolicy {
  const rowsOf = new Array<number>(byName.length).fill(0);
  let emptyRows = 0;
  for (const code of codes) {
    if (code < 0) emptyRows++;
    else rowsOf[code]!++;
  }
  const span = spanOf(years);
  const count = (keep: (u: UnitTreatment) => boolean): StateCount => {
    const units = new Set<string>();
    let rows = 0;
    byName.forEach((u, i) => {
      if (!keep(u)) return;
      units.add(u.unit);
      rows += rowsOf[i]!;
    });
    return { units: units.size, rows };
  };
  const cohorts: Record<string, number> = {};
  const partialCities: string[] = [];
  const recalled: string[] = [];
  const seen = new Set<string>();
  const present = new Set<string>();
  for (const { name: match, treatment, timing, unit } of byName) {
    if (match.status === "matched") {
      for (const code of [match.unit.code, match.region.code, match.unit.provinceCode])
        present.add(code);
    } else present.add(match.value);
    if (treatment === undefined || seen.has(unit)) continue;
    seen.add(unit);
    const city = match.status === "matched" ? match.unit.name : match.value;
    if (!Number.isFinite(treatment.whole)) partialCities.push(city);
    if (timing.state !== "treated") continue;
    cohorts[timing.from] = (cohorts[timing.from] ?? 0) + 1;
    const decisive = treatment.rows.filter((r) => r.year === timing.from);
    if (!decisive.some((r) => r.row.confidence !== "recalled")) recalled.push(city);
  }
  const isReal = [...treatments.values()].some((t) => t.code !== "");
  const treated = count((u) => u.timing.state === "treated");
  const from = (u: UnitTreatment): number =>
    u.timing.state === "treated" ? u.timing.from : Number.NaN;
  return {
    policy: list.name,
    dummy: name,
    first: `${name}_first`,
    counts: {
      treated,
      never: count((u) => u.timing.state === "never"),
      excluded: count((u) => u.timing.state === "excluded"),
      always: count((u) => from(u) <= span.first),
      later: count((u) => from(u) > span.last),
    },
    excludedBy: {
      partial: count((u) => u.why === "partial"),
      unmatched: count((u) => u.why === "unmatched"),
      emptyRows,
    },
    treatedCities: treated.units,
    partialCities,
    cohorts: Object.fromEntries(Object.entries(cohorts).sort(([a], [b]) => Number(a) - Number(b))),
    listed: treatments.size,
    listedHow: placed.how,
    listedUnmatched: placed.unmatched.map(({ fileRow, value, reason }) => ({
      fileRow,
      value,
      reason,
    })),
    // Rows that name no known city are reported apart; of an invented list all names are unknown.
    notInData: [...treatments]
      .filter(([key, t]) => !present.has(key) && (t.code !== "" || !isReal))
      .map(([, t]) => t.city || t.code),
    recalled,
  };
}

function spanOf(years: Float64Array): { first: number; last: number } {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const year of years) {
    if (year < first) first = year;
    if (year > last) last = year;
  }
  return { first, last };
}

/** A list that treats nobody is an error that says why. Errors: policy/nobody-treated. */
export function refuseNobody(applied: AppliedPolicy, chosen: ChosenColumn): void {
  if (applied.counts.treated.units > 0) return;
  const { excludedBy, notInData, listedUnmatched, policy, listed } = applied;
  const some = (names: readonly string[]): string => names.slice(0, 5).join(", ");
  const why: { en: string; zh: string }[] = [];
  if (listedUnmatched.length > 0) {
    const names = some(listedUnmatched.map((u) => `${u.value} (${u.reason})`));
    why.push({
      en: `${listedUnmatched.length} rows of the list name no known city: ${names}`,
      zh: `名单中 ${listedUnmatched.length} 行不是已知城市：${names}`,
    });
  }
  if (notInData.length > 0) {
    why.push({
      en: `${notInData.length} are not in the data: ${some(notInData)}`,
      zh: `${notInData.length} 个不在数据中：${some(notInData)}`,
    });
  }
  if (excludedBy.partial.units > 0) {
    why.push({
      en: `${excludedBy.partial.units} are covered in part only: ${some(applied.partialCities)}`,
      zh: `${excludedBy.partial.units} 个仅部分覆盖：${some(applied.partialCities)}`,
    });
  }
  if (excludedBy.unmatched.units > 0) {
    const names = some(
      chosen.match.names.flatMap((n) =>
        n.status === "unmatched" ? [`${n.value} (${n.reason})`] : [],
      ),
    );
    why.push({
      en: `${excludedBy.unmatched.units} names of the data are no known city: ${names}`,
      zh: `数据中 ${excludedBy.unmatched.units} 个名称不是已知城市：${names}`,
    });
  }
  throw policyError("nobody-treated", { name: policy, column: chosen.column, listed, why });
}

const sample = (names: readonly string[], separator: string): string =>
  names.slice(0, 8).join(separator) + (names.length > 8 ? " …" : "");

/** What a reader must know of one list's columns. */
export function policyNotices(
  list: PolicyList,
  applied: AppliedPolicy,
  placed: PlacedList,
  partial: "exclude" | "include" | "fraction",
  unshared: readonly string[],
): Notice[] {
  const { recalled, partialCities, notInData, counts } = applied;
  const out: Notice[] = [...placed.notices];
  const say = (code: string, en: string, zh: string): void => {
    out.push(notice(`policy/${code}`, `${list.name}: ${en}`, `${list.name}：${zh}`));
  };
  if (list.state === "incomplete") {
    say("incomplete", `the list is incomplete: ${list.note.en}`, `名单不完整：${list.note.zh}`);
  }
  if (list.blankRows > 0) {
    say(
      "blank-rows",
      `${list.blankRows} rows of the form are not filled in and count for nothing`,
      `表单中有 ${list.blankRows} 行尚未填写，不起作用`,
    );
  }
  if (recalled.length > 0) {
    say(
      "recalled",
      `${recalled.length} treated cities rest on rows recalled from memory, not verified: ${sample(recalled, ", ")}`,
      `${recalled.length} 个处理城市的依据凭记忆录入、未经核实：${sample(recalled, "、")}`,
    );
  }
  if (partialCities.length > 0) {
    const what =
      partial === "exclude"
        ? { en: "not in the sample", zh: "不在样本中" }
        : partial === "include"
          ? { en: "treated", zh: "视为处理" }
          : { en: "a share", zh: "取比例" };
    say(
      "partial",
      `${partialCities.length} cities are covered in part only (--partial ${partial}: ${what.en}): ${sample(partialCities, ", ")}`,
      `${partialCities.length} 个城市仅部分覆盖（--partial ${partial}：${what.zh}）：${sample(partialCities, "、")}`,
    );
  }
  if (notInData.length > 0) {
    say(
      "not-in-data",
      `${notInData.length} cities of the list are not in the data: ${sample(notInData, ", ")}`,
      `名单中 ${notInData.length} 个城市不在数据中：${sample(notInData, "、")}`,
    );
  }
  if (counts.later.units > 0 || counts.always.units > 0) {
    say(
      "outside-panel",
      `${counts.always.units} units are treated from the first year of the data or before (no period before treatment), ${counts.later.units} only after the last (never treated within the data)`,
      `${counts.always.units} 个单位在数据首年或之前即受处理（没有处理前时期），${counts.later.units} 个在末年之后才受处理（数据期内从未处理）`,
    );
  }
  if (unshared.length > 0) {
    say(
      "no-share",
      `the covered share of ${unshared.join(", ")} is unknown (zones and towns are no county-level units): their treated cells are missing.`,
      `${unshared.join("、")} 的覆盖比例无从计算（园区、乡镇不是县级单位），处理期单元格记为缺失。`,
    );
  }
  return out;
}

/** What a reader must know of the units of the data. */
export function applicationNotices(
  chosen: ChosenColumn,
  years: Float64Array,
  unknownCities: readonly string[],
  regions: Regions,
): Notice[] {
  const out = matchNotices(chosen.match, regions, chosen.column).filter(
    (n) => n.code !== "region/unmatched",
  );
  if (unknownCities.length > 0) {
    const unknown = new Set(unknownCities);
    const named = chosen.match.names.flatMap((n) => {
      if (n.status === "matched" || !unknown.has(n.value)) return [];
      const near = n.nearest === undefined ? "" : `, ${n.nearest}?`;
      return [`${n.value} (${n.reason}${near})`];
    });
    out.push(
      notice(
        "policy/unknown-cities",
        `${unknownCities.length} values of the city column are no known city; under lists of real cities they are not in the sample: ${sample(named, ", ")}`,
        `城市列中有 ${unknownCities.length} 个值不是已知城市；在真实城市名单下不在样本中：${sample(named, "、")}`,
      ),
    );
  }
  for (const { column, rows, example } of chosen.disagree) {
    out.push(
      notice(
        "policy/columns-disagree",
        `${rows} rows name another city in "${column}" than in "${chosen.column}", which was used: ${example}`,
        `有 ${rows} 行“${column}”与所用的“${chosen.column}”不是同一城市：${example}`,
      ),
    );
  }
  append(out, twice(chosen, years));
  return out;
}

/** Two spellings of one city in one year: rows that may be one city twice. */
function twice(chosen: ChosenColumn, years: Float64Array): Notice[] {
  const { codes, names } = chosen.match;
  const spellings = new Map<string, Set<number>>();
  for (let i = 0; i < codes.length; i++) {
    const at = codes[i]!;
    const name = at < 0 ? undefined : names[at];
    if (name === undefined || name.status === "unmatched") continue;
    const key = `${name.unit.name} ${years[i]}`;
    const set = spellings.get(key);
    if (set === undefined) spellings.set(key, new Set([at]));
    else set.add(at);
  }
  const found = [...spellings].filter(([, set]) => set.size > 1);
  if (found.length === 0) return [];
  const shown = found.map(
    ([key, set]) => `${key} (${[...set].map((a) => names[a]!.value).join(", ")})`,
  );
  return [
    notice(
      "policy/one-city-twice",
      `${found.length} city-years stand under two names: ${sample(shown, "; ")}; keep one (xinzhi panel duplicates, xinzhi panel boundaries)`,
      `${found.length} 个城市—年份以两个名称出现：${sample(shown, "；")}；请只保留一个（xinzhi panel duplicates、xinzhi panel boundaries）`,
    ),
  ];
}
