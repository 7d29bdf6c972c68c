import { groupBy, least, nearest } from "../base/index.js";
import { clean } from "./clean-name.js";
import { regionError } from "./errors.js";
import { findMentions, type Mention } from "./find-mentions.js";
import { type LocatedAddress, locateAddress } from "./locate-address.js";
import {
  buildNameIndex,
  hasLevel,
  inForce,
  levelsOfKind,
  liesIn,
  type NameIndex,
  standsAt,
} from "./name-index.js";
import {
  type Area,
  readAliases,
  readAreas,
  readChanges,
  readCities,
  readOwnUnits,
  readVariants,
} from "./read-areas.js";
import type { City, Region, RegionLevel } from "./region.js";
import { shortName } from "./short-name.js";
import { createSuccession, type Succession } from "./succession.js";

/** What narrows a name down. */
export interface ResolveOptions {
  /** Only units of this level; `prefecture` takes the four municipalities too. Default any. */
  readonly level?: RegionLevel;
  /** Only units in this province or prefecture (name or code). Default anywhere. */
  readonly within?: string;
  /** Names as of the end of this year come first. Default today. */
  readonly year?: number;
}

/** What became of a name.   中文: 名称识别结果 */
export type Resolution =
  | {
      readonly status: "found";
      /** The unit under the name that was found (which may be of the past). */
      readonly region: Region;
      readonly how: "code" | "name" | "short" | "suffix" | "old-name" | "path";
    }
  | { readonly status: "ambiguous"; readonly candidates: readonly Region[] }
  | { readonly status: "unknown"; readonly nearest?: string };

let shared: Regions | undefined;
let variants: ReadonlyMap<string, string> | undefined;

/**
 * Provinces, prefectures and counties since 1981 with their names, codes and changes.
 * 中文: 行政区划
 *
 * Names are found with or without 省/市/地区/州/盟/自治区, by code, under old names with their years,
 * and as a path (广东省深圳市). A name that fits several units is reported, never guessed.
 *
 * Source    codes of the Ministry of Civil Affairs since 1981 (yescallop/areacodes, CC0); see
 *           `dictionaries/regions/manifest.json`.
 * @example
 * const regions = Regions.load();
 * regions.find("襄樊", { level: "prefecture" })?.name; // "襄樊市", in force 1981–2010
 * regions.today(regions.find("襄樊市")!)[0]?.name; // "襄阳市"
 * regions.findInText("海拉尔区政府工作报告")[0]?.region.code; // "150702"
 * regions.locate("518129 广东省深圳市龙岗区坂田").city?.name; // "深圳市"
 */
export class Regions {
  /** Every row of the code table, old ones too. */
  readonly all: readonly Region[];
  /** The prefecture-level units of today with their attributes. */
  readonly cities: readonly City[];
  readonly #index: NameIndex;
  readonly #byCode: ReadonlyMap<string, readonly Area[]>;
  readonly #cityByCode: ReadonlyMap<string, City>;
  readonly #succession: Succession;

  /** File of the user's own units, if any: with it another thread can load the same table. */
  readonly ownFile: string | undefined;

  private constructor(areas: readonly Area[], cities: readonly City[], ownFile?: string) {
    this.ownFile = ownFile;
    this.all = areas;
    this.cities = cities;
    this.#index = buildNameIndex(areas, cities, readAliases());
    this.#byCode = groupBy(areas, (a) => a.code);
    this.#cityByCode = new Map(cities.map((c) => [c.code, c]));
    this.#succession = createSuccession(areas, this.#byCode, readChanges());
  }

  /** The bundled tables; read once for each process (about 40 ms). */
  static load(): Regions {
    shared ??= new Regions(readAreas(), readCities());
    return shared;
  }

  /**
   * The bundled tables and a user's own units, such as the invented cities of a simulated study.
   *
   * Errors    file/not-found, table/missing-column, region/bad-unit.
   * @example Regions.loadWith("corpus/regions.csv").find("青岚市")?.code // "960100"
   */
  static loadWith(file: string): Regions {
    return new Regions([...readAreas(), ...readOwnUnits(file)], readCities(), file);
  }

  /** The unit of a name or code, or undefined when unknown or ambiguous. */
  find(name: string | number, options: ResolveOptions = {}): Region | undefined {
    const found = this.resolve(name, options);
    return found.status === "found" ? found.region : undefined;
  }

