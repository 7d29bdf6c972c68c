import { type Column, numberColumn } from "../column.js";
import { tableError } from "../errors.js";
import type { Table } from "../table.js";

/** Choices of `deflate`. */
export interface DeflateOptions {
  readonly time: string;
  /** Column of the price index, in the same table. */
  readonly index: string;
  /** `previous` (default): last year = 100, as statistics bureaus publish; `fixed`: one base year. */
  readonly base?: "previous" | "fixed";
  /** Year in whose prices values are wanted. */
  readonly year: number;
  /** Column within which the index is chained (province, city). Default: one index for all. */
  readonly by?: string;
  /** Added to the names. Default `_real`. */
  readonly suffix?: string;
}

/**
 * Values in constant prices of one year.   中文: 以价格指数平减
 *
 * Formula   real_t = nominal_t · P_year / P_t; with `previous`, P is chained: P_t = P_{t−1}·I_t/100
 *           (the index of the first year is not needed).
 * Errors    table/no-base-year — the year is not there; table/broken-chain — a year of the index is
 *           missing, not positive, or differs within group and year. A chain is never bridged.
 * @example deflate(panel, ["gdp"], { time: "year", index: "cpi", year: 2010, by: "province" })
 */
export function deflate<T extends Table>(
  table: T,
  names: readonly string[],
  options: DeflateOptions,
): T {
  const levels = priceLevels(table, options);
  const added = names.map((name): Column => {
    const values = table.number(name).map((v, i) => v * levels[i]!);
    const { label, unit, source } = table.column(name);
    return numberColumn(`${name}${options.suffix ?? "_real"}`, values, {
      label: `${label ?? name} (${options.year}=100)`,
      ...(unit === undefined ? {} : { unit }),
      ...(source === undefined ? {} : { source }),
    });
  });
  return table.withColumns(added) as T;
}

/** P_year / P_t for each row. */
function priceLevels(table: Table, options: DeflateOptions): Float64Array {
  const times = table.number(options.time);
  const index = table.number(options.index);
  const groups =
    options.by === undefined
      ? { codes: new Int32Array(table.nrow), levels: [""] }
      : table.factor(options.by);
  const byGroup = groups.levels.map(() => new Map<number, number>());
  for (let i = 0; i < table.nrow; i++) {
    const group = groups.codes[i]!;
    if (group < 0 || Number.isNaN(times[i]!)) continue;
    const known = byGroup[group]!.get(times[i]!);
    if (known !== undefined && !Object.is(known, index[i]!)) {
      fail(table, options, String(groups.levels[group]), times[i]!, "differs within the year");
    }
    byGroup[group]!.set(times[i]!, index[i]!);
  }
  const factors = byGroup.map((series, g) =>
    chain(table, options, String(groups.levels[g]), series),
  );
  return Float64Array.from(times, (t, i) => {
    const group = groups.codes[i]!;
    return group < 0 ? Number.NaN : (factors[group]!.get(t) ?? Number.NaN);
  });
}

function chain(
  table: Table,
  options: DeflateOptions,
  group: string,
  series: ReadonlyMap<number, number>,
): Map<number, number> {
  const years = [...series.keys()].sort((a, b) => a - b);
  if (!series.has(options.year)) {
    throw tableError("no-base-year", { ...table.where(), year: options.year, group, years });
  }
  const price = new Map<number, number>();
  let level = 1;
  years.forEach((year, k) => {
    const value = series.get(year)!;
    if (options.base === "fixed") {
      if (!(value > 0)) fail(table, options, group, year, "is missing or not positive");
      level = value;
    } else if (k > 0) {
      if (year !== years[k - 1]! + 1) fail(table, options, group, year - 1, "is missing");
      if (!(value > 0)) fail(table, options, group, year, "is missing or not positive");
      level *= value / 100;
    }
    price.set(year, level);
  });
  const base = price.get(options.year)!;
  return new Map([...price].map(([year, p]) => [year, base / p]));
}

function fail(
  table: Table,
  options: DeflateOptions,
  group: string,
  year: number,
  reason: string,
): never {
  throw tableError("broken-chain", {
    ...table.where(),
    column: options.index,
    group,
    year,
    reason,
  });
}
