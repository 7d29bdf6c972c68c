import type { Panel } from "../../table/index.js";
import { type Derived, derived, remark } from "./derived.js";

/** Choices of `economicSensitivity`; the defaults stand in the code. */
export interface EconomicSensitivityOptions {
  /** A column with the national growth rate, or `sum`: growth of the sum of the panel's units. */
  readonly national?: { readonly column: string } | "sum";
  readonly form?: "difference" | "ratio";
}

/**
 * Economic sensitivity: a unit's growth against the nation's, taken as the counterfactual.
 * 中文: 经济敏感度（以全国增长为反事实）
 *
 * Formula   g_it = y_it / y_i,t−1 − 1;  difference: g_it − g_t;  ratio: g_it / g_t.
 * Defaults  national `sum` — g_t from the units that stand in both years; form `difference`.
 * Warnings  indices/no-growth — cells without a predecessor or with one of zero.
 * Source    Martin (2012), doi:10.1093/jeg/lbr019
 * @example economicSensitivity(panel, "gdp", { national: { column: "g_national" } })
 */
export function economicSensitivity(
  panel: Panel,
  column: string,
  options: EconomicSensitivityOptions = {},
): Derived {
  const { national = "sum", form = "difference" } = options;
  const y = panel.number(column);
  const before = panel.shiftedRows(-1);
  const growth = y.map((value, i) => {
    const last = before[i]! < 0 ? Number.NaN : y[before[i]!]!;
    return last === 0 ? Number.NaN : value / last - 1;
  });
  const whole = national === "sum" ? growthOfSum(panel, y, before) : panel.number(national.column);
  const values = growth.map((g, i) => {
    const G = whole[i]!;
    if (form === "difference") return g - G;
    return G === 0 ? Number.NaN : g / G;
  });
  const none = values.filter(Number.isNaN).length;
  return derived(
    values,
    remark("no-growth", none, "cell(s) have no growth rate.", "个单元格没有增长率。"),
  );
}

function growthOfSum(panel: Panel, y: Float64Array, before: Int32Array): Float64Array {
  const now = new Map<number, number>();
  const last = new Map<number, number>();
  y.forEach((value, i) => {
    const row = before[i]!;
    if (row < 0 || Number.isNaN(value) || Number.isNaN(y[row]!)) return;
    const t = panel.times[i]!;
    now.set(t, (now.get(t) ?? 0) + value);
    last.set(t, (last.get(t) ?? 0) + y[row]!);
  });
  return panel.times.map((t) => {
    const base = last.get(t);
    return base === undefined || base === 0 ? Number.NaN : now.get(t)! / base - 1;
  });
}
