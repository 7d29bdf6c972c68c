import type { Settings003 } from "../../src/simulate/spillover-firms/settings.js";
import type { World003 } from "../../src/simulate/spillover-firms/simulate.js";
import { numberColumn, Panel, Table, textColumn } from "../../src/table/index.js";

/**
 * The firm-years of the baseline window without pilot firms, with what tables 3, 4 and 6 need:
 * counts as the patent stage reads them back, and columns missing where those of the study are.
 */
export function panel003(settings: Settings003, world: World003): Panel {
  const { firms, cities, missing, activity } = world;
  const rows = activity.filter(
    (r) => !r.history && r.year <= settings.years.baseline && firms[r.firm]!.role !== "pilot",
  );
  const text = (name: string, value: (r: (typeof rows)[number]) => string) =>
    textColumn(name, rows.map(value));
  const number = (name: string, value: (r: (typeof rows)[number]) => number) =>
    numberColumn(name, rows.map(value));
  const gap = (is: boolean, value: number): number => (is ? Number.NaN : value);
  return new Panel(
    new Table([
      text("firm", (r) => firms[r.firm]!.name),
      text("industry", (r) => firms[r.firm]!.industry),
      text("city", (r) => cities[firms[r.firm]!.city]!.name),
      text("province", (r) => cities[firms[r.firm]!.city]!.province),
      number("year", (r) => r.year),
      number("Policy", (r) => r.treated),
      number("y", (r) => Math.log1p(r.key)),
      number("other", (r) => Math.log1p(r.nonkey)),
      number("account", (r) => gap(missing.noAccounts.has(`${r.firm} ${r.year}`), r.roa)),
      number("yearbook", (r) => gap(missing.noYearbook.has(firms[r.firm]!.city), r.growth)),
      number("robots", (r) => gap(missing.noRobots.has(firms[r.firm]!.city), r.year * r.firm)),
      ...(["before", "same", "after"] as const).map((name) =>
        number(name, (r) => gap(missing.noVolatility[name].has(`${r.firm} ${r.year}`), r.lnSale)),
      ),
    ]),
    { unit: "firm", time: "year" },
  );
}

/** The last column of the baseline, with the controls that innovation depends on. */
export const BASELINE_003 =
  "y ~ Policy + account + yearbook | firm + industry^year + province^year";
