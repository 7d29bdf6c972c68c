import { type Area, isMunicipality } from "./read-areas.js";
import type { City, Region, RegionLevel } from "./region.js";
import { shortName } from "./short-name.js";

/** All names under which divisions are known.   中文: 名称索引 */
export interface NameIndex {
  /** Official names, of today and since 1981. */
  readonly full: ReadonlyMap<string, readonly Area[]>;
  /** Names without their kind: 广西, 襄阳, 恩施州. */
  readonly short: ReadonlyMap<string, readonly Area[]>;
}

/** Builds the index; the short names of `cities.csv` are kept as they stand there. */
export function buildNameIndex(
  areas: readonly Area[],
  cities: readonly City[],
  aliases: readonly (readonly [name: string, code: string])[],
): NameIndex {
  const full = new Map<string, Area[]>();
  const short = new Map<string, Area[]>();
  const shortOf = new Map(cities.map((c) => [c.code, c.short]));
  for (const area of areas) {
    add(full, area.name, area);
    const names = new Set([shortName(area.name)]);
    const official = area.to === undefined ? shortOf.get(area.code) : undefined;
    if (official !== undefined && area.level === "prefecture") names.add(official);
    if (area.name.endsWith("自治州")) names.add(`${shortName(area.name)}州`);
    if (area.name.endsWith("盟")) names.add(area.name);
    names.delete(area.name);
    for (const name of names) add(short, name, area);
  }
  const current = new Map(areas.filter((a) => a.to === undefined).map((a) => [a.code, a]));
  for (const [name, code] of aliases) {
    const area = current.get(code);
    if (area !== undefined) add(short, name, area);
  }
  return { full, short };
}

/** True when a unit stands on the asked level; a municipality is a province and a city at once. */
export function hasLevel(region: Region, level: RegionLevel | undefined): boolean {
  return (
    level === undefined ||
    region.level === level ||
    (level === "prefecture" && region.level === "province" && isMunicipality(region.code))
  );
}

/**
 * True when a unit can stand in a column of that level: as `hasLevel`, and among prefectures also
 * the counties run directly by their province (济源市, 仙桃市), which belong to none.
 */
export function standsAt(region: Region, level: RegionLevel | undefined): boolean {
  return hasLevel(region, level) || (level === "prefecture" && isOwnUnit(region));
}

/** A county-level unit run directly by its province. */
export function isOwnUnit(region: Region): boolean {
  return region.level === "county" && region.prefectureCode === undefined;
}

/** The levels that a name can be of by its last characters; undefined: it does not say. */
export function levelsOfKind(name: string): readonly RegionLevel[] | undefined {
  if (/(?:省|自治区|特别行政区)$/.test(name)) return ["province"];
  if (/(?:地区|盟|州)$/.test(name)) return ["prefecture"];
  if (/[县区旗]$/.test(name)) return ["county"];
  if (/市$/.test(name)) return ["province", "prefecture", "county"];
  return undefined;
}

/** True when the unit is, or lies in, the named one (by code). */
export function liesIn(region: Region, container: Region): boolean {
  if (container.level === "province") return region.provinceCode === container.provinceCode;
  if (container.level === "prefecture") return region.prefectureCode === container.code;
  return region.code === container.code;
}

/** True when the name was in force at the end of that year. */
export function inForce(region: Region, year: number | undefined): boolean {
  if (year === undefined) return region.to === undefined;
  return region.from <= year && (region.to === undefined || year < region.to);
}

function add(map: Map<string, Area[]>, name: string, area: Area): void {
  const list = map.get(name);
  if (list === undefined) map.set(name, [area]);
  else list.push(area);
}
