import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runWords } from "../run-words.js";
import { COEFFICIENT, golden, goldenPath, near } from "./golden.js";

const did = (...words: string[]) => runWords(["did", ...words]);

const DATA = goldenPath("d01_staggered.csv");
const KEYS = ["--unit", "city", "--time", "year", "--first", "g"];

async function json(method: string, formula: string, ...more: string[]) {
  const { code, out, err } = await did(method, DATA, formula, ...KEYS, "--json", ...more);
  expect(err.includes("Error"), err).toBe(false);
  expect(code).toBe(0);
  return JSON.parse(out);
}

const result = (file: string, id: string) => golden(file).find((m) => m.id === id)!.results;

describe("xinzhi did", () => {
  it("prints fits, event studies and robust estimates as the published JSON", async () => {
    const twfe = await json("twfe", "y ~ gdp + ind + fdi + gov + edu", "--cluster", "prov");
    near(twfe.terms[0].se, result("d01_staggered", "twfe_x_prov").coefficients[0].se, 1e-7);
    expect(twfe.design.never.units).toBe(169);
    const es = await json("event-study", "y ~ 1", "--bins", "-4,4");
    near(
      es.events[0].estimate,
      result("d01_staggered", "event_bin4").event[0].estimate,
      COEFFICIENT,
    );
    expect(Object.keys(es.events[0])).toEqual(
      expect.arrayContaining(["time", "estimate", "se", "p", "ciLow", "ciHigh", "ciLowSup", "n"]),
    );
    const cs = await json("cs", "y ~ 1");
    near(
      cs.aggregate.simple.estimate,
      result("d01_staggered", "cs_never_var").simple.att,
      COEFFICIENT,
    );
    expect(cs.groupTime.length).toBe(30);
    for (const method of ["gardner", "bjs", "sunab", "etwfe", "stacked", "dcdh", "efficient"]) {
      const found = await json(method, "y ~ 1");
      expect(found.att.estimate, method).toBeGreaterThan(0.1);
      expect(found.provenance.input.sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it("prints decompositions and weights", async () => {
    const bacon = await json("bacon", "y ~ 1");
    near(bacon.twfe, result("d01_staggered", "bacon").twfe, COEFFICIENT);
    expect(bacon.within).toBeNull();
    expect((await json("weights", "y ~ 1")).positive.count).toBe(747);
  });

  it("takes given placebo draws, wide, and says the same p values", async () => {
    const file = goldenPath("d07_placebo_space.csv");
    const found = await json("placebo", "y ~ 1", "--assignments", file);
    const { summary, draws } = result("d07_draws", "placebo_space");
    near(found.draws[4].estimate, draws[4].estimate, COEFFICIENT);
    expect(found.pTwoSided).toBe(summary.p_two_sided);
    const time = await json("placebo", "y ~ 1", "--mode", "time", "--shift", "1,2");
    near(time.shifts[0].estimate, result("d07_draws", "placebo_time")[0].estimate, COEFFICIENT);
  });

  it("matches, compares groups, and looks at two policies", async () => {
    const psm = await json(
      "psm",
      "y ~ gdp + ind + fdi + gov + edu",
      "--when",
      "at=2013",
      "--ratio",
      "4",
    );
    const wanted = result("d06_psm", "nn4_replace").psm_did;
    near(psm.fit.terms[0].estimate, wanted.weighted_covariates.estimate, COEFFICIENT);
    near(psm.fitWithoutCovariates.terms[0].estimate, wanted.weighted.estimate, COEFFICIENT);
    const groups = await json(
      "subgroups",
      "y ~ 1",
      "--by",
      "east",
      "--assignments",
      goldenPath("d07_permute_city.csv"),
    );
    near(groups.difference, result("d07_draws", "permute_city").observed, COEFFICIENT);
    expect(groups.pTwoSided).toBe(result("d07_draws", "permute_city").p_two_sided);
  });

  it("writes tables and figures by the ending of the file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "did-"));
    const table = join(folder, "es.md");
    const figure = join(folder, "es.svg");
    const { code } = await did("event-study", DATA, "y ~ 1", ...KEYS, "-o", table, "-o", figure);
    expect(code).toBe(0);
    expect(readFileSync(table, "utf8")).toContain("Relative period");
    expect(readFileSync(figure, "utf8")).toContain("<svg");
  });

  it("refuses with exit code 2 and the way out", async () => {
    const wrong = await did("bacn", DATA, "y ~ 1", ...KEYS);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain("bacon");
    const variance = await did("sunab", DATA, "y ~ 1", ...KEYS, "--vcov", "hc1");
    expect(variance.code).toBe(2);
    expect(variance.err).toContain("twfe and event-study");
    const unbalanced = await did("bacon", goldenPath("d03_unbalanced.csv"), "y ~ 1", ...KEYS);
    expect(unbalanced.err).toContain("--balance units");
    const leaving = await did(
      "cs",
      DATA,
      "y ~ 1",
      "--unit",
      "city",
      "--time",
      "year",
      "--first",
      "did",
    );
    expect(leaving.code).toBe(2);
  });
});
