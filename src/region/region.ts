/** The three levels of administrative divisions; municipalities count as provinces. */
export type RegionLevel = "province" | "prefecture" | "county";

/**
 * One division under one name: a row of the code table.   中文: 行政区划单位
 *
 * `from` is the first year-end table that has it, `to` the first that no longer has it (absent:
 * still in use). A unit that changed its name or code has several rows.
 */
export interface Region {
  /** Six-digit code, e.g. `"420600"`. */
  readonly code: string;
  readonly name: string;
  readonly level: RegionLevel;
  /** Full name of the province, e.g. `"湖北省"`; for a province its own name. */
  readonly province: string;
  readonly provinceCode: string;
  /**
   * The prefecture-level unit it belongs to (itself for a prefecture; the municipality for its
   * districts); absent for provinces and for counties run directly by a province.
   */
  readonly prefecture?: string;
  readonly prefectureCode?: string;
  readonly from: number;
  readonly to?: number;
}

/** What is known of a city besides its name: a row of `cities.csv`.   中文: 城市属性 */
export interface City {
  readonly code: string;
  readonly name: string;
  readonly short: string;
  readonly province: string;
  readonly provinceCode: string;
  /** 直辖市, 地级市, 自治州, 地区, 盟. The usual city panel keeps the first two. */
  readonly kind: string;
  /** 东部, 中部, 西部, 东北 (statistics bureau, 2011). */
  readonly region4: string;
  /** 东部, 中部, 西部. */
  readonly region3: string;
  /** 直辖市, 副省级, 省会, 较大的市, 普通地级市: the highest that applies. */
  readonly rank: string;
  readonly provincialCapital: boolean;
  readonly subprovincial: boolean;
  readonly separatelyPlanned: boolean;
  readonly largerCity: boolean;
  readonly resourceBased: boolean;
  /** 成长型, 成熟型, 衰退型, 再生型, or empty. */
  readonly resourceType: string;
  /** The city cluster whose centre it is, or empty. */
  readonly agglomerationCenter: string;
  readonly confidence: string;
}
