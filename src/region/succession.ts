import { groupBy } from "../base/index.js";
import type { Area } from "./read-areas.js";
import type { Region } from "./region.js";
import { shortName } from "./short-name.js";

/** Leads from units of the past to those of today. */
export interface Succession {
  readonly today: (region: Region) => readonly Region[];
}

/**
 * Follows a unit to the units of today.   中文: 区划沿革
 *
 * Counties: the successor codes of the code table. Prefectures: the same code if it is in use
 * (a rename), else the listed changes since 2000, else where their counties went; when one of
 * those prefectures bears the same stem (宜春地区 → 宜春市) it alone is the successor.
 */
export function createSuccession(
  areas: readonly Area[],
  byCode: ReadonlyMap<string, readonly Area[]>,
  changes: ReadonlyMap<string, readonly string[]>,
): Succession {
  const memo = new Map<Region, readonly Region[]>();
  const counties = groupBy(
    areas.filter((a) => a.level === "county" && a.prefectureCode !== undefined),
    (a) => `${a.prefectureCode}${a.prefecture}`,
  );
  const current = (code: string): Area | undefined =>
    byCode.get(code)?.find((a) => a.to === undefined);

  const follow = (code: string, seen: ReadonlySet<string>): readonly Area[] => {
    const now = current(code);
    if (now !== undefined) return [now];
    if (seen.has(code)) return [];
    const last = byCode.get(code)?.at(-1);
    return last === undefined ? [] : next(last, new Set([...seen, code]));
  };

  const next = (area: Area, seen: ReadonlySet<string>): readonly Area[] => {
    if (area.level === "county") return unique(area.successors.flatMap((c) => follow(c, seen)));
    const listed = changes.get(area.code) ?? area.successors;
    if (listed.length > 0) return unique(listed.flatMap((c) => follow(c, seen)));
    const homes = unique(
      (counties.get(`${area.code}${area.name}`) ?? [])
        .flatMap((c) => (c.to === undefined ? [c] : next(c, seen)))
        .map((c) => current(c.prefectureCode ?? c.code))
        .filter((a) => a !== undefined),
    );
    const same = homes.filter((h) => shortName(h.name) === shortName(area.name));
    return same.length === 1 ? same : homes;
  };

  const today = (region: Region): readonly Region[] => {
    const known = memo.get(region);
    if (known !== undefined) return known;
    const now = current(region.code);
    const found = now !== undefined ? [now] : next(region as Area, new Set([region.code]));
    memo.set(region, found);
    return found;
  };
  return { today };
}

function unique(areas: readonly Area[]): readonly Area[] {
  return [...new Map(areas.map((a) => [a.code, a])).values()];
}
