import { createRng } from "../../base/index.js";
import type { Table } from "../../table/index.js";
import { patentRecord } from "../parts/records/patent-record.js";
import { patentTable } from "../parts/records/patent-table.js";
import { type DemoCity, isTreated, STREAM } from "./demo-cities.js";
import { yearsOf } from "./demo-panel.js";
import type { DemoSentences, DemoSettings } from "./demo-settings.js";

/**
 * Simulated invention applications; the number of key-technology ones of a city-year is city
 * effect + year effect + noise + the planted number when treated.   中文: 模拟专利
 */
export function demoPatents(
  settings: DemoSettings,
  sentences: DemoSentences,
  cities: readonly DemoCity[],
): Table {
  const rows = cities.flatMap((city, c) => {
    const cityLevel = 4 + 3 * createRng(settings.seed, STREAM.patents, c).uniform();
    return yearsOf(settings).flatMap((year, t) => {
      const rng = createRng(settings.seed, STREAM.patents, c, year);
      const key =
        Math.max(0, Math.round(cityLevel + 0.3 * t + 1.2 * rng.normal())) +
        (isTreated(city, year) ? settings.planted.keyPatents : 0);
      const other = Math.max(0, Math.round(5 + 1.5 * rng.normal()));
      return Array.from({ length: key + other }, (_, i) =>
        patentRecord(
          { place: city, year, index: i, kind: i < key ? "key" : "nonKey", joint: 0.15 },
          sentences,
          rng,
        ),
      );
    });
  });
  return patentTable(rows);
}
