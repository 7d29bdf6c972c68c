import { join } from "node:path";
import { writeAtomic } from "../../base/index.js";
import { toCsv } from "../../table/index.js";
import type { SimulateDesign } from "../design.js";
import { inventedCities, regionTable } from "../parts/records/invented-cities.js";
import { type Settings003, settings003 } from "./settings.js";
import { files003, world003 } from "./simulate.js";

/** Municipalities of the invented cities: provinces of one city have no effects of their own. */
const MUNICIPALITIES = 4;

/** The cities of the study: a province has several of them.   中文: 研究 003 的城市 */
export function cityList003(settings: Settings003) {
  return inventedCities(settings.cities + MUNICIPALITIES).filter((c) => !c.municipality);
}

/** Intelligent-manufacturing pilots and key-technology innovation of listed firms. 中文: 研究 003 */
export const design003: SimulateDesign<Settings003> = {
  name: "003",
  title: {
    en: "listed firms in cities with intelligent-manufacturing pilots",
    zh: "智能制造试点城市的上市公司",
  },
  schema: settings003,
  files: ["corpus/invented-cities.csv"],
  write(settings, { folder, seed, progress }) {
    const cities = cityList003(settings);
    const files = files003(settings, seed, world003(settings, seed, cities));
    for (const [name, text] of files) {
      writeAtomic(join(folder, name), text);
      progress.advance();
    }
    writeAtomic(join(folder, "regions.csv"), toCsv(regionTable(cities)));
  },
};
