import { expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import { rowsByUnit, rowsOfUnits, subsampleModel } from "../../src/mechanism/index.js";
import { unitProducts } from "../../src/mechanism/unit-products.js";
import { frameClasses, modelFrame, parseFormula } from "../../src/regress/index.js";
import { Panel, Table } from "../../src/table/index.js";

/** 40 cities of 5 provinces in 8 years, a tenth of the rows missing. */
function cities(): Panel {
  const rng = createRng(3);
  const rows = Array.from({ length: 320 }, (_, i) => ({ city: Math.floor(i / 8), year: i % 8 }))
    .filter(() => rng.uniform() > 0.1)
    .map((row) => {
      const x = rng.normal() + row.year / 4;
      const z = rng.normal() + 0.5 * x + row.city / 20;
      const d = Number(row.city % 2 === 1 && row.year >= 4);
      const y = row.city / 10 + row.year + 0.3 * d + 0.2 * x - 0.1 * z + rng.normal();
      return { ...row, province: row.city % 5, x, z, d, y, w: 0.5 + rng.uniform() };
    });
  const column = (name: keyof (typeof rows)[number]) => rows.map((row) => row[name]);
  const table = Table.of({
    city: column("city"),
    year: column("year"),
    province: column("province"),
    x: column("x"),
    z: column("z"),
    d: column("d"),
    y: column("y"),
    w: column("w"),
    zero: rows.map(() => 0),
    late: rows.map((row) => Number(row.year >= 6)),
  });
  return new Panel(table, { unit: "city", time: "year" });
}

const panel = cities();
const frameOf = (formula: string, weights?: string) =>
  modelFrame(panel, parseFormula(formula)[0]!, {
    required: ["province"],
    ...(weights === undefined ? {} : { weights }),
  });

it.each([
  ["y ~ d + x + z | city + year", "city", undefined],
  ["y ~ d + x + z | city + year", "province", undefined],
  ["y ~ d + x + z | city + year", "city", "w"],
  ["y ~ d + x + z | city", "city", undefined],
  ["y ~ d + x + z | year + city", "city", "w"],
])("%s drawn by %s, weights %s: the same as from the rows", (formula, by, weights) => {
  const frame = frameOf(formula, weights);
  const unit = frameClasses(frame).classes(by);
  const model = subsampleModel(frame, unit);
  const members = rowsByUnit(unit.codes, unit.size);
  const products = unitProducts(frame, unit)!;
  const regressions = [
    { outcome: "y", regressors: ["d", "x", "z"], terms: ["d", "z"] },
    { outcome: "z", regressors: ["x", "d"], terms: ["d"] },
  ];
  const rng = createRng(9);
  for (let draw = 0; draw < 20; draw++) {
    const drawn = Array.from({ length: unit.size }, () => rng.integer(unit.size));
    const counts = new Float64Array(unit.size);
    for (const u of drawn) counts[u]!++;
    const fast = products.fit(counts, regressions);
    const slow = model.fit(rowsOfUnits(drawn, members), regressions);
    if (fast === undefined) {
      // Few provinces drawn leave no untreated city: then the rows decide.
      expect(by).toBe("province");
      continue;
    }
    fast.forEach((values, r) => {
      values.forEach((v, t) => {
        expect(Math.abs(v - slow[r]![t]!)).toBeLessThan(1e-8 * (1 + Math.abs(v)));
      });
    });
    expect(model.fitUnits(drawn, regressions)).toEqual(fast);
  }
});

it("leaves to the rows what sums cannot tell", () => {
  const frame = frameOf("y ~ d + late | city + year");
  const unit = frameClasses(frame).classes("city");
  const all = new Float64Array(unit.size).fill(1);
  const late = [{ outcome: "y", regressors: ["d", "late"], terms: ["late", "d"] }];
  // A column of the year alone: the year effects leave nothing but rounding of it.
  expect(unitProducts(frame, unit)!.fit(all, late)).toBeUndefined();
  const units = Array.from({ length: unit.size }, (_, u) => u);
  const found = subsampleModel(frame, unit).fitUnits(units, late)[0]!;
  expect(found[0]).toBeNaN();
  expect(Number.isFinite(found[1]!)).toBe(true);
});

it("is not for other effects than those of units and one more", () => {
  const by = (formula: string, column: string) => {
    const frame = frameOf(formula);
    return unitProducts(frame, frameClasses(frame).classes(column));
  };
  expect(by("y ~ d + x", "city")).toBeUndefined();
  expect(by("y ~ d + x | year", "city")).toBeUndefined();
  expect(by("y ~ d + x | city + year + province^year", "city")).toBeUndefined();
  expect(by("y ~ d + x | city[x] + year", "city")).toBeUndefined();
});
