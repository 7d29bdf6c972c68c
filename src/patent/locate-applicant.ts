import type { Regions } from "../region/index.js";
import type { Locator } from "./import/patent-record.js";

const MAX_CACHE = 500_000;

/**
 * Finds the city of an applicant: by the address, else by the place at the head of its name.
 * 中文: 申请人所在城市
 *
 * `how` is `address` or `name`. A name is only believed when it begins with a place (深圳市…,
 * 中山大学 does not count: universities and institutes named after places or persons are left to
 * their address). Ambiguous districts without a city (朝阳区) give nothing.
 */
export function createLocator(regions: Regions): Locator {
  const byAddress = new Map<string, string | undefined>();
  const byName = new Map<string, string | undefined>();
  return (applicant, address) => {
    if (address !== null) {
      const code = cached(byAddress, address, () => regions.locate(address).city?.code);
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
    if (city !== undefined) return city.code;
  }
  return undefined;
}
