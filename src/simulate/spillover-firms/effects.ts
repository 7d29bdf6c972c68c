import { least } from "../../base/index.js";
import { regress } from "../../regress/index.js";
import { numberColumn, Table, textColumn } from "../../table/index.js";
import type { City003 } from "./cities.js";
import type { Firm003 } from "./firms.js";
import type { Rows003 } from "./rows.js";
import type { Settings003 } from "./settings.js";

/** A firm-year as far as its sales: what the effect depends on. */
export interface SalesRow {
  /** Place in the list of firms. */
  readonly firm: number;
  readonly year: number;
  readonly treated: 0 | 1;
  readonly lnSale: number;
}

/** No firm loses more, or gains more, than this by the policy. */
const BOUNDS = [-0.12, 0.6] as const;

/**
 * The effect of the policy on ln(1 + key applications) of each treated firm-year: differences
 * between groups of cities and firms and a slope in ln sales around the mean that is planted.
 * 中文: 各企业的政策效应
 *
 * Two-way fixed effects weigh treated rows unequally: the effects are shifted until the noise-free
 * outcome has `planted.key` as its coefficient in the sample and with the effects of the last
 * baseline column.
 */
export function effects003(
  settings: Settings003,
  cities: readonly City003[],
  firms: readonly Firm003[],
  missing: Rows003,
  rows: readonly SalesRow[],
): Float64Array {
  const { planted, years } = settings;
  const { differences } = planted;
  const concentrated = concentration(firms, rows, firstEffect(settings));
  const inSample = rows.map(({ firm, year }) => {
    const { role, city, entry } = firms[firm]!;
    if (role !== "ordinary" || year > years.baseline || year < entry) return false;
    return !missing.noYearbook.has(city) && !missing.noAccounts.has(`${firm} ${year}`);
  });
  const meanSale = meanOver(
    rows.map((r) => r.lnSale),
    inSample.map((kept, i) => kept && rows[i]!.treated === 1),
  );
  const raw = rows.map(({ firm, treated, lnSale }) => {
    if (treated === 0) return 0;
    const { city, words, financing, subsidies } = firms[firm]!;
    const { alike, dense } = cities[city]!;
    const halves =
      differences.similarity * alike +
      differences.agglomeration * dense +
      differences.words * words +
      differences.financing * financing +
      differences.concentration * concentrated[firm]! +
      differences.subsidies * subsidies;
    const effect = planted.key + halves / 2 + planted.salesSlope * (lnSale - meanSale);
    return Math.min(BOUNDS[1], Math.max(BOUNDS[0], effect));
  });
  const shift = planted.key - noiseFreeEstimate(cities, firms, rows, raw, inSample);
  return Float64Array.from(raw, (effect, i) => (rows[i]!.treated === 1 ? effect + shift : 0));
}

/** The coefficient that the effects alone give in the model of the last baseline column. */
function noiseFreeEstimate(
  cities: readonly City003[],
  firms: readonly Firm003[],
  rows: readonly SalesRow[],
  effects: readonly number[],
  keep: readonly boolean[],
): number {
  const kept = [...rows.keys()].filter((i) => keep[i]);
  const text = (name: string, value: (row: SalesRow) => string) =>
    textColumn(
      name,
      kept.map((i) => value(rows[i]!)),
    );
  const number = (name: string, value: (i: number) => number) =>
    numberColumn(name, kept.map(value));
  const table = new Table([
    text("firm", (r) => String(r.firm)),
    text("industry", (r) => firms[r.firm]!.industry),
    text("province", (r) => cities[firms[r.firm]!.city]!.provinceCode),
    number("year", (i) => rows[i]!.year),
    number("did", (i) => rows[i]!.treated),
    number("effect", (i) => effects[i]!),
  ]);
  const effectsOf = "firm + industry^year + province^year";
  return regress(table, `effect ~ did | ${effectsOf}`, { vcov: { type: "iid" } }).coefficients[0]!;
}

/** First year in which a city is treated: the one after the first announcement. */
export function firstEffect(settings: Settings003): number {
  return least(settings.batches.map((b) => b.announced)) + 1;
}

/**
 * +1 for firms whose city and sector were more concentrated than the median before the first
 * treated year (Herfindahl index of sales), else −1.
 */
function concentration(
  firms: readonly Firm003[],
  rows: readonly SalesRow[],
  before: number,
): (1 | -1)[] {
  const cell = (r: SalesRow): string => {
    const { city, sector } = firms[r.firm]!;
    return `${city} ${sector} ${r.year}`;
  };
  const sum = new Map<string, number>();
  const squares = new Map<string, number>();
  const listed = rows.filter((r) => r.year >= firms[r.firm]!.entry);
  for (const r of listed) {
    const sale = Math.exp(r.lnSale - 20);
    sum.set(cell(r), (sum.get(cell(r)) ?? 0) + sale);
    squares.set(cell(r), (squares.get(cell(r)) ?? 0) + sale ** 2);
  }
  const totals = firms.map(() => ({ sum: 0, n: 0 }));
  for (const r of listed) {
    if (r.year >= before) continue;
    totals[r.firm]!.sum += squares.get(cell(r))! / sum.get(cell(r))! ** 2;
    totals[r.firm]!.n++;
  }
  const index = totals.map((t) => (t.n === 0 ? Number.NaN : t.sum / t.n));
  const known = index.filter((v) => !Number.isNaN(v)).sort((a, b) => a - b);
  const median = known[Math.floor(known.length / 2)]!;
  return index.map((v) => (v > median ? 1 : -1));
}

function meanOver(values: ArrayLike<number>, keep: readonly boolean[]): number {
  let sum = 0;
  let n = 0;
  keep.forEach((kept, i) => {
    if (!kept) return;
    sum += values[i]!;
    n++;
  });
  return sum / n;
}
