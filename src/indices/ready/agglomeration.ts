import type { Panel } from "../../table/index.js";
import { type Derived, derived, rowsByPeriod } from "./derived.js";

/**
 * Economic agglomeration.   中文: 经济集聚度
 *
 * Formula   EG_it = (gdp_it / Σ_i gdp_it) / (A_it / Σ_i A_it), sums over the units of the year that
 *           have both numbers.
 * Source    Ciccone and Hall (1996), as used with city areas
 * @example agglomeration(panel, "gdp", "area").values
 */
export function agglomeration(panel: Panel, gdp: string, area: string): Derived {
  return derived(shareRatio(panel, panel.number(gdp), panel.number(area)));
}

/**
 * Location quotient of an industry.   中文: 区位熵
 *
 * Formula   LQ_it = (e_ijt / e_it) / (E_jt / E_t), totals over the units of the year that have both
 *           numbers.
 * @example locationQuotient(panel, "manufacturing_jobs", "jobs").values
 */
export function locationQuotient(panel: Panel, industry: string, all: string): Derived {
  return derived(shareRatio(panel, panel.number(industry), panel.number(all)));
}

/** (x_i / Σx) / (y_i / Σy) inside each period; missing where y is 0. */
function shareRatio(panel: Panel, x: Float64Array, y: Float64Array): Float64Array {
  const out = new Float64Array(panel.nrow).fill(Number.NaN);
  for (const rows of rowsByPeriod(panel).values()) {
    const both = rows.filter((i) => !Number.isNaN(x[i]!) && !Number.isNaN(y[i]!));
    let sumX = 0;
    let sumY = 0;
    for (const i of both) {
      sumX += x[i]!;
      sumY += y[i]!;
    }
    for (const i of both) {
      const ratio = x[i]! / sumX / (y[i]! / sumY);
      out[i] = Number.isFinite(ratio) ? ratio : Number.NaN;
    }
  }
  return out;
}
