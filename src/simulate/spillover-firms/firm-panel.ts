import { createRng } from "../../base/index.js";
import { numberColumn, Table, textColumn } from "../../table/index.js";
import type { Activity003 } from "./activity.js";
import type { City003 } from "./cities.js";
import type { Firm003 } from "./firms.js";
import type { Rows003 } from "./rows.js";
import { type Settings003, STREAM_003 } from "./settings.js";

/** Mean of the three measures of uncertainty without the policy. */
const UNCERTAINTY = { before: 0.42, same: 0.4, after: 0.38 } as const;

/** The listed firm-years with accounts, market and splits.   中文: 企业面板 */
export function firmPanel003(
  settings: Settings003,
  seed: number,
  cities: readonly City003[],
  firms: readonly Firm003[],
  missing: Rows003,
  activity: readonly Activity003[],
): Table {
  const listed = activity.filter((row) => !row.history);
  const constants = firms.map((firm, i) => {
    const rng = createRng(seed, STREAM_003.columns, i);
    return {
      founded: firm.entry - 4 - rng.integer(14),
      capital: 0.75 + 0.35 * rng.normal(),
      state: rng.uniform() < 0.35 ? 1 : 0,
      assets: 22 + 1.1 * firm.size + 0.2 * rng.normal(),
      debt: 0.42 + 0.14 * rng.normal(),
      // The splits: a gap between the halves that yearly noise does not bridge.
      fc: 0.5 - 0.12 * firm.financing + 0.05 * rng.normal(),
      ww: -0.95 - 0.05 * firm.financing + 0.025 * rng.normal(),
      subsidy: 15.5 + 0.5 * firm.size + 0.8 * firm.subsidies + 0.3 * rng.normal(),
      fixed: 20.2 + 1.2 * firm.size + 0.4 * rng.normal(),
      uncertainty: 0.08 * rng.normal(),
    };
  });
  const rows = listed.map((row) => {
    const rng = createRng(seed, STREAM_003.columns, row.firm, row.year);
    const own = constants[row.firm]!;
    const key = `${row.firm} ${row.year}`;
    const known = !missing.noAccounts.has(key);
    const draws = Array.from({ length: 10 }, () => rng.normal());
    const account = (value: number, digits: number): number =>
      known ? Number(value.toFixed(digits)) : Number.NaN;
    const volatility = (which: "before" | "same" | "after", z: number): number =>
      missing.noVolatility[which].has(key)
        ? Number.NaN
        : Number(
            (
              UNCERTAINTY[which] +
              own.uncertainty +
              0.16 * z +
              settings.planted.volatility[which] * row.treated
            ).toFixed(5),
          );
    return {
      firm: firms[row.firm]!,
      city: cities[firms[row.firm]!.city]!,
      year: row.year,
      roa: account(row.roa, 5),
      age: account(row.year - own.founded, 0),
      capital: account(Math.exp(own.capital + 0.15 * draws[0]!), 4),
      state: own.state,
      assets: account(Math.exp(own.assets + 0.06 * (row.year - 2010) + row.growth), 0),
      debt: account(Math.min(0.98, Math.max(0.03, own.debt + 0.05 * draws[1]!)), 5),
      fixed: Math.round(Math.exp(own.fixed + 0.05 * (row.year - 2010) + 0.1 * draws[2]!)),
      investment: Math.round(Math.exp(own.fixed - 1.9 + 0.35 * draws[3]!)),
      fc: Number(Math.min(0.99, Math.max(0.01, own.fc + 0.03 * draws[4]!)).toFixed(5)),
      ww: Number((own.ww + 0.012 * draws[5]!).toFixed(5)),
      research: Math.round(Math.exp(own.subsidy + 0.3 * draws[6]!)),
      patents: Math.round(Math.exp(own.subsidy - 2.3 + 0.3 * draws[7]!)),
      sale: Math.round(Math.exp(row.lnSale)),
      before: volatility("before", draws[8]!),
      same: volatility("same", draws[9]!),
      after: volatility("after", rng.normal()),
    };
  });
  const simulated = { source: "模拟数据 simulated" };
  const text = (name: string, value: (row: (typeof rows)[number]) => string) =>
    textColumn(name, rows.map(value), simulated);
  const number = (name: string, value: (row: (typeof rows)[number]) => number) =>
    numberColumn(name, rows.map(value), simulated);
  return new Table([
    text("firm", (r) => r.firm.name),
    text("stock", (r) => r.firm.code),
    number("year", (r) => r.year),
    text("city", (r) => r.city.name),
    text("city_code", (r) => r.city.code),
    text("province", (r) => r.city.province),
    text("sector", (r) => r.firm.sector),
    text("industry", (r) => r.firm.industry),
    number("pilot_firm", (r) => (r.firm.role === "pilot" ? 1 : 0)),
    number("ROA", (r) => r.roa),
    number("Age", (r) => r.age),
    number("KI", (r) => r.capital),
    number("Ifdome", (r) => r.state),
    number("Size", (r) => r.assets),
    number("KD", (r) => r.debt),
    number("fixed_assets", (r) => r.fixed),
    number("investment", (r) => r.investment),
    number("FC", (r) => r.fc),
    number("WW", (r) => r.ww),
    number("rd_subsidy", (r) => r.research),
    number("patent_subsidy", (r) => r.patents),
    number("Sale", (r) => r.sale),
    number("Volatility_pre", (r) => r.before),
    number("Volatility_current", (r) => r.same),
    number("Volatility_post", (r) => r.after),
  ]);
}
