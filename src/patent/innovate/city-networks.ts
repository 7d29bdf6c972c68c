import type { Regions } from "../../region/index.js";
import { createLocator } from "../applicant/locate-applicant.js";
import { foldApplicant } from "../applicant/normalise-applicant.js";
import type { Application } from "./applications.js";
import { EdgeCounter, type NetworkEdge, pairsOf } from "./networks.js";
import { cityToday } from "./unit-index.js";

/** Networks between cities.   中文: 城市间网络 */
export interface CityNetworks {
  /** Undirected: joint applications whose applicants sit in different cities. */
  readonly cooperation: readonly NetworkEdge[];
  /** Directed: transfers from an owner in one city to one in another, by year of transfer. */
  readonly transfers: readonly NetworkEdge[];
  /** Transfers that could not be placed: an end without a city, or no date. */
  readonly transfersUnplaced: number;
}

/** One application behind one edge. */
export interface EdgePart extends Pick<NetworkEdge, "year" | "from" | "to"> {
  readonly network: "cooperation" | "transfer";
  readonly application: Application;
}

/**
 * Cooperation and transfer networks between cities.   中文: 城市间合作与转让网络
 *
 * The owner of a transfer is placed where an applicant of the same normalised name sits in the
 * data, else by the place in its name; the giver is, where not named, the first applicant. `see` is
 * told of each application that an edge is made of.
 */
export function cityNetworks(
  applications: readonly Application[],
  regions: Regions,
  see: (part: EdgePart) => void = () => {},
): CityNetworks {
  const cooperation = new EdgeCounter();
  const transfers = new EdgeCounter();
  const known = new Map<string, string>();
  for (const a of applications) {
    for (const p of a.applicants) {
      if (p.regionCode !== null && !known.has(p.normalised)) known.set(p.normalised, p.regionCode);
    }
  }
  const locate = createLocator(regions);
  const placeOf = (name: string | undefined): string | undefined => {
    if (name === undefined) return undefined;
    const code = known.get(foldApplicant(name)) ?? locate(name, null)?.code;
    return code === undefined ? undefined : cityToday(code, regions);
  };
  let transfersUnplaced = 0;
  for (const a of applications) {
    const cities = a.applicants.flatMap((p) =>
      p.regionCode === null ? [] : [cityToday(p.regionCode, regions)],
    );
    for (const [from, to] of pairsOf(cities)) {
      cooperation.add(a.year, from, to);
      see({ network: "cooperation", year: a.year, from, to, application: a });
    }
    for (const t of a.transfers) {
      const from = placeOf(t.from ?? a.applicants[0]?.name);
      const to = placeOf(t.to);
      if (from === undefined || to === undefined || t.date === null) transfersUnplaced++;
      else if (from !== to) {
        const year = Number(t.date.slice(0, 4));
        transfers.add(year, from, to);
        see({ network: "transfer", year, from, to, application: a });
      }
    }
  }
  return { cooperation: cooperation.edges(), transfers: transfers.edges(), transfersUnplaced };
}
