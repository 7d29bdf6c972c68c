import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { regress } from "../../src/regress/index.js";
import { readCsv } from "../../src/table/index.js";

const HOME = resolve(import.meta.dirname, "../golden/nist");
const certified = JSON.parse(readFileSync(resolve(HOME, "certified.json"), "utf8"));

const powers = (degree: number) =>
  Array.from({ length: degree }, (_, j) => `I(x^${j + 1})`).join(" + ");

/** Right digits that each problem must reach; double precision allows no more for Filip. */
const PROBLEMS: Readonly<Record<string, { formula: string; digits: number }>> = {
  longley: { formula: "y ~ x1 + x2 + x3 + x4 + x5 + x6", digits: 9 },
  filip: { formula: `y ~ ${powers(10)}`, digits: 7 },
  wampler1: { formula: `y ~ ${powers(5)}`, digits: 9 },
  wampler2: { formula: `y ~ ${powers(5)}`, digits: 9 },
  wampler3: { formula: `y ~ ${powers(5)}`, digits: 8 },
  wampler4: { formula: `y ~ ${powers(5)}`, digits: 8 },
};

function rightDigits(actual: number, expected: number): number {
  const gap = Math.abs(actual - expected) / (Math.abs(expected) || 1);
  return gap === 0 ? 15 : Math.min(15, -Math.log10(gap));
}

describe("the linear problems of NIST's Statistical Reference Datasets", () => {
  it.each(Object.entries(PROBLEMS))("reaches the digits of %s", (name, { formula, digits }) => {
    const table = readCsv(readFileSync(resolve(HOME, `${name}.csv`)));
    const fit = regress(table, formula, { vcov: { type: "iid" } });
    const target = certified[name];
    expect(fit.names).toHaveLength(target.estimate.length);
    fit.tidy().forEach((row, j) => {
      expect(rightDigits(row.estimate, target.estimate[j]), row.name).toBeGreaterThan(digits);
      // Wampler 1 and 2 fit perfectly: their certified standard errors are exactly zero.
      if (target.se[j] !== 0) {
        expect(rightDigits(row.se!, target.se[j]), `${row.name} se`).toBeGreaterThan(
          Math.min(digits, 7),
        );
      }
    });
    if (target.rss > 0) expect(rightDigits(fit.r2!, target.r2)).toBeGreaterThan(9);
  });
});