  /**
   * Looks a name or code up and says how it was found; an unknown one with the nearest name.
   *
   * Order: six-digit (twelve, four, two) code; official name; short name; another kind of suffix
   * of the same level (哈密地区 / 哈密市); a path of names. Today's names go before old ones;
   * provinces before prefectures before counties when no level is asked for. The name of a unit of
   * another level is never taken for the asked one of the same stem: 长沙县, 恩施市 (a county-level
   * city) and 长白山 are no prefectures.
   */
  resolve(name: string | number, options: ResolveOptions = {}): Resolution {
    const found = this.lookUp(name, options);
    if (found.status !== "unknown") return found;
    const guess = this.suggest(this.standardCharacters(clean(String(name))), options);
    return { status: "unknown", ...(guess === undefined ? {} : { nearest: guess }) };
  }

  /** As `resolve`, without the search for the nearest name. */
  lookUp(name: string | number, options: ResolveOptions = {}): Resolution {
    const text = clean(String(name));
    const found = this.#lookUpText(text, options);
    if (found.status !== "unknown") return found;
    const standard = this.standardCharacters(text);
    return standard === text ? found : this.#lookUpText(standard, options);
  }

  /** A name in the characters of the code table: 濟南市 → 济南市. */
  standardCharacters(name: string): string {
    variants ??= readVariants();
    return [...name].map((c) => variants?.get(c) ?? c).join("");
  }

