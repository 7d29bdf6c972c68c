import type { Region, Regions } from "../../region/index.js";
import type { Locator } from "../import/patent-record.js";

const MAX_CACHE = 500_000;

/**
 * Finds the city of an applicant: by the address, else by the place at the head of its name.
 * 中文: 申请人所在城市
 *
 * The code is that of the city which holds the place today: 莱芜 gives 济南, 巢湖市居巢区 合肥; a
 * city that was split keeps its own code where no district tells. `how` is `address` or `name`. A
 * name is only believed when it begins with a place (深圳市…,
 * 中山大学 does not count: universities and institutes named after places or persons are left to
 * their address). Ambiguous districts without a city (朝阳区) give nothing.
 */
export function createLocator(regions: Regions): Locator {
  const byAddress = new Map<string, string | undefined>();
  const byName = new Map<string, string | undefined>();
  return (applicant, address) => {
    if (address !== null) {
      const code = cached(byAddress, address, () => cityOfAddress(address, regions));
      if (code !== undefined) return { code, how: "address" };
    }
    const code = cached(byName, applicant, () => cityInName(applicant, regions));
    return code === undefined ? undefined : { code, how: "name" };
  };
}

function cached(
  map: Map<string, string | undefined>,
  key: string,
  make: () => string | undefined,
): string | undefined {
  if (map.has(key)) return map.get(key);
  if (map.size >= MAX_CACHE) map.clear();
  const made = make();
  map.set(key, made);
  return made;
}

/** The narrowest unit that the address names decides; several readings must agree on the city. */
function cityOfAddress(address: string, regions: Regions): string | undefined {
  const place = regions.locate(address);
  const narrow = place.county ?? place.city;
  if (narrow !== undefined) {
    return (
      cityNow(narrow, regions) ?? (place.city && cityNow(place.city, regions)) ?? place.city?.code
    );
  }
  const readings = new Set((place.candidates ?? []).map((c) => cityNow(c, regions)));
  // Rows of the code table without a successor say nothing.
  readings.delete(undefined);
  const [only] = readings;
  return readings.size === 1 ? only : undefined;
}

/** The city of today that holds a unit; undefined when its territory went to several. */
function cityNow(region: Region, regions: Regions): string | undefined {
  const cities = new Set(regions.today(region).map((r) => regions.cityOf(r)?.code));
  const [only] = cities;
  return cities.size === 1 ? only : undefined;
}

/** The city named first in a firm's name (广州斑马智行…) or in its brackets (阿波罗（北京）). */
function cityInName(name: string, regions: Regions): string | undefined {
  const text = name.normalize("NFKC").replace(/\s/g, "");
  if (!/\p{Script=Han}/u.test(text)) return undefined;
  const bracket = /\(([^()]{2,10})\)/.exec(text)?.[1];
  for (const part of [text, bracket]) {
    if (part === undefined) continue;
    const mention = regions.findInText(part).find((m) => m.start === 0);
    if (mention === undefined || mention.candidates.length > 1) continue;
    const city = regions.cityOf(mention.region);
    if (city !== undefined) return cityNow(city, regions) ?? city.code;
  }
  return undefined;
}
