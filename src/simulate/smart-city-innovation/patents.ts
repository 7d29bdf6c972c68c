import { createRng, type Rng } from "../../base/index.js";
import type { Table } from "../../table/index.js";
import type { DemoSentences } from "../demo/demo-settings.js";
import type { InventedCity } from "../parts/records/invented-cities.js";
import { patentRecord } from "../parts/records/patent-record.js";
import { patentTable, type SimulatedPatent } from "../parts/records/patent-table.js";
import { STREAM_001 } from "./settings.js";

/** The firm of each city that receives patents from others. */
const receiver = (city: InventedCity): string => `${city.name.slice(0, -1)}启明科技有限公司`;

/**
 * Joint applications of each city and year, and transfers to it from other cities.
 * 中文: 联合申请与专利转让
 *
 * A joint application is one of a firm with the college of its own city, so that it counts for that
 * city alone. A transfer moves an application of another city's firm to a firm of this one, within
 * the year.
 */
export function patents001(
  seed: number,
  cities: readonly InventedCity[],
  years: readonly number[],
  wanted: { readonly joint: Float64Array; readonly transfers: Float64Array },
  sentences: DemoSentences,
): Table {
  const rows: SimulatedPatent[] = [];
  // Numbers run within the place of the application, whoever receives it.
  const numbers = new Map<string, number>();
  const record = (place: InventedCity, year: number, joint: number, rng: Rng): SimulatedPatent => {
    const key = `${place.code} ${year}`;
    const index = numbers.get(key) ?? 0;
    numbers.set(key, index + 1);
    const kind = rng.uniform() < 0.4 ? "key" : "nonKey";
    return patentRecord({ place, year, index, kind, joint }, sentences, rng);
  };
  cities.forEach((city, i) => {
    years.forEach((year, t) => {
      const rng = createRng(seed, STREAM_001.patents, i, year);
      // One application of the receiving firm a year: the importer learns where it sits, and the
      // city-year stands in the counts even if it has no other application.
      rows.push({ ...record(city, year, 0, rng), applicants: receiver(city) });
      const cell = i * years.length + t;
      for (let k = 0; k < wanted.joint[cell]!; k++) rows.push(record(city, year, 1, rng));
      for (let k = 0; k < wanted.transfers[cell]!; k++) {
        const giver = cities[(i + 1 + rng.integer(cities.length - 1)) % cities.length]!;
        const sold = record(giver, year, 0, rng);
        rows.push({
          ...sold,
          transfer: { from: sold.applicants, to: receiver(city), date: `${year}-12-30` },
        });
      }
    });
  });
  return patentTable(rows);
}
