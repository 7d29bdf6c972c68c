import { least } from "../base/index.js";
import { clean } from "./clean-name.js";
import { hasLevel, inForce, liesIn, type NameIndex } from "./name-index.js";
import type { Area } from "./read-areas.js";
import type { Region } from "./region.js";

/** Where an address lies, as far as it says.   中文: 地址所在行政区 */
export interface LocatedAddress {
  readonly province?: Region;
  /** Prefecture-level unit, municipality, or county run directly by its province. */
  readonly city?: Region;
  readonly county?: Region;
  /** Where the chain of region names ends in the address, cleaned of blanks; 0 without one. */
  readonly end: number;
  /** Units the first name may stand for when the address does not settle it. */
  readonly candidates?: readonly Region[];
}

/** What reading an address needs to know of the code table; `Regions` has it. */
export interface AddressLookup {
  readonly byCode: (code: string) => Region | undefined;
  readonly today: (region: Region) => readonly Region[];
  readonly cityOf: (region: Region) => Region | undefined;
}

const MAX_NAME = 16;

/**
 * Reads the leading chain of region names of an address.   中文: 由地址识别省市县
 *
 * Postcode, blanks and the country are skipped; then each name must lie inside the one before, so
 * that 吉林省长春市朝阳区 is a district of 长春 and 北京市朝阳区 one of 北京, and a street called
 * 北京路 is never a place. Short names are taken for provinces and prefectures (广东深圳). A lone
 * district whose name several cities have (朝阳区, 鼓楼区) gives `candidates` and no city.
 * Old names lead to the unit of that name. With `where` = `start` the chain must begin there: a
 * name of a region inside another word (白山 in 长白山) is then none.
 */
export function locateAddress(
  address: string,
  regions: AddressLookup,
  index: NameIndex,
  where: "anywhere" | "start" = "anywhere",
): LocatedAddress {
  const text = clean(address);
  const start = /^(?:\d{6})?(?:中国|中华人民共和国)?/.exec(text)?.[0].length ?? 0;
  const last = where === "start" ? Math.min(start + 1, text.length - 1) : text.length - 1;
  for (let at = start; at < last; at++) {
    const chain = chainAt(text, at, index, regions);
    if (chain !== undefined) return chain;
  }
  return { end: 0 };
}

function chainAt(
  text: string,
  start: number,
  index: NameIndex,
  regions: AddressLookup,
): LocatedAddress | undefined {
  const first = longest(text, start, index, undefined, regions);
  if (first === undefined) return undefined;
  let candidates = first.areas;
  let end = first.end;
  for (;;) {
    const next = longest(text, end, index, candidates, regions);
    if (next === undefined) break;
    candidates = next.areas;
    end = next.end;
    if (candidates.every((a) => a.level === "county")) break;
  }
  return place(settle(candidates, regions), end, regions);
}

/** The longest name at a position that lies inside one of the units named before. */
function longest(
  text: string,
  start: number,
  index: NameIndex,
  before: readonly Area[] | undefined,
  regions: AddressLookup,
): { readonly areas: readonly Area[]; readonly end: number } | undefined {
  for (let length = Math.min(MAX_NAME, text.length - start); length >= 2; length--) {
    const name = text.slice(start, start + length);
    const full = index.full.get(name) ?? [];
    const short = (index.short.get(name) ?? []).filter((a) => a.level !== "county");
    const pool = [...full, ...short];
    const areas = before === undefined ? pool : pool.filter((a) => isInside(a, before, regions));
    if (areas.length > 0) return { areas, end: start + length };
  }
  return undefined;
}

function isInside(area: Area, before: readonly Area[], regions: AddressLookup): boolean {
  return before.some((b) => {
    if (b.code === area.code && b.level === area.level) return false;
    if (b.level === "county") return false;
    if (liesIn(area, b)) return true;
    // 襄樊市襄阳区, 莱芜市莱城区: an old city with a district of another code.
    return regions.today(b).some((now) => now.level !== "county" && liesIn(area, now));
  });
}

function settle(areas: readonly Area[], regions: AddressLookup): readonly Area[] {
  const levels = ["province", "prefecture", "county"];
  const current = areas.filter((a) => inForce(a, undefined));
  const pool = current.length > 0 ? current : areas;
  const top = least(pool.map((a) => levels.indexOf(a.level)));
  const best = pool.filter((a) => levels.indexOf(a.level) === top);
  const seen = new Map<string, Area>();
  for (const area of best.toSorted((a, b) => b.from - a.from)) {
    const key = regions
      .today(area)
      .map((r) => r.code)
      .join(";");
    if (!seen.has(key)) seen.set(key, area);
  }
  return [...seen.values()];
}

function place(areas: readonly Area[], end: number, regions: AddressLookup): LocatedAddress {
  const region = areas[0]!;
  const province = regions.byCode(region.provinceCode);
  const sameProvince = areas.every((a) => a.provinceCode === region.provinceCode);
  const found = { ...(province !== undefined && sameProvince ? { province } : {}), end };
  if (areas.length > 1) return { ...found, candidates: areas };
  const city = regions.cityOf(region);
  return {
    ...found,
    ...(city === undefined ? {} : { city }),
    ...(hasLevel(region, "county") ? { county: region } : {}),
  };
}
