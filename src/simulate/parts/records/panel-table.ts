import { numberColumn, Table, textColumn } from "../../../table/index.js";
import type { InventedCity } from "./invented-cities.js";

const SIMULATED = { source: "模拟数据 simulated" } as const;

/**
 * A balanced city-year panel: city, code, province, year, then the given columns (unit × time).
 * 中文: 城市面板
 */
export function panelTable(
  cities: readonly InventedCity[],
  years: readonly number[],
  columns: Readonly<Record<string, ArrayLike<number> | readonly string[]>>,
): Table {
  const cells = cities.flatMap((city) => years.map((year) => ({ city, year })));
  const text = (name: string, of: (city: InventedCity) => string) =>
    textColumn(
      name,
      cells.map((c) => of(c.city)),
      SIMULATED,
    );
  return new Table([
    text("city", (c) => c.name),
    text("city_code", (c) => c.code),
    text("province", (c) => c.province),
    numberColumn(
      "year",
      cells.map((c) => c.year),
      SIMULATED,
    ),
    ...Object.entries(columns).map(([name, values]) =>
      typeof values[0] === "string"
        ? textColumn(name, values as readonly string[], SIMULATED)
        : numberColumn(name, values as ArrayLike<number>, SIMULATED),
    ),
  ]);
}
