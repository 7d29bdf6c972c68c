import { type Panel, rowsByUnit } from "../../table/index.js";
import { type Derived, derived, remark } from "./derived.js";

/** Choices of `perpetualInventory`; the defaults stand in `DEFAULTS`. */
export interface PerpetualInventoryOptions {
  /** Column with the price index of investment, 1 in the base year; left out: real already. */
  readonly deflator?: string;
  readonly depreciation?: number;
  /** Growth for the first stock: a number, or the mean of the first rates of real investment. */
  readonly growth?: number | { readonly firstYears: number };
}

/** A capital stock, and the growth rate behind each unit's first value. */
export interface CapitalStock extends Derived {
  readonly depreciation: number;
  readonly growth: readonly { readonly unit: string | number; readonly growth: number }[];
}

const DEFAULTS = { depreciation: 0.096, growth: { firstYears: 5 } } as const;

/**
 * Capital stock by perpetual inventory.   中文: 永续盘存法资本存量
 *
 * Formula   K_t = (1 − δ) K_{t−1} + I_t / P_t;  K_0 = (I_0 / P_0) / (δ + g), at the unit's first
 *           investment.
 * Defaults  δ = 9.6 %; g the unit's own mean growth of real investment over its first five years
 *           (five rates, fewer when the panel is shorter). Both are returned, for printing.
 * Warnings  indices/no-first-stock — δ + g ≤ 0 or no growth rate; indices/investment-gap — the
 *           stock is missing from a gap in investment on.
 * Source    张军、吴桂英、张吉鹏 (2004) for δ
 * @example perpetualInventory(panel, "investment", { deflator: "price" }).values
 */
export function perpetualInventory(
  panel: Panel,
  investment: string,
  options: PerpetualInventoryOptions = {},
): CapitalStock {
  const { depreciation, growth } = { ...DEFAULTS, ...options };
  const price = options.deflator === undefined ? null : panel.number(options.deflator);
  const real = panel.number(investment).map((v, i) => (price === null ? v : v / price[i]!));
  const values = new Float64Array(panel.nrow).fill(Number.NaN);
  const rates: { unit: string | number; growth: number }[] = [];
  let noStart = 0;
  let broken = 0;
  rowsByUnit(panel).forEach((rows, code) => {
    const start = rows.findIndex((row) => !Number.isNaN(real[row]!));
    if (start < 0) return;
    const used = rows.slice(start);
    const g =
      typeof growth === "number" ? growth : meanGrowth(panel, real, used, growth.firstYears);
    rates.push({ unit: panel.unitFactor.levels[code]!, growth: g });
    if (!(depreciation + g > 0)) {
      noStart++;
      return;
    }
    let stock = real[used[0]!]! / (depreciation + g);
    values[used[0]!] = stock;
    for (let i = 1; i < used.length; i++) {
      const consecutive = panel.times[used[i]!]! - panel.times[used[i - 1]!]! === 1;
      stock = consecutive ? (1 - depreciation) * stock + real[used[i]!]! : Number.NaN;
      values[used[i]!] = stock;
      if (Number.isNaN(stock)) broken++;
    }
  });
  const warnings = [
    ...remark(
      "no-first-stock",
      noStart,
      "unit(s) have no first stock: depreciation + growth is not positive.",
      "个单位无法确定初始存量：折旧率与增长率之和非正。",
    ),
    ...remark(
      "investment-gap",
      broken,
      "cell(s) after a gap in investment are missing.",
      "个单元格因投资序列中断而缺失。",
    ),
  ];
  return { ...derived(values, warnings), depreciation, growth: rates };
}

function meanGrowth(
  panel: Panel,
  real: Float64Array,
  rows: readonly number[],
  years: number,
): number {
  const rates: number[] = [];
  for (let i = 1; i < rows.length && rates.length < years; i++) {
    if (panel.times[rows[i]!]! - panel.times[rows[i - 1]!]! !== 1) continue;
    const rate = real[rows[i]!]! / real[rows[i - 1]!]! - 1;
    if (Number.isFinite(rate)) rates.push(rate);
  }
  return rates.length === 0 ? Number.NaN : rates.reduce((a, b) => a + b, 0) / rates.length;
}
