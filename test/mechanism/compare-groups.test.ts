import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import {
  compareGroups,
  moveLabels,
  rowsByUnit,
  rowsOfUnits,
  subsampleModel,
} from "../../src/mechanism/index.js";
import { frameClasses, modelFrame, parseFormula } from "../../src/regress/index.js";
import { Panel, readCsv, Table } from "../../src/table/index.js";

const folder = resolve(import.meta.dirname, "../golden/did");
const read = (name: string) => readCsv(readFileSync(resolve(folder, name)), { file: name });
const golden = JSON.parse(readFileSync(resolve(folder, "d07_draws.json"), "utf8")) as {
  models: { id: string; results: Record<string, never> }[];
};
// biome-ignore lint/suspicious/noExplicitAny: results differ by kind; tests read single fields
const resultsOf = (id: string): any => golden.models.find((m) => m.id === id)!.results;
const table = read("d01_staggered.csv");
const panel = new Panel(table, { unit: "city", time: "year" });
const cluster = { type: "cluster", cluster: ["city"] } as const;
const gap = (a: number, b: number) => Math.abs(a - b) / Math.max(Math.abs(b), 1e-3);
const COVARIATES = "gdp + ind + fdi + gov + edu";

/** Labels by row of the panel from the golden files. */
function cityLabels(draws: number): Uint8Array[] {
  const wide = read("d07_permute_city.csv");
  const city = table.number("city");
  const cities = [...new Set(city)].sort((a, b) => a - b);
  const at = new Map(cities.map((c, j) => [c, j + 1]));
  return Array.from({ length: draws }, (_, d) =>
    Uint8Array.from(city, (c) => wide.number(`c${at.get(c)}`)[d]!),
  );
}

function rowLabels(draws: number): Uint8Array[] {
  const long = read("d07_permute_row.csv");
  const key = (t: Table, i: number) => t.number("city")[i]! * 1e4 + t.number("year")[i]!;
  const row = new Map(Array.from({ length: long.nrow }, (_, i) => [key(long, i), i]));
  return Array.from({ length: draws }, (_, d) =>
    Uint8Array.from(
      { length: table.nrow },
      (_, i) => long.number(`p${d + 1}`)[row.get(key(table, i))!]!,
    ),
  );
}

describe("agrees with golden d07", () => {
  const cases = [
    ["permute_city", "y ~ did | city + year", "units"],
    ["permute_city_x", `y ~ did + ${COVARIATES} | city + year`, "units"],
    ["permute_row", "y ~ did | city + year", "rows"],
    ["permute_row_x", `y ~ did + ${COVARIATES} | city + year`, "rows"],
  ] as const;
  for (const [id, formula, permute] of cases) {
    it(id, () => {
      const expected = resultsOf(id);
      const draws = 25;
      const found = compareGroups(panel, formula, {
        group: "east",
        tests: ["permutation"],
        permute,
        vcov: cluster,
        labels: (permute === "units" ? cityLabels : rowLabels)(draws),
      });
      expect(gap(found.difference, expected.observed)).toBeLessThan(1e-8);
      const { differences } = found.permutation!;
      for (let d = 0; d < draws; d++) {
        expect(gap(differences[d]!, expected.differences[d])).toBeLessThan(1e-7);
      }
      const codes = found.warnings.map((w) => w.code);
      expect(codes.includes("mechanism/rows-permuted")).toBe(permute === "rows");
    });
  }

  it("labels that are given need no unit to move", () => {
    const labels = cityLabels(3);
    const options = { group: "east", tests: ["permutation"], vcov: cluster, labels } as const;
    const [bare, known] = [table, panel].map(
      (data) => compareGroups(data, "y ~ did | city + year", options).permutation!,
    );
    expect([...bare!.differences]).toEqual([...known!.differences]);
  });

  it("chow: the fully interacted regression", () => {
    const { full_interaction: expected } = resultsOf("chow");
    const { chow, difference } = compareGroups(panel, `y ~ did + ${COVARIATES} | city + year`, {
      group: "east",
      tests: ["chow"],
      vcov: cluster,
    });
    expect(gap(chow!.estimate, expected.difference)).toBeLessThan(1e-8);
    expect(gap(chow!.se!, expected.se)).toBeLessThan(1e-7);
    expect(gap(chow!.p!, expected.p)).toBeLessThan(1e-6);
    expect(chow!.estimate).toBeCloseTo(difference, 10);
  });

  it("bootstrap_city: a city drawn twice counts as two cities", () => {
    const expected = resultsOf("bootstrap_city");
    const frame = modelFrame(panel, parseFormula(`y ~ did + ${COVARIATES} | city + year`)[0]!, {});
    const { codes, size } = frameClasses(frame).classes("city");
    const model = subsampleModel(frame, { codes, size });
    const units = rowsByUnit(codes, size);
    const file = read("d07_bootstrap.csv");
    const names = frame.regressors.map((c) => c.name);
    const cities = [...new Set(table.number("city"))].sort((a, b) => a - b);
    const at = new Map(cities.map((c, j) => [c, j]));
    for (let d = 0; d < 15; d++) {
      const drawn = Int32Array.from(
        { length: size },
        (_, k) => at.get(file.number(`k${k + 1}`)[d]!)!,
      );
      const rows = rowsOfUnits(drawn, units);
      const terms = ["did"];
      const both = [
        { outcome: "y", regressors: terms, terms },
        { outcome: "y", regressors: names, terms },
      ];
      for (const [plain, full] of [model.fit(rows, both), model.fitUnits(drawn, both)]) {
        expect(gap(plain![0]!, expected.did[d])).toBeLessThan(1e-7);
        expect(gap(full![0]!, expected.did_covariates[d])).toBeLessThan(1e-7);
      }
    }
  });
});

