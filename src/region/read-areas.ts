import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../base/index.js";
import { readBytes, readCsv, type Table } from "../table/index.js";
import { regionError } from "./errors.js";
import type { City, Region, RegionLevel } from "./region.js";

/** A row of the code table with the codes that took its place. */
export interface Area extends Region {
  readonly successors: readonly string[];
}

/** The code table since 1981 (`dictionaries/regions/areas.csv`). */
export function readAreas(): Area[] {
  const table = open("areas.csv", ["code", "successors"]);
  const at = (row: number, column: string): string => String(table.value(row, column) ?? "");
  const provinceCode = new Map<string, string>();
  for (let i = 0; i < table.nrow; i++) {
    if (at(i, "level") === "province") provinceCode.set(at(i, "name"), at(i, "code"));
  }
  return Array.from({ length: table.nrow }, (_, i) => {
    const code = at(i, "code");
    const level = at(i, "level") as RegionLevel;
    const to = table.value(i, "to");
    return {
      code,
      name: at(i, "name"),
      level,
      province: at(i, "province"),
      provinceCode: provinceCode.get(at(i, "province")) ?? `${code.slice(0, 2)}0000`,
      ...prefectureOf(level, code, at(i, "name"), at(i, "province"), at(i, "prefecture")),
      from: Number(table.value(i, "from")),
      ...(to === null ? {} : { to: Number(to) }),
      successors: at(i, "successors").split(";").filter(Boolean),
    };
  });
}

/** City attributes of today (`dictionaries/regions/cities.csv`). */
export function readCities(): City[] {
  const table = open("cities.csv", ["adcode", "province_adcode"]);
  const at = (row: number, column: string): string => String(table.value(row, column) ?? "");
  const flag = (row: number, column: string): boolean => table.value(row, column) === 1;
  return Array.from({ length: table.nrow }, (_, i) => ({
    code: at(i, "adcode"),
    name: at(i, "city"),
    short: at(i, "short"),
    province: at(i, "province"),
    provinceCode: at(i, "province_adcode"),
    kind: at(i, "level"),
    region4: at(i, "region4"),
    region3: at(i, "region3"),
    rank: at(i, "rank"),
    provincialCapital: flag(i, "provincial_capital"),
    subprovincial: flag(i, "subprovincial"),
    separatelyPlanned: flag(i, "separately_planned"),
    largerCity: flag(i, "larger_city"),
    resourceBased: flag(i, "resource_based"),
    resourceType: at(i, "resource_type"),
    agglomerationCenter: at(i, "agglomeration_center"),
    confidence: at(i, "confidence"),
  }));
}

/** Upgrades, renames, mergers and splits since 2000: old code → new codes. */
export function readChanges(): ReadonlyMap<string, readonly string[]> {
  const table = open("city-changes.csv", ["old_adcode", "new_adcode"]);
  const changes = new Map<string, string[]>();
  for (let i = 0; i < table.nrow; i++) {
    const old = table.value(i, "old_adcode");
    const now = table.value(i, "new_adcode");
    if (old === null || now === null || table.value(i, "kind") === "county_transfer") continue;
    changes.set(String(old), [...(changes.get(String(old)) ?? []), String(now)]);
  }
  return changes;
}

/** Customary names that no rule gives (克州, 呼市). */
export function readAliases(): (readonly [name: string, code: string])[] {
  const table = open("aliases.csv", ["code"]);
  return Array.from({ length: table.nrow }, (_, i) => [
    String(table.value(i, "name")),
    String(table.value(i, "code")),
  ]);
}

/** Traditional and variant characters of the names, with those of the code table (濟 → 济). */
export function readVariants(): ReadonlyMap<string, string> {
  const table = open("variants.csv", []);
  return new Map(
    Array.from({ length: table.nrow }, (_, i) => [
      String(table.value(i, "variant")),
      String(table.value(i, "standard")),
    ]),
  );
}

/**
 * A user's own units: CSV `code,name,level,province` with level province | prefecture | county
 * (and `prefecture` for counties).
 */
export function readOwnUnits(file: string): Area[] {
  const table = readCsv(readBytes(file), { file, text: ["code"] });
  for (const column of ["code", "name", "level", "province"]) table.column(column);
  const at = (row: number, column: string): string =>
    table.has(column) ? String(table.value(row, column) ?? "") : "";
  return Array.from({ length: table.nrow }, (_, i) => {
    const code = at(i, "code");
    const level = LEVELS.find((l) => l === at(i, "level"));
    if (level === undefined || !/^\d{6}$/.test(code)) {
      throw regionError("bad-unit", { file, row: table.fileRow(i), code, level: at(i, "level") });
    }
    return {
      code,
      name: at(i, "name"),
      level,
      province: at(i, "province"),
      provinceCode: `${code.slice(0, 2)}0000`,
      ...prefectureOf(level, code, at(i, "name"), at(i, "province"), at(i, "prefecture")),
      from: 1900,
      successors: [],
    };
  });
}

const LEVELS: readonly RegionLevel[] = ["province", "prefecture", "county"];

function prefectureOf(
  level: RegionLevel,
  code: string,
  name: string,
  province: string,
  prefecture: string,
): { prefecture?: string; prefectureCode?: string } {
  if (level === "prefecture") return { prefecture: name, prefectureCode: code };
  if (level === "province") return {};
  if (isMunicipality(code)) {
    return { prefecture: province, prefectureCode: `${code.slice(0, 2)}0000` };
  }
  if (prefecture === "") return {};
  return { prefecture, prefectureCode: `${code.slice(0, 4)}00` };
}

/** Beijing, Tianjin, Shanghai and Chongqing are provinces and cities at once. */
export function isMunicipality(code: string): boolean {
  return /^(?:11|12|31|50)/.test(code);
}

function open(name: string, text: readonly string[]): Table {
  const file = join(packageRoot(), "dictionaries", "regions", name);
  if (!existsSync(file)) throw regionError("data-missing", { file });
  return readCsv(readFileSync(file), { file, text });
}
