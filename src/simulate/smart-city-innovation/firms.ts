import { createRng } from "../../base/index.js";
import { numberColumn, Table, textColumn } from "../../table/index.js";
import { type PanelSize, panelScores } from "../parts/panel-scores.js";
import type { InventedCity } from "../parts/records/invented-cities.js";
import { type Settings001, STREAM_001 } from "./settings.js";

/**
 * Listed firms and the innovation subsidies they get: ln(subsidy) is firm + city-year shock + noise
 * + effect × treatment of the firm's city.   中文: 企业创新补助
 */
export function firms001(
  size: PanelSize,
  settings: Settings001,
  seed: number,
  cities: readonly InventedCity[],
  did: Float64Array,
): Table {
  const { firms, last, mean, between, noise, cityNoise, effect } = settings.firms;
  const years = last - settings.years.first + 1;
  const shape = { between: 0, trend: 0, persistence: 0.5 };
  const shocks = panelScores(size, shape, createRng(seed, STREAM_001.firms, 0));
  const starts = entries(settings, years, seed);
  const rows: { firm: string; city: InventedCity; year: number; subsidy: number }[] = [];
  for (let f = 0; f < firms; f++) {
    const rng = createRng(seed, STREAM_001.firms, 2, f);
    const i = rng.integer(size.units);
    const level = mean + between * rng.normal();
    for (let t = starts[f]!; t < years; t++) {
      const cell = i * size.times + t;
      const ln =
        level + 0.06 * t + cityNoise * shocks[cell]! + noise * rng.normal() + effect * did[cell]!;
      rows.push({
        firm: `F${String(f + 1).padStart(4, "0")}`,
        city: cities[i]!,
        year: settings.years.first + t,
        subsidy: Number(Math.exp(ln).toPrecision(9)),
      });
    }
  }
  const text = (name: string, of: (row: (typeof rows)[number]) => string) =>
    textColumn(name, rows.map(of));
  return new Table([
    text("firm", (r) => r.firm),
    text("city", (r) => r.city.name),
    text("city_code", (r) => r.city.code),
    numberColumn(
      "year",
      rows.map((r) => r.year),
    ),
    numberColumn(
      "subsidy",
      rows.map((r) => r.subsidy),
    ),
  ]);
}

/** First year of each firm, from the panel's first: as many firm-years in all as asked. */
function entries(settings: Settings001, years: number, seed: number): Int32Array {
  const { firms, rows } = settings.firms;
  const rng = createRng(seed, STREAM_001.firms, 1);
  const starts = new Int32Array(firms);
  let left = firms * years;
  while (left > rows) {
    const f = rng.integer(firms);
    // At least two years, so that no firm is alone with itself.
    if (starts[f]! >= years - 2) continue;
    starts[f]!++;
    left--;
  }
  return starts;
}
