import { append, type Notice, notice } from "../base/index.js";
import {
  isMunicipality,
  type MissedName,
  matchName,
  type Region,
  type Regions,
} from "../region/index.js";
import type { UnitLevelOfPanel } from "./column-names.js";
import { policyError } from "./errors.js";
import { coversWholeCity, type PolicyList, type PolicyRow } from "./policy-list.js";

/** How the units of a list are brought to units of a panel. */
export interface PlaceOptions {
  /** Level of the panel's units. Default `prefecture`. */
  readonly level?: UnitLevelOfPanel;
  /** `prefecture`: a county of the list stands for part of its own prefecture. Default: unmatched. */
  readonly to?: "prefecture";
}

/** A row of a list with the unit of a panel that it covers. */
export interface PlacedRow {
  readonly row: PolicyRow;
  /** Code of today of the city or province; empty where the row's city is not known. */
  readonly code: string;
  readonly name: string;
  readonly covers: "whole" | "part";
}

/** A list with its rows placed, and the account of it. */
export interface PlacedList {
  readonly rows: readonly PlacedRow[];
  /** Rows by how their unit was matched. */
  readonly how: Readonly<Record<string, number>>;
  readonly unmatched: readonly (MissedName & { readonly fileRow: number })[];
  readonly notices: readonly Notice[];
}

/**
 * Gives each row of a list its unit, through the matcher that reads the data too.
 * 中文: 名单各行对应的单位
 *
 * By code where the row has one, else by the name of its city (its province narrows it down).
 * Rows of whole provinces (`unit_level` province with the province as city) stay provinces. In a
 * panel of provinces a row covers its province as a whole only if it names the province.
 *
 * Errors    policy/list-of-provinces — the list names provinces without saying so.
 */
export function placeRows(
  list: PolicyList,
  regions: Regions,
  options: PlaceOptions = {},
): PlacedList {
  const how: Record<string, number> = {};
  const unmatched: (MissedName & { readonly fileRow: number })[] = [];
  const disagree: string[] = [];
  const namesakes: string[] = [];
  const rows = list.rows.map((row): PlacedRow => {
    const found = placeOf(row, regions, options);
    if ("reason" in found) {
      unmatched.push({ ...found, fileRow: row.fileRow });
      const covers = coversWholeCity(row, list) ? "whole" : "part";
      return { row, code: "", name: row.city || row.code, covers };
    }
    how[found.how] = (how[found.how] ?? 0) + 1;
    if (found.namesakes.length > 0) namesakes.push(`${row.city} = ${found.unit.name}`);
    if (list.state === "given") append(disagree, disagreement(row, found.unit, regions));
    return placed(row, found.unit, found.how, list, options);
  });
  const provinces = unmatched.filter((u) => u.reason === "province").length;
  if (provinces > 0 && provinces >= list.rows.length - unmatched.length) {
    throw policyError("list-of-provinces", {
      name: list.name,
      file: list.file,
      row: unmatched.find((u) => u.reason === "province")!.fileRow,
      provinces,
      rows: list.rows.length,
    });
  }
  const known = list.rows.length - unmatched.length;
  return {
    rows,
    how,
    unmatched,
    notices: notices(list, known > 0 ? unmatched : [], disagree, namesakes),
  };
}

interface Placed {
  readonly unit: Region;
  readonly how: string;
  readonly namesakes: readonly Region[];
}

function placeOf(row: PolicyRow, regions: Regions, options: PlaceOptions): Placed | MissedName {
  const value = row.code || row.city;
  const narrow = row.code === "" && row.province !== "" ? { within: row.province } : {};
  const province = (): Placed | undefined => {
    const found = regions.lookUp(value, { level: "province" });
    if (found.status !== "found") return undefined;
    return { unit: found.region, how: found.how, namesakes: [] };
  };
  if (options.level === "province" || row.unitLevel === "province") {
    const whole = province();
    if (whole !== undefined) return whole;
  }
  const to = options.to === undefined ? {} : { to: options.to };
  const match = matchName(value, regions, { ...narrow, ...to });
  if (match.status === "unmatched") return match;
  return { unit: match.unit, how: match.how, namesakes: match.namesakes };
}

function placed(
  row: PolicyRow,
  unit: Region,
  how: string,
  list: PolicyList,
  options: PlaceOptions,
): PlacedRow {
  const isProvince = unit.level === "province" && !isMunicipality(unit.code);
  const whole = coversWholeCity(row, list) && how !== "to-prefecture";
  if (options.level === "province") {
    const namesProvince =
      unit.level === "province" || (row.unitLevel === "province" && row.unit === unit.province);
    return {
      row,
      code: unit.provinceCode,
      name: unit.province,
      covers: whole && namesProvince ? "whole" : "part",
    };
  }
  return {
    row,
    code: unit.code,
    name: isProvince ? unit.name : row.city || unit.name,
    covers: whole ? "whole" : "part",
  };
}

/** A user's row whose code is one city and whose name another. */
function disagreement(row: PolicyRow, unit: Region, regions: Regions): string[] {
  if (row.code === "" || row.city === "") return [];
  const narrow = row.province === "" ? {} : { within: row.province };
  const named = matchName(row.city, regions, narrow);
  if (named.status !== "matched" || named.unit.code === unit.code) return [];
  return [`row ${row.fileRow}: ${row.code} ${unit.name} ≠ ${row.city}`];
}

function notices(
  list: PolicyList,
  unmatched: PlacedList["unmatched"],
  disagree: readonly string[],
  namesakes: readonly string[],
): Notice[] {
  const some = (names: readonly string[], separator: string): string =>
    names.slice(0, 8).join(separator) + (names.length > 8 ? " …" : "");
  const out: Notice[] = [];
  if (unmatched.length > 0) {
    const show = unmatched.map((u) => {
      const near = u.nearest === undefined ? "" : `, ${u.nearest}?`;
      const unit = u.candidates === undefined ? "" : `: ${u.candidates.slice(0, 2).join("; ")}`;
      return `${u.value} (${u.reason}${unit}${near})`;
    });
    const hint = unmatched.some((u) => u.reason === "county")
      ? {
          en: "; --to prefecture takes counties for part of their prefecture",
          zh: "；--to prefecture 可将县区视为所属地级市的一部分",
        }
      : { en: "", zh: "" };
    out.push(
      notice(
        "policy/list-unmatched",
        `${list.name}: ${unmatched.length} rows of the list name no known city and treat nobody: ${some(show, ", ")}${hint.en}`,
        `${list.name}：名单中 ${unmatched.length} 行不是已知城市，不起作用：${some(show, "、")}${hint.zh}`,
      ),
    );
  }
  if (disagree.length > 0) {
    out.push(
      notice(
        "policy/code-and-name",
        `${list.name}: code and name are different cities, the code counts: ${some(disagree, "; ")}`,
        `${list.name}：代码与名称不是同一城市，以代码为准：${some(disagree, "；")}`,
      ),
    );
  }
  if (namesakes.length > 0) {
    out.push(
      notice(
        "policy/list-namesakes",
        `${list.name}: names that other units bear too; check which is meant: ${some(namesakes, ", ")}`,
        `${list.name}：同名于其他单位，请核对所指：${some(namesakes, "、")}`,
      ),
    );
  }
  return out;
}
