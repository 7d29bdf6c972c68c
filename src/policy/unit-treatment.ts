import type { FoundName, MissedName } from "../region/index.js";
import { EXCLUDED, NEVER, type Timing, treatedFrom } from "../table/index.js";
import type { CityTreatment } from "./treatment-years.js";

/** One distinct name of the data under one list. */
export interface UnitTreatment {
  readonly name: FoundName | MissedName;
  /** Code of the unit of today, or the name where it is not known: what counts as one unit. */
  readonly unit: string;
  readonly treatment: CityTreatment | undefined;
  readonly timing: Timing;
  readonly why: "treated" | "never" | "partial" | "unmatched";
}

/** The timing of one name: its own rows of the list and those of its province. */
export function treatUnit(
  name: FoundName | MissedName,
  treatments: ReadonlyMap<string, CityTreatment>,
  isReal: boolean,
  partial: "exclude" | "include" | "fraction",
): UnitTreatment {
  const unit = name.status === "matched" ? name.unit.code : name.value;
  const treatment = treatmentOf(name, treatments);
  if (treatment === undefined) {
    if (name.status === "unmatched" && isReal) {
      return { name, unit, treatment, timing: EXCLUDED, why: "unmatched" };
    }
    return { name, unit, treatment, timing: NEVER, why: "never" };
  }
  const { whole, part } = treatment;
  const from = partial === "exclude" ? whole : Math.min(whole, part);
  if (!Number.isFinite(from)) return { name, unit, treatment, timing: EXCLUDED, why: "partial" };
  return { name, unit, treatment, timing: treatedFrom(from), why: "treated" };
}

function treatmentOf(
  name: FoundName | MissedName,
  treatments: ReadonlyMap<string, CityTreatment>,
): CityTreatment | undefined {
  if (name.status === "unmatched") {
    // Only a name that neither side knows (an invented city) is compared letter by letter.
    const same = name.reason === "unknown" ? treatments.get(name.value) : undefined;
    return same?.code === "" ? same : undefined;
  }
  const own = treatments.get(name.unit.code) ?? treatments.get(name.region.code);
  const province = treatments.get(name.unit.provinceCode);
  if (own === undefined || province === undefined || own === province) return own ?? province;
  return {
    ...own,
    whole: Math.min(own.whole, province.whole),
    part: Math.min(own.part, province.part),
    rows: [...own.rows, ...province.rows],
  };
}
