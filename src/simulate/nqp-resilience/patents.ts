import { createRng } from "../../base/index.js";
import type { Table } from "../../table/index.js";
import type { DemoSentences } from "../demo/demo-settings.js";
import type { InventedCity } from "../parts/records/invented-cities.js";
import { patentRecord } from "../parts/records/patent-record.js";
import { patentTable } from "../parts/records/patent-table.js";
import { STREAM_002 } from "./settings.js";

/**
 * Invention applications whose number per 10 000 residents is the target on average: the count is
 * rounded up or down at random.   中文: 按人均目标生成专利
 */
export function patents002(
  seed: number,
  cities: readonly InventedCity[],
  years: readonly number[],
  wanted: Float64Array,
  sentences: DemoSentences,
): Table {
  const rows = cities.flatMap((place, i) =>
    years.flatMap((year, t) => {
      const rng = createRng(seed, STREAM_002.patents, i, year);
      const level = Math.max(0, wanted[i * years.length + t]!);
      const count = Math.floor(level + rng.uniform());
      return Array.from({ length: count }, (_, index) =>
        patentRecord(
          { place, year, index, kind: index % 3 === 0 ? "key" : "nonKey", joint: 0.1 },
          sentences,
          rng,
        ),
      );
    }),
  );
  return patentTable(rows);
}
