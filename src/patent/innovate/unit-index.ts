import type { Regions } from "../../region/index.js";
import type { Panel } from "../../table/index.js";
import {
  foldApplicant,
  type NameMap,
  normaliseApplicant,
} from "../applicant/normalise-applicant.js";
import type { Application } from "./applications.js";

/** What patents are counted by. */
export type InnovationUnit = "city" | "province" | "firm";

/** Which units an application belongs to. */
export interface UnitOptions {
  readonly unit: InnovationUnit;
  readonly regions: Regions;
  /** Former names and affiliates, normalised. */
  readonly names?: NameMap | undefined;
  /** Listed firms: normalised name → firm code; others are then left out. */
  readonly firms?: NameMap | undefined;
}

/** The units of an application, each once, in the order of its applicants.   中文: 所属单位 */
export function unitsOf(application: Application, options: UnitOptions): string[] {
  const found = new Set<string>();
  for (const { name, regionCode } of application.applicants) {
    if (options.unit === "firm") {
      const firm = firmOf(name, options);
      if (firm !== undefined) found.add(firm);
    } else if (regionCode !== null) {
      found.add(
        options.unit === "city"
          ? cityToday(regionCode, options.regions)
          : provinceOf(regionCode, options.regions),
      );
    }
  }
  return [...found];
}

/** The firm of an applicant: its code in the user's table, else its normalised name. */
export function firmOf(name: string, options: Omit<UnitOptions, "unit" | "regions">) {
  const normal = normaliseApplicant(name, options.names);
  return options.firms === undefined ? normal : options.firms.get(normal);
}

/** The city that most applications of a firm name for it; of equals, the one named first. */
export function firmHome(
  firm: string,
  applications: readonly Application[],
  options: UnitOptions,
): string | undefined {
  const counts = new Map<string, number>();
  for (const { applicants } of applications) {
    for (const { name, regionCode } of applicants) {
      if (regionCode === null || firmOf(name, options) !== firm) continue;
      const city = cityToday(regionCode, options.regions);
      counts.set(city, (counts.get(city) ?? 0) + 1);
    }
  }
  let home: string | undefined;
  for (const [city, n] of counts) if (home === undefined || n > counts.get(home)!) home = city;
  return home;
}

/** 襄樊 counts for 襄阳, 莱芜 for 济南; a city that was split keeps its own code. */
export function cityToday(code: string, regions: Regions): string {
  const region = regions.byCode(code);
  if (region === undefined) return code;
  const now = regions.today(region);
  if (now.length !== 1) return code;
  return regions.cityOf(now[0]!)?.code ?? now[0]!.code;
}

function provinceOf(code: string, regions: Regions): string {
  return regions.byCode(code)?.provinceCode ?? `${code.slice(0, 2)}0000`;
}

/** The unit-years of a panel, `unit\tyear`, with names resolved to codes. */
export function frameKeys(panel: Panel, options: UnitOptions): string[] {
  const ids = panel.unitFactor.levels.map((level) => {
    const name = String(level);
    if (options.unit === "firm") return options.firms === undefined ? foldApplicant(name) : name;
    const level3 = options.unit === "city" ? "prefecture" : "province";
    const region = options.regions.find(name, { level: level3 });
    if (region === undefined) return name;
    return options.unit === "city" ? cityToday(region.code, options.regions) : region.code;
  });
  return Array.from(panel.times, (time, i) => `${ids[panel.unitFactor.codes[i]!]!}\t${time}`);
}
