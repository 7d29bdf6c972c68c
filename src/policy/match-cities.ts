import type { Region, Regions } from "../region/index.js";
import type { Column } from "../table/index.js";

/** The cities of a column, looked up once for each distinct value. */
export interface MatchedCities {
  /** Index into `cities` for each row; −1 where the cell is empty. */
  readonly codes: Int32Array;
  readonly cities: readonly MatchedCity[];
}

/** One distinct value of the column. */
export interface MatchedCity {
  readonly value: string;
  /** Codes it is known by: as written, of its name at the time, and of the unit of today. */
  readonly keys: readonly string[];
  readonly known: boolean;
}

/**
 * Looks up the cities of a panel by code or name, old names and dissolved cities included.
 * 中文: 匹配面板中的城市
 *
 * A city that was merged whole into another (莱芜) keeps its own code, as the lists do.
 */
export function matchCities(column: Column, regions: Regions): MatchedCities {
  const cities: MatchedCity[] = [];
  const indexOf = new Map<string, number>();
  const lookUp = (value: string): number => {
    const known = indexOf.get(value);
    if (known !== undefined) return known;
    const region = findCity(value, regions);
    const now = region === undefined ? undefined : regions.continuation(region);
    const keys = [value, region?.code, now?.code].filter((k) => k !== undefined);
    indexOf.set(value, cities.length);
    cities.push({ value, keys: [...new Set(keys)], known: region !== undefined });
    return cities.length - 1;
  };
  if (column.kind === "number") {
    const codes = Int32Array.from(column.values, (v) => (Number.isNaN(v) ? -1 : lookUp(String(v))));
    return { codes, cities };
  }
  const byLevel = new Int32Array(column.levels.length).fill(-1);
  const codes = Int32Array.from(column.codes, (code) => {
    if (code < 0) return -1;
    if (byLevel[code]! < 0) byLevel[code] = lookUp(column.levels[code]!);
    return byLevel[code]!;
  });
  return { codes, cities };
}

/** A prefecture-level unit, or a county run directly by its province (济源市, 石河子市). */
function findCity(value: string, regions: Regions): Region | undefined {
  const city = regions.find(value, { level: "prefecture" });
  if (city !== undefined) return city;
  const other = regions.find(value);
  const isOwn = other?.level === "county" && other.prefectureCode === undefined;
  return isOwn ? other : undefined;
}
