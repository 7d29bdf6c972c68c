import { clean } from "./clean-name.js";
import { standsAt } from "./name-index.js";
import type { Region, RegionLevel } from "./region.js";
import type { Regions } from "./regions.js";

/** What a name may be matched to. */
export interface MatchNameOptions {
  /** Level of the units. Default `prefecture` (with the municipalities and 济源, 仙桃 and their like). */
  readonly level?: RegionLevel;
  /** Only units in this province or prefecture (name or code). Default anywhere. */
  readonly within?: string;
  /** `prefecture`: a county or district stands for its own prefecture. Default: it is unmatched. */
  readonly to?: "prefecture";
}

/** A name with its unit. */
export interface FoundName {
  readonly value: string;
  readonly status: "matched";
  /** The unit of that name, which may be of the past. */
  readonly region: Region;
  /** The unit of today that it became itself; `region` where it was merged, split or lasts. */
  readonly unit: Region;
  readonly how: "code" | "name" | "short" | "suffix" | "old-name" | "path" | "to-prefecture";
  /** Other units that the same name names; a match with namesakes is said, never silent. */
  readonly namesakes: readonly Region[];
}

/** Why a name has no unit; `county` and `province`: it is a unit of that level. */
export type UnmatchedReason =
  | "unknown"
  | "ambiguous"
  | "county"
  | "province"
  | "prefecture"
  | "zone"
  | "placeholder";

/** A name without a unit. */
export interface MissedName {
  readonly value: string;
  readonly status: "unmatched";
  /** `placeholder`: 市辖区, 合计 …; `zone`: a development zone, new area, scenic area. */
  readonly reason: UnmatchedReason;
  readonly nearest?: string;
  readonly candidates?: readonly string[];
}

const PLACEHOLDER =
  /^(?:中国|全国|市辖区|县|(?:省|自治区)直辖.*|.*(?:合计|总计|全市|全省|平均|其他|其它))$/;

/** New areas, development zones, parks: no divisions of the code table. */
const ZONE =
  /(?:新区|新城|开发区|高新区|经开区|工业区|园区|产业园|科技园|保税区|保税港区|度假区|风景区|景区|示范区|试验区|实验区|管理区|合作区|先行区|功能区|集聚区|港区|航空港|生态城|科技城|商务区|林业局|农场)$/;

/**
 * Gives one name its unit, or the reason why it has none.   中文: 识别一个地名
 *
 * The one matcher of the program: columns of data, policy lists and addresses of cities all come
 * through here. Names count with or without 市/地区/州/盟, under old names, as codes of any year
 * and as paths (安徽省合肥市). The name of a county, district, zone or new area is never taken for
 * the prefecture of the same stem.
 *
 * @example matchName("长沙县", regions).status // "unmatched", reason "county"
 * @example matchName("长沙县", regions, { to: "prefecture" }) // 430100, how "to-prefecture"
 */
export function matchName(
  value: string,
  regions: Regions,
  options: MatchNameOptions = {},
): FoundName | MissedName {
  const level = options.level ?? "prefecture";
  const within = options.within === undefined ? {} : { within: options.within };
  const result = regions.lookUp(value, { level, ...within });
  if (result.status === "found") return found(value, result.region, result.how, level, regions);
  const text = clean(value);
  if (PLACEHOLDER.test(text)) return { value, status: "unmatched", reason: "placeholder" };
  if (result.status === "ambiguous") {
    return missed(value, "ambiguous", result.candidates);
  }
  for (const other of ["province", "prefecture", "county"] as const) {
    if (other === level) continue;
    const elsewhere = regions.lookUp(value, { level: other, ...within });
    if (elsewhere.status === "ambiguous") return missed(value, other, elsewhere.candidates);
    if (elsewhere.status === "unknown") continue;
    const home = options.to === "prefecture" ? homeOf(elsewhere.region, level, regions) : undefined;
    if (home !== undefined) {
      const unit = regions.continuation(home) ?? home;
      return { value, status: "matched", region: home, unit, how: "to-prefecture", namesakes: [] };
    }
    return missed(value, other, [elsewhere.region]);
  }
  // Codes of placeholders end in 90; those of counties run by a province too.
  if (/^\d{4}(?:90|00)?(?:\.0)?$/.test(text)) {
    return { value, status: "unmatched", reason: "placeholder" };
  }
  if (ZONE.test(text)) return { value, status: "unmatched", reason: "zone" };
  const nearest = regions.suggest(text, { level, ...within });
  return {
    value,
    status: "unmatched",
    reason: "unknown",
    ...(nearest === undefined ? {} : { nearest }),
  };
}

function found(
  value: string,
  region: Region,
  how: FoundName["how"],
  level: RegionLevel,
  regions: Regions,
): FoundName {
  // Only the asked level narrowed a name down where it also names units of other levels.
  const namesakes =
    how === "code" || level !== "prefecture" ? [] : regions.namesakes(value, region);
  const unit = regions.continuation(region) ?? region;
  return { value, status: "matched", region, unit, how, namesakes };
}

function homeOf(county: Region, level: RegionLevel, regions: Regions): Region | undefined {
  if (level !== "prefecture" || county.level !== "county") return undefined;
  const home = regions.cityOf(county);
  return home !== undefined && standsAt(home, "prefecture") ? home : undefined;
}

function missed(value: string, reason: UnmatchedReason, candidates: readonly Region[]): MissedName {
  return { value, status: "unmatched", reason, candidates: candidates.map(describe) };
}

/** A unit with what tells it from its namesakes: 吉林省长春市朝阳区 220104. */
export function describe(region: Region): string {
  const parts = [region.province, region.prefecture, region.name];
  const path = parts.filter((p, i) => p !== undefined && parts.indexOf(p) === i).join("");
  return `${path} ${region.code}`;
}
