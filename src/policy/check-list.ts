import { Regions } from "../region/index.js";
import { policyError } from "./errors.js";
import { placeRows } from "./place-rows.js";
import type { PolicyList } from "./policy-list.js";
import { type CityTreatment, placedYears } from "./treatment-years.js";

/** A unit in a user's list, in the bundled one, or in both. */
export interface CheckedUnit {
  readonly code: string;
  readonly city: string;
  /**
   * `same`; `other-year`; `other-cover` (whole in one, part in the other); `only-yours`;
   * `only-bundled`; `unmatched` (a name of yours that is no known city).
   */
  readonly state:
    | "same"
    | "other-year"
    | "other-cover"
    | "only-yours"
    | "only-bundled"
    | "unmatched";
  /** First year, as a whole or in part; null where the list does not have the unit. */
  readonly yours: number | null;
  readonly bundled: number | null;
  /** Confidence of the bundled row, or the reason why a name is not matched. */
  readonly remark: string;
}

/** A user's list beside a bundled one.   中文: 名单核对 */
export interface ListCheck {
  readonly list: string;
  readonly against: string;
  readonly units: readonly CheckedUnit[];
  readonly counts: Readonly<Record<CheckedUnit["state"], number>>;
}

/**
 * Compares a user's list with a bundled one, unit by unit.   中文: 自备名单与内置名单逐一核对
 *
 * Units are matched by code or name, old names included; where a unit stands in several rows its
 * earliest year counts in both lists.
 *
 * Errors    policy/no-year, policy/not-applicable.
 */
export function checkPolicyList(
  list: PolicyList,
  bundled: PolicyList,
  regions: Regions = Regions.load(),
): ListCheck {
  const options = { regions, repeats: "earliest" } as const;
  const placed = placeRows(list, regions);
  const mine = placedYears(list, placed, options);
  const theirs = placedYears(bundled, placeRows(bundled, regions), options);
  const units: CheckedUnit[] = [];
  for (const [key, t] of mine) {
    const other = theirs.get(key);
    const base = { code: t.code, city: t.city, yours: yearOf(t) };
    if (t.code === "") {
      const reason = placed.unmatched.find((u) => u.value === t.city)?.reason ?? "unknown";
      units.push({ ...base, state: "unmatched", bundled: null, remark: reason });
    } else if (other === undefined) {
      units.push({ ...base, state: "only-yours", bundled: null, remark: "" });
    } else {
      const isWhole = (c: CityTreatment): boolean => Number.isFinite(c.whole);
      const state =
        isWhole(t) !== isWhole(other)
          ? "other-cover"
          : yearOf(t) === yearOf(other)
            ? "same"
            : "other-year";
      units.push({ ...base, state, bundled: yearOf(other), remark: confidenceOf(other) });
    }
  }
  for (const [key, t] of theirs) {
    if (mine.has(key)) continue;
    units.push({
      code: t.code,
      city: t.city,
      state: "only-bundled",
      yours: null,
      bundled: yearOf(t),
      remark: confidenceOf(t),
    });
  }
  const counts = {
    same: 0,
    "other-year": 0,
    "other-cover": 0,
    "only-yours": 0,
    "only-bundled": 0,
    unmatched: 0,
  };
  for (const u of units) counts[u.state]++;
  return { list: list.name, against: bundled.name, units, counts };
}

/**
 * The bundled list that shares most units and years with a user's.   中文: 最相近的内置名单
 *
 * Errors    policy/no-counterpart — none shares a unit.
 */
export function nearestList(
  list: PolicyList,
  bundled: readonly PolicyList[],
  regions: Regions = Regions.load(),
): PolicyList {
  let best: { list: PolicyList; score: number } | undefined;
  for (const other of bundled) {
    if (other.form !== "pilots") continue;
    const { counts } = checkPolicyList(list, other, regions);
    // Years tell lists apart: most cities of a long list stand in many of them.
    const score = counts.same + 0.1 * (counts["other-year"] + counts["other-cover"]);
    const size =
      counts.same + counts["other-year"] + counts["other-cover"] + counts["only-bundled"];
    const share = score / Math.sqrt(Math.max(1, size));
    if (score > 0 && (best === undefined || share > best.score))
      best = { list: other, score: share };
  }
  if (best === undefined) {
    throw policyError("no-counterpart", { name: list.name, known: bundled.map((b) => b.name) });
  }
  return best.list;
}

function yearOf(t: CityTreatment): number {
  return Math.min(t.whole, t.part);
}

function confidenceOf(t: CityTreatment): string {
  const year = yearOf(t);
  const decisive = t.rows.filter((r) => r.year === year);
  return decisive.some((r) => r.row.confidence === "verified")
    ? "verified"
    : (decisive[0]?.row.confidence ?? "");
}
