import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRng } from "../../src/base/index.js";

const CITIES = 60;
const YEARS = [2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017];

/** Effects that are built into the panel of `smallStudy`. */
export const PLANTED = { pilot: 0.5, second: 0.2 } as const;

/** First treated year of each city: a quarter in 2013, a quarter in 2015, the rest never. */
export function firstYear(city: number): number {
  return city % 4 === 0 ? 2013 : city % 4 === 1 ? 2015 : 0;
}

/** A second policy, before or after the first in some cities. */
export function secondYear(city: number): number {
  const wave = Math.floor(city / 4) % 4;
  return wave === 0 ? 2014 : wave === 1 && city % 4 < 3 ? 2016 : 0;
}

/**
 * Writes a small study into a folder: a panel of 60 cities and 8 years with two policies, a second
 * panel of firms, a policy list, and a study file with the sections given.
 */
export function smallStudy(folder: string, sections: string, change = (t: string) => t): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "panel.csv"), panel());
  writeFileSync(join(folder, "firms.csv"), firms());
  writeFileSync(join(folder, "cities.csv"), cities());
  writeFileSync(join(folder, "pilots.csv"), pilots());
  const file = join(folder, "study.yaml");
  writeFileSync(file, change(`${HEAD}\nsections:\n${sections}`));
  return file;
}

const HEAD = `
name: small
title: { en: A small study, zh: 小型研究 }
simulated: true
seed: 7
data:
  panel: panel.csv
  unit: city
  time: year
  panels:
    firms: { file: firms.csv, unit: firm, time: year }
    places: { file: cities.csv }
  labels:
    pilot: { en: Pilot policy, zh: 试点政策 }
    gdp: { en: GDP per head, zh: 人均产出 }
policies:
  pilot: { first: pilot_year }
  second: { list: pilots.csv, city: city }
  dual: { all: [pilot, second] }
  firm_pilot: { first: pilot_year, panel: firms }
prepare:
  - { fill: [gdp] }
  - { merge: [lat, lon, relief], from: places, on: [city] }
  - { derive: lgdp, formula: "ln(gdp)" }
  - { derive: base_gdp, formula: "mean(gdp, city, year < 2013)" }
  - { split: gdp, name: rich, at: median, over: units, before: 2013 }
  - { winsorise: [fin], percent: 1 }
samples: { late: "year >= 2011", not-first: "city != 'c00'" }
policy: pilot
outcome: y
controls: [lgdp, fin]
fixedEffects: [city, year]
cluster: [city]`;

function panel(): string {
  const rng = createRng(11);
  const rows = ["city,province,year,y,m,gdp,fin,z,x,pilot_year"];
  for (let c = 0; c < CITIES; c++) {
    const level = rng.normal();
    const g = firstYear(c);
    const h = secondYear(c);
    for (const year of YEARS) {
      const gdp = Math.exp(1 + 0.3 * level + 0.05 * (year - 2010) + 0.1 * rng.normal());
      const fin = 1 + 0.2 * rng.normal();
      const z = rng.normal();
      const shock = rng.normal();
      const x = z + 0.5 * shock;
      const did = g > 0 && year >= g ? 1 : 0;
      const dual = h > 0 && year >= h ? 1 : 0;
      const m = 0.4 * did + 0.2 * rng.normal() + 0.1 * level;
      const y =
        level +
        0.02 * (year - 2010) +
        PLANTED.pilot * did +
        PLANTED.second * dual +
        0.3 * Math.log(gdp) +
        0.1 * x +
        0.1 * shock +
        0.2 * rng.normal();
      const missing = c === 3 && year === 2012;
      rows.push(
        [
          name(c),
          `p${c % 6}`,
          year,
          y.toFixed(6),
          m.toFixed(6),
          missing ? "" : gdp.toFixed(6),
          fin.toFixed(6),
          z.toFixed(6),
          x.toFixed(6),
          g,
        ].join(","),
      );
    }
  }
  return `${rows.join("\n")}\n`;
}

function firms(): string {
  const rng = createRng(12);
  const rows = ["firm,city,field,year,sales,patents,pilot_year"];
  for (let f = 0; f < 120; f++) {
    const c = f % CITIES;
    const g = firstYear(c);
    for (const year of YEARS) {
      const did = g > 0 && year >= g ? 1 : 0;
      const sales = 2 + 0.3 * did + 0.2 * rng.normal();
      const patents = Math.floor(Math.exp(0.5 + 0.3 * did + 0.3 * rng.normal()));
      rows.push([`f${f}`, name(c), `F${f % 3}`, year, sales.toFixed(5), patents, g].join(","));
    }
  }
  return `${rows.join("\n")}\n`;
}

function cities(): string {
  const rng = createRng(13);
  const rows = ["city,lat,lon,relief"];
  for (let c = 0; c < CITIES; c++) {
    const at = [25 + 10 * rng.uniform(), 100 + 15 * rng.uniform(), rng.uniform()];
    rows.push([name(c), ...at.map((v) => v.toFixed(4))].join(","));
  }
  return `${rows.join("\n")}\n`;
}

function pilots(): string {
  const rows = ["policy,city,effective_year"];
  for (let c = 0; c < CITIES; c++) {
    if (secondYear(c) > 0) rows.push(`Second,${name(c)},${secondYear(c)}`);
  }
  return `${rows.join("\n")}\n`;
}

function name(c: number): string {
  return `c${String(c).padStart(2, "0")}`;
}

/** Reads what a run left. */
export function readJson(path: string): Record<string, never> {
  return JSON.parse(readFileSync(path, "utf8"));
}
