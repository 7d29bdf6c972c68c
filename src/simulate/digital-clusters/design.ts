import { join } from "node:path";
import { packageRoot, writeAtomic } from "../../base/index.js";
import { openSystem } from "../../indices/index.js";
import { toCsv } from "../../table/index.js";
import type { SimulateDesign } from "../design.js";
import { inventedCities, regionTable } from "../parts/records/invented-cities.js";
import type { Systems004 } from "./level.js";
import { type Settings004, settings004 } from "./settings.js";
import { files004, world004 } from "./simulate.js";

/** The cities of the study.   中文: 研究 004 的城市 */
export function cityList004(settings: Settings004) {
  return inventedCities(settings.cities, { east: settings.east });
}

/** The systems of the study file: the planted effects are calibrated on the index that it builds. */
export function systems004(): Systems004 {
  const own = (name: string) => openSystem(join(packageRoot(), "studies", "systems", name));
  return {
    nqp: openSystem("nqp-26"),
    digital: own("digital-economy.yaml"),
    real: own("real-economy.yaml"),
  };
}

/** Broadband China, innovative clusters and new quality productive forces. 中文: 研究 004 */
export const design004: SimulateDesign<Settings004> = {
  name: "004",
  title: {
    en: "cities with broadband and cluster pilots",
    zh: "宽带中国与创新型产业集群试点城市",
  },
  schema: settings004,
  files: [
    "corpus/invented-cities.csv",
    "corpus/sentences.yaml",
    "studies/systems/digital-economy.yaml",
    "studies/systems/real-economy.yaml",
  ],
  write(settings, { folder, seed, progress }) {
    const cities = cityList004(settings);
    const files = files004(settings, seed, world004(settings, seed, cities, systems004()));
    for (const [name, text] of files) {
      writeAtomic(join(folder, name), text);
      progress.advance();
    }
    writeAtomic(join(folder, "regions.csv"), toCsv(regionTable(cities)));
  },
};
