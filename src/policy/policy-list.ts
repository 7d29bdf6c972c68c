import type { Localized } from "../base/index.js";

/** What a row covers: a whole city, a larger unit spelled out by city, or part of a city. */
export type UnitLevel =
  | "city"
  | "province"
  | "region"
  | "city group"
  | "county-level city"
  | "county"
  | "district"
  | "town"
  | "zone";

/** One pilot: a unit, when it began, and how sure the row is.   中文: 试点单位 */
export interface PolicyRow {
  readonly batch: string;
  /** Date of the notice as known: day, month or year. */
  readonly announced: string;
  /** Calendar year in which it began; NaN where the list gives none. */
  readonly year: number;
  readonly province: string;
  /** The prefecture-level city that the unit is or lies in. */
  readonly city: string;
  readonly unit: string;
  readonly unitLevel: UnitLevel;
  /** Six-digit code of `city`. */
  readonly code: string;
  readonly confidence: "verified" | "recalled" | "given";
  readonly source: string;
  /** Row of the file (the header is row 1). */
  readonly fileRow: number;
}

/** A policy with its pilots.   中文: 政策名单 */
export interface PolicyList {
  /** File name without extension, e.g. `"broadband-china"`. */
  readonly name: string;
  readonly title: Localized;
  /** `pilots` can be applied; `attribute` says who but not when; `counts` has no units. */
  readonly form: "pilots" | "attribute" | "counts";
  /**
   * What a zone (a development zone, an industrial cluster) stands for: in a zone policy the
   * `host` city as a whole, else a `part` of it.
   */
  readonly zones: "host" | "part";
  /** `complete`, `incomplete`, `convention` (no official list), `counts`, `given` (a user's). */
  readonly state: string;
  /** The official number of units. */
  readonly official: string;
  readonly note: Localized;
  /** Official number of units by batch (null: not known), where it is known at all. */
  readonly batches: readonly {
    readonly batch: string;
    readonly units: number | null;
    readonly year?: number;
  }[];
  /** Rows of a form that are not filled in yet (a batch, no unit); they count for nothing. */
  readonly blankRows: number;
  readonly rows: readonly PolicyRow[];
  /** Rows of a list of counts, as they stand in the file. */
  readonly counts: readonly Readonly<Record<string, number | string | null>>[];
  readonly file: string;
  readonly sha256: string;
}

/** True when the row covers its city as a whole. */
export function coversWholeCity(row: PolicyRow, list: PolicyList): boolean {
  const level = row.unitLevel;
  if (level === "zone") return list.zones === "host";
  return level === "city" || level === "province" || level === "region" || level === "city group";
}
