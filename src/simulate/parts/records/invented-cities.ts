import { join } from "node:path";
import { packageRoot } from "../../../base/index.js";
import { readBytes, readCsv, Table, textColumn } from "../../../table/index.js";

/** An invented city; no real place bears its name or code.   中文: 虚构城市 */
export interface InventedCity {
  readonly name: string;
  readonly code: string;
  readonly province: string;
  readonly provinceCode: string;
  readonly area: "东部" | "中部" | "西部";
  /** The only city of a province of its own. */
  readonly municipality: boolean;
}

/** Which cities are taken. */
export interface CityChoice {
  /** How many of them lie in the east; left out: as the file has them. */
  readonly east?: number;
}

/**
 * The first cities of `corpus/invented-cities.csv`: four municipalities, then the cities of thirty
 * provinces in turn, at most 304.   中文: 取虚构城市
 *
 * @example inventedCities(284, { east: 100 })[0]?.municipality // true
 */
export function inventedCities(count: number, choice: CityChoice = {}): InventedCity[] {
  const all = readCities();
  if (choice.east === undefined) return take(all, count);
  const east = take(
    all.filter((c) => c.area === "东部"),
    choice.east,
  );
  const others = take(
    all.filter((c) => c.area !== "东部"),
    count - choice.east,
  );
  const taken = new Set([...east, ...others]);
  return all.filter((c) => taken.has(c));
}

/** Cities and their provinces as a region table, in the form of `corpus/regions.csv`. */
export function regionTable(cities: readonly InventedCity[]): Table {
  const provinces = new Map(cities.map((c) => [c.provinceCode, c.province]));
  const rows = [
    ...[...provinces].map(([code, name]) => ({ code, name, level: "province", province: name })),
    ...cities.map(({ code, name, province }) => ({ code, name, level: "prefecture", province })),
  ];
  const column = (name: keyof (typeof rows)[number]) =>
    textColumn(
      name,
      rows.map((r) => r[name]),
    );
  return new Table([column("code"), column("name"), column("level"), column("province")]);
}

function take(cities: readonly InventedCity[], count: number): InventedCity[] {
  if (count > cities.length) {
    throw new RangeError(`there are ${cities.length} invented cities to choose from, not ${count}`);
  }
  return cities.slice(0, count);
}

function readCities(): InventedCity[] {
  const file = join(packageRoot(), "corpus", "invented-cities.csv");
  const table = readCsv(readBytes(file), { file, text: ["code"] });
  const rows = table.toRows().map((r) => ({
    code: String(r.code),
    name: String(r.name),
    level: String(r.level),
    province: String(r.province),
    area: String(r.area) as InventedCity["area"],
  }));
  return rows
    .filter((r) => r.level === "prefecture")
    .map(({ code, name, province, area }) => ({
      code,
      name,
      province,
      provinceCode: `${code.slice(0, 2)}0000`,
      area,
      municipality: province.endsWith("直辖区"),
    }));
}
