/**
 * Coverage of the planted effects of study 003 over seeds: the share of 95 % intervals
 * of the baseline that hold what was planted (92–98 % wanted). Data are drawn in memory; counts
 * and indices are those that the stages read back (tests of `study/simulate`).
 * 中文: 研究 003 植入效应的覆盖率
 *
 *   npx tsx bench/coverage/study-003.bench.ts 200
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { packageRoot } from "../../src/base/index.js";
import { regress } from "../../src/regress/index.js";
import { cityList003 } from "../../src/study/simulate/study-003/design.js";
import { settings003 } from "../../src/study/simulate/study-003/settings.js";
import { world003 } from "../../src/study/simulate/study-003/simulate.js";
import { numberColumn, Table, textColumn } from "../../src/table/index.js";

const FIRST_SEED = 10_000;

function settingsOf(name: string): unknown {
  const file = join(packageRoot(), "studies", `${name}.yaml`);
  const { design: _design, ...rest } = parse(readFileSync(file, "utf8")).simulate;
  return rest;
}

/** The last baseline column of study 003, controls left out (they are drawn independently). */
function covers003(seed: number): boolean {
  const settings = settings003.parse(settingsOf("003"));
  const { firms, cities, missing, activity } = world003(settings, seed, cityList003(settings));
  const rows = activity.filter((r) => {
    const { role, city } = firms[r.firm]!;
    if (r.history || r.year > settings.years.baseline || role === "pilot") return false;
    return !missing.noYearbook.has(city) && !missing.noAccounts.has(`${r.firm} ${r.year}`);
  });
  const text = (name: string, of: (r: (typeof rows)[number]) => string) =>
    textColumn(name, rows.map(of));
  const number = (name: string, of: (r: (typeof rows)[number]) => number) =>
    numberColumn(name, rows.map(of));
  const table = new Table([
    text("firm", (r) => String(r.firm)),
    text("city", (r) => String(firms[r.firm]!.city)),
    text("industry", (r) => firms[r.firm]!.industry),
    text("province", (r) => cities[firms[r.firm]!.city]!.provinceCode),
    number("year", (r) => r.year),
    number("Policy", (r) => r.treated),
    number("y", (r) => Math.log1p(r.key)),
  ]);
  const formula = "y ~ Policy | firm + industry^year + province^year";
  const [row] = regress(table, formula, { vcov: { type: "cluster", cluster: ["city"] } }).tidy();
  const { key } = settings.planted;
  return row!.ciLow! <= key && key <= row!.ciHigh!;
}

const seeds = Number(process.argv[2] ?? 200);
let held = 0;
for (let s = 0; s < seeds; s++) if (covers003(FIRST_SEED + s)) held++;
console.log(
  `003: ${held} of ${seeds} intervals hold the planted effect (${((100 * held) / seeds).toFixed(1)} %)`,
);