  #lookUpText(text: string, options: ResolveOptions): Resolution {
    const byCode = this.#resolveCode(text, options);
    if (byCode !== undefined) return byCode;
    const container = options.within === undefined ? undefined : this.find(options.within);
    const fits = (a: Area): boolean =>
      (hasLevel(a, options.level) || (standsAt(a, options.level) && inForce(a, options.year))) &&
      (container === undefined || liesIn(a, container));
    const official = this.#index.full.get(text) ?? [];
    const tries = [
      { list: official, how: "name" },
      // The official name of a unit of another level says what is meant: nothing else is tried
      // (达县 is a county, though the former 达县地区 is 达县 for short).
      { list: official.length > 0 ? [] : (this.#index.short.get(text) ?? []), how: "short" },
      { list: official.length > 0 ? [] : this.#bySuffix(text), how: "suffix" },
    ] as const;
    for (const { list, how } of tries) {
      const kept = list.filter(fits);
      if (kept.length > 0) return this.#choose(kept, how, options);
    }
    if (official.length > 0) return { status: "unknown" };
    return this.#resolvePath(text, options) ?? { status: "unknown" };
  }

  /**
   * The other units of today that bear this name, short or full, on any level, outside the given
   * one: 吉林 for 吉林市 is also the province, 朝阳 for 朝阳市 also districts of 北京 and 长春.
   */
  namesakes(name: string, region: Region): readonly Region[] {
    const text = clean(name);
    const own = this.#unitKey(region as Area);
    return [...(this.#index.full.get(text) ?? []), ...(this.#index.short.get(text) ?? [])].filter(
      (a) =>
        inForce(a, undefined) &&
        this.#unitKey(a) !== own &&
        !liesIn(a, region) &&
        (a.level === "province" || this.cityOf(a)?.code !== region.code),
    );
  }

  /**
   * The unit of a name, or an error that says what to write.
   *
   * Errors    region/unknown (with the nearest name), region/ambiguous.
   */
  get(name: string | number, options: ResolveOptions = {}): Region {
    const found = this.resolve(name, options);
    if (found.status === "found") return found.region;
    if (found.status === "unknown") {
      throw regionError("unknown", { name: String(name), nearest: found.nearest });
    }
    throw regionError("ambiguous", {
      name: String(name),
      candidates: found.candidates.map((c) => `${pathOf(c)} (${c.code})`),
    });
  }

  /** The official name of today nearest to a misspelt one. */
  suggest(name: string, options: ResolveOptions = {}): string | undefined {
    const container = options.within === undefined ? undefined : this.find(options.within);
    const order: RegionLevel[] = ["province", "prefecture", "county"];
    for (const level of options.level === undefined ? order : [options.level]) {
      const names = new Map<string, string>();
      for (const area of this.all) {
        if (area.to !== undefined || !hasLevel(area, level)) continue;
        if (container !== undefined && !liesIn(area, container)) continue;
        names.set(area.name, area.name);
        names.set(shortName(area.name), area.name);
      }
      // One wrong character in a name of two or three is a typo; two are another place.
      const close = [...names.keys()].filter((n) => sharesMost(name, n));
      const first = (n: string): number => (n[0] === name[0] ? 0 : 1);
      const best = nearest(
        name,
        close.sort((a, b) => first(a) - first(b)),
      );
      if (best !== undefined) return names.get(best);
    }
    return undefined;
  }

  /** The names of regions in a text, in order of position; see `findMentions`. */
  findInText(text: string): readonly Mention[] {
    return findMentions(text, this.#index);
  }

  /** Province, city and county of an address; ambiguous names are settled by what stands before. */
  locate(address: string): LocatedAddress {
    return locateAddress(address, this, this.#index);
  }

  /** The row of a code, of that year or (default) the latest. */
  byCode(code: string, year?: number): Region | undefined {
    const rows = this.#byCode.get(code) ?? [];
    if (year !== undefined) return rows.find((r) => inForce(r, year));
    return rows.find((r) => r.to === undefined) ?? rows.at(-1);
  }

  /** Attributes of a prefecture-level unit or municipality of today. */
  city(code: string): City | undefined {
    return this.#cityByCode.get(code);
  }

  /**
   * The prefecture-level unit (or municipality) that a unit belongs to; a county run directly by
   * its province stands for itself; a province other than the municipalities has none.
   */
  cityOf(region: Region): Region | undefined {
    if (hasLevel(region, "prefecture")) return region;
    if (region.level === "province") return undefined;
    if (region.prefectureCode === undefined) return region;
    const rows = this.#byCode.get(region.prefectureCode) ?? [];
    return rows.find((r) => r.name === region.prefecture) ?? rows.at(-1);
  }

  /**
   * The units of today that hold a unit's territory: itself while it lasts, one after a rename,
   * upgrade or merger, several after a split.
   */
  today(region: Region): readonly Region[] {
    return this.#succession.today(region);
  }

  /**
   * The unit of today that a unit itself became by a change of name, code or rank (襄樊市 → 襄阳市,
   * 思茅地区 → 普洱市); undefined when it was merged into another (莱芜市) or split (巢湖市).
   */
  continuation(region: Region): Region | undefined {
    const [now, second] = this.today(region);
    if (now === undefined || second !== undefined || now.level !== region.level) return undefined;
    if (now.code === region.code) return now;
    const since = least((this.#byCode.get(now.code) ?? []).map((r) => r.from));
    return since >= (region.to ?? Number.POSITIVE_INFINITY) ? now : undefined;
  }

  #resolveCode(text: string, options: ResolveOptions): Resolution | undefined {
    // Twelve digits: the statistics bureau's codes, of which the last six are 0 down to counties.
    const [, short, six] = /^(?:(\d{2}|\d{4})|(\d{6})(?:0{6})?)(?:\.0+)?$/.exec(text) ?? [];
    const digits = short ?? six;
    if (digits === undefined) return undefined;
    const region = this.byCode(digits.padEnd(6, "0"), options.year);
    if (region === undefined) return { status: "unknown" };
    if (!standsAt(region, options.level)) return { status: "unknown" };
    return { status: "found", region, how: "code" };
  }

  /** 哈密地区 for 哈密市, 湘西自治州 for 湘西土家族苗族自治州: another kind of name of one level. */
  #bySuffix(text: string): readonly Area[] {
    const stem = shortName(text);
    if (stem === text) return [];
    const levels = levelsOfKind(text);
    return (this.#index.short.get(stem) ?? []).filter(
      (a) => levels === undefined || levels.includes(a.level),
    );
  }

  #choose(
    candidates: readonly Area[],
    how: "name" | "short" | "suffix",
    options: ResolveOptions,
  ): Resolution {
    const inTime = candidates.filter((a) => inForce(a, options.year));
    const pool = inTime.length > 0 ? inTime : candidates;
    const rank = (a: Area): number => ["province", "prefecture", "county"].indexOf(a.level);
    const top = least(pool.map(rank));
    const best = pool.filter((a) => rank(a) === top);
    const units = groupBy(best, (a) => this.#unitKey(a));
    if (units.size > 1) return { status: "ambiguous", candidates: best };
    const region = best.reduce((a, b) => (b.from > a.from ? b : a));
    return { status: "found", region, how: inTime.length > 0 ? how : "old-name" };
  }

  /** Two rows stand for one unit when they lead to the same units of today. */
  #unitKey(area: Area): string {
    const now = this.today(area);
    return now.length === 0 ? area.code : now.map((r) => r.code).join(";");
  }

  #resolvePath(text: string, options: ResolveOptions): Resolution | undefined {
    const place = locateAddress(text, this, this.#index, "start");
    const region = place.county ?? place.city ?? place.province;
    if (region === undefined || place.end !== text.length) return undefined;
    if (place.candidates !== undefined) {
      const candidates = place.candidates.filter((c) => standsAt(c, options.level));
      return candidates.length === 0 ? undefined : { status: "ambiguous", candidates };
    }
    if (!standsAt(region, options.level)) return undefined;
    return { status: "found", region, how: "path" };
  }
}

function pathOf(region: Region): string {
  const parts = [region.province, region.prefecture, region.name];
  return parts.filter((p, i) => p !== undefined && parts.indexOf(p) === i).join("");
}

function sharesMost(a: string, b: string): boolean {
  const common = [...a].filter((c) => b.includes(c)).length;
  return common * 2 >= Math.max(a.length, b.length);
}
