import type { Regions } from "../../region/index.js";
import type { Store } from "../../store/index.js";

/** An applicant of stored patents for whom no city was found.   中文: 未识别城市的申请人 */
export interface UnplacedApplicant {
  readonly name: string;
  readonly address: string | null;
  readonly patents: number;
  /** What the address may mean (鼓楼区 of several cities); empty where it names no place. */
  readonly candidates: readonly string[];
}

/**
 * The applicants without a city, the most frequent first: what to look up by hand.
 * 中文: 未识别城市清单
 *
 * @example unplacedApplicants(store, Regions.load())[0]?.candidates
 */
export function unplacedApplicants(
  store: Store,
  regions: Regions,
  limit = 10_000,
): UnplacedApplicant[] {
  const rows = store.connection
    .prepare(
      `SELECT name, address, count(DISTINCT patent_id) AS patents FROM patent_applicants
       WHERE region_code IS NULL GROUP BY name, address ORDER BY patents DESC, name, address LIMIT ?`,
    )
    .all(limit) as Omit<UnplacedApplicant, "candidates">[];
  return rows.map((row) => ({ ...row, candidates: candidatesOf(row.address, regions) }));
}

/** Each candidate with the city it lies in: 南京市鼓楼区. */
function candidatesOf(address: string | null, regions: Regions): string[] {
  if (address === null) return [];
  const found = (regions.locate(address).candidates ?? []).map((region) => {
    const city = regions.cityOf(region);
    return city === undefined || city.code === region.code ? region.name : city.name + region.name;
  });
  return [...new Set(found)];
}
