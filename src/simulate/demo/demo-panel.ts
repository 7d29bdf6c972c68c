import { createRng } from "../../base/index.js";
import { numberColumn, Table, textColumn } from "../../table/index.js";
import { type DemoCity, isTreated, STREAM } from "./demo-cities.js";
import type { DemoSettings } from "./demo-settings.js";

/**
 * The simulated city-year panel. Each indicator is city effect + year effect + planted effect ×
 * treated + noise, so that two-way fixed effects recover the planted effect.
 * 中文: 模拟城市面板
 */
export function demoPanel(settings: DemoSettings, cities: readonly DemoCity[]): Table {
  const years = yearsOf(settings);
  const rng = createRng(settings.seed, STREAM.panel);
  const yearShock = years.map(() => ({ rd: rng.normal(), tech: rng.normal(), net: rng.normal() }));
  const rows = cities.flatMap((city) => {
    const size = rng.normal();
    const wealth = rng.normal();
    const base = {
      population: 380 * Math.exp(0.45 * size),
      rd: 42 + 6 * wealth,
      tech: 0.19 + 0.03 * wealth,
      net: 24 + 3 * rng.normal(),
      energy: 0.95 + 0.08 * rng.normal(),
      gov: 0.16 + 0.02 * rng.normal(),
      fin: 1.1 + 0.15 * rng.normal(),
      open: 0.12 + 0.03 * rng.normal(),
    };
    return years.map((year, t) => {
      const treated = isTreated(city, year) ? 1 : 0;
      const shock = yearShock[t]!;
      const population = round(base.population * Math.exp(0.006 * t + 0.004 * rng.normal()), 2);
      const pgdp = 10.3 + 0.3 * wealth + 0.075 * t + 0.03 * rng.normal();
      const gdp = round((Math.exp(pgdp) * population) / 1e4, 2);
      const share = (value: number, sd: number): number => value + sd * rng.normal();
      const rd =
        share(base.rd + 1.4 * t + shock.rd, 1.6) + settings.planted.rdStaffPer10k * treated;
      const tech =
        share(base.tech + 0.006 * t + 0.004 * shock.tech, 0.011) +
        settings.planted.highTechShare * treated;
      const net =
        share(base.net + 1.1 * t + 0.3 * shock.net, 1.2) +
        settings.planted.internetPer100 * treated;
      const energy =
        share(base.energy - 0.018 * t, 0.022) + settings.planted.energyIntensity * treated;
      return {
        city,
        year,
        population,
        gdp,
        rdStaff: Math.round(rd * population),
        highTech: round(tech * gdp, 3),
        broadband: round((net / 100) * population, 3),
        energy: round(energy * gdp, 2),
        pgdp: round(Math.log((gdp * 1e4) / population), 6),
        gov: round(share(base.gov + 0.002 * t, 0.008), 5),
        fin: round(share(base.fin + 0.02 * t, 0.05), 5),
        open: round(share(base.open, 0.012), 5),
      };
    });
  });
  const simulated = { source: "模拟数据 simulated" };
  const numbers = (name: keyof (typeof rows)[number] & string, as: string, unit: string) =>
    numberColumn(
      as,
      rows.map((r) => r[name] as number),
      { unit, ...simulated },
    );
  return new Table([
    textColumn(
      "city",
      rows.map((r) => r.city.name),
      simulated,
    ),
    textColumn(
      "city_code",
      rows.map((r) => r.city.code),
      simulated,
    ),
    textColumn(
      "province",
      rows.map((r) => r.city.province),
      simulated,
    ),
    numbers("year", "year", "年"),
    numberColumn(
      "first_treated",
      rows.map((r) => r.city.firstTreated),
      simulated,
    ),
    numbers("population", "population", "万人"),
    numbers("gdp", "gdp", "亿元"),
    numbers("rdStaff", "rd_staff_n", "人"),
    numbers("highTech", "high_tech_output", "亿元"),
    numbers("broadband", "broadband", "万户"),
    numbers("energy", "energy_use", "万吨标准煤"),
    numbers("pgdp", "pgdp", "ln 元"),
    numbers("gov", "gov", "比重"),
    numbers("fin", "fin", "比重"),
    numbers("open", "open", "比重"),
  ]);
}

/** The years of the corpus, ascending. */
export function yearsOf(settings: DemoSettings): number[] {
  const { first, last } = settings.years;
  return Array.from({ length: last - first + 1 }, (_, t) => first + t);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
