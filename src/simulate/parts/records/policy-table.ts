import { numberColumn, Table, textColumn } from "../../../table/index.js";
import type { InventedCity } from "./invented-cities.js";

/**
 * An invented policy list in the form of `dictionaries/policies`: one row for each treated city.
 * 中文: 虚构政策名单
 */
export function policyTable(
  title: string,
  cities: readonly InventedCity[],
  first: ArrayLike<number>,
): Table {
  const treated = cities
    .map((city, i) => ({ city, year: first[i]! }))
    .filter(({ year }) => year > 0)
    .sort((a, b) => a.year - b.year);
  const years = [...new Set(treated.map((t) => t.year))];
  const text = (name: string, of: (t: (typeof treated)[number]) => string) =>
    textColumn(name, treated.map(of));
  return new Table([
    text("policy", () => `${title}（模拟）`),
    text("batch", (t) => String(years.indexOf(t.year) + 1)),
    text("announced", (t) => String(t.year)),
    numberColumn(
      "effective_year",
      treated.map((t) => t.year),
    ),
    text("province", (t) => t.city.province),
    text("city", (t) => t.city.name),
    text("unit_level", () => "city"),
    text("adcode", (t) => t.city.code),
    text("source", () => "模拟数据 simulated"),
  ]);
}
