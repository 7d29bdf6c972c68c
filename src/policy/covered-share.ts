import type { Regions } from "../region/index.js";
import type { CityTreatment } from "./treatment-years.js";

/**
 * Share of a city's county-level units of today that a policy covers by a year; NaN where zones or
 * towns are among them.   中文: 覆盖的县级单位比例
 */
export function coveredShare(treatment: CityTreatment, year: number, regions: Regions): number {
  const begun = treatment.rows.filter((r) => r.year <= year);
  if (begun.some(({ row }) => row.unitLevel === "zone" || row.unitLevel === "town")) {
    return Number.NaN;
  }
  const units = new Set(begun.map(({ row }) => row.unit));
  const city = regions.byCode(treatment.code);
  const inCity = regions.all.filter(
    (r) =>
      r.level === "county" &&
      r.to === undefined &&
      (r.prefectureCode ?? r.code) === (city?.code ?? ""),
  ).length;
  return inCity === 0 ? Number.NaN : Math.min(1, units.size / inCity);
}