describe("random draws", () => {
  const options = { group: "east", vcov: cluster, draws: 30, seed: 5 } as const;

  it("repeat with the seed and give shares between 0 and 1", () => {
    const tests = ["permutation", "bootstrap", "sur"] as const;
    const a = compareGroups(panel, "y ~ did | city + year", { ...options, tests });
    const b = compareGroups(panel, "y ~ did | city + year", { ...options, tests });
    expect(b.permutation!.differences).toEqual(a.permutation!.differences);
    expect(b.bootstrap!.differences).toEqual(a.bootstrap!.differences);
    expect(a.permutation!.failed).toBe(0);
    expect(a.permutation!.pLeft + a.permutation!.pRight).toBeGreaterThanOrEqual(1);
    expect(a.bootstrap!.se / a.sur!.se!).toBeGreaterThan(0.6);
    expect(a.bootstrap!.se / a.sur!.se!).toBeLessThan(1.6);
    expect(a.levels).toEqual(["0", "1"]);
  });

  it("one-way clustered sur equals separate regressions when no cluster spans both groups", () => {
    const { sur, fits } = compareGroups(panel, "y ~ did | city + year", {
      ...options,
      tests: ["sur"],
      ssc: "none",
    });
    const [zero, one] = fits.map((f) => f.tidy()[0]!.se!);
    // Both regressions have their own G/(G−1) left out; the joint one has that of all clusters.
    const G = 275;
    expect(sur!.se! / Math.sqrt((G / (G - 1)) * (zero! ** 2 + one! ** 2))).toBeCloseTo(1, 6);
  });
});

it("label paths move whole: each unit keeps another unit's history", () => {
  const unit = Int32Array.of(0, 0, 0, 1, 1, 1, 2, 2);
  const times = Float64Array.of(1, 2, 3, 1, 2, 3, 1, 3);
  const labels = Int32Array.of(0, 1, 1, 0, 0, 0, 1, 1);
  const moved = moveLabels(labels, unit, 3, times, Int32Array.of(2, 0, 1));
  expect([...moved]).toEqual([1, 1, 1, 0, 1, 1, 0, 0]);
  expect([...moveLabels(labels, unit, 3, times, Int32Array.of(0, 1, 2))]).toEqual([...labels]);
});

it("shuffling rows rejects a true null far more often than moving units", () => {
  // No group difference, effects by unit, outcomes persistent inside units, no fixed effects.
  let rows = 0;
  let units = 0;
  const runs = 30;
  for (let r = 0; r < runs; r++) {
    const rng = createRng(100 + r);
    const n = 24 * 6;
    const u = Array.from({ length: n }, (_, i) => Math.floor(i / 6));
    const level = Array.from({ length: 24 }, () => rng.normal());
    const slope = Array.from({ length: 24 }, () => 0.7 * rng.normal());
    const x = u.map((v) => level[v]! + 0.2 * rng.normal());
    const y = x.map((v, i) => v + 2 * slope[u[i]!]! + 0.2 * rng.normal());
    const g = u.map((v) => (v < 12 ? 0 : 1));
    const data = Table.of({ y, x, u, g });
    const common = {
      group: "g",
      unit: "u",
      draws: 39,
      seed: r,
      vcov: { type: "hc1" },
      tests: ["permutation"],
    } as const;
    if (compareGroups(data, "y ~ x", { ...common, permute: "rows" }).permutation!.pTwoSided < 0.1)
      rows++;
    if (compareGroups(data, "y ~ x", common).permutation!.pTwoSided < 0.1) units++;
  }
  expect(units / runs).toBeLessThan(0.3);
  expect(rows).toBeGreaterThan(units + 5);
});

describe("bad input", () => {
  it("says what is wrong with groups and units", () => {
    const one = { vcov: cluster, draws: 5 } as const;
    expect(() => compareGroups(panel, "y ~ did | city", { ...one, group: "prov" })).toThrow(
      /exactly two/,
    );
    expect(() => compareGroups(table, "y ~ did | city", { ...one, group: "east" })).toThrow(
      /no unit is named/,
    );
    expect(() => compareGroups(panel, "y ~ east | year", { ...one, group: "east" })).toThrow();
    expect(() => compareGroups(panel, "y ~ did | city", { ...one, group: "eastt" })).toThrow(
      /"east"/,
    );
  });
});
