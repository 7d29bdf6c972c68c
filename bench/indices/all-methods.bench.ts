/**
 * All weight methods on a national panel: 300 cities × 25 years × 60 indicators.
 *
 *   npx tsx bench/indices/all-methods.bench.ts
 *
 * Asked for: under one second for all methods together, and cost linear in rows.
 */

import { createRng } from "../../src/base/index.js";
import {
  buildIndex,
  comparedMethods,
  parseSystem,
  type WeightChoice,
} from "../../src/indices/index.js";
import { numberColumn, Panel, Table, textColumn } from "../../src/table/index.js";

const YEARS = 25;
const INDICATORS = 60;
function panelOf(cities: number): Panel {
  const n = cities * YEARS;
  const rng = createRng(2026, cities);
  const common = Float64Array.from({ length: n }, () => rng.normal());
  const columns = Array.from({ length: INDICATORS }, (_, j) => {
    const values = Float64Array.from(common, (c) => Math.exp(0.5 * c + rng.normal()));
    return numberColumn(`x${j}`, values);
  });
  const city = textColumn(
    "city",
    Array.from({ length: n }, (_, i) => `c${Math.floor(i / YEARS)}`),
  );
  const year = numberColumn(
    "year",
    Array.from({ length: n }, (_, i) => 2000 + (i % YEARS)),
  );
  return new Panel(new Table([city, year, ...columns]), { unit: "city", time: "year" });
}

const system = parseSystem(
  [
    "name: idx\nunit: city\ntime: year\nscale: pooled\nindicators:",
    ...Array.from({ length: INDICATORS }, (_, j) => `  - { name: x${j}, direction: "+" }`),
  ].join("\n"),
);

function seconds(panel: Panel, weights: WeightChoice, composite: "linear" | "topsis"): number {
  const start = performance.now();
  buildIndex(panel, system, { weights, composite });
  return (performance.now() - start) / 1000;
}

function allMethods(panel: Panel): number {
  let total = 0;
  for (const weights of comparedMethods()) total += seconds(panel, weights, "linear");
  return total + seconds(panel, "entropy", "topsis");
}

for (const cities of [300, 600, 1200]) {
  const panel = panelOf(cities);
  allMethods(panel);
  const runs = Array.from({ length: 3 }, () => allMethods(panel)).sort((a, b) => a - b);
  console.log(
    `${cities} cities x ${YEARS} years x ${INDICATORS}: ${runs[1]!.toFixed(3)} s (all methods)`,
  );
}
const panel = panelOf(300);
for (const weights of comparedMethods()) {
  const name = typeof weights === "string" ? weights : JSON.stringify(weights);
  console.log(`  ${name}: ${seconds(panel, weights, "linear").toFixed(3)} s`);
}
