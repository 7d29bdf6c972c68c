import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../src/table/index.js";
import { runWords } from "../run-words.js";

const folder = mkdtempSync(join(tmpdir(), "xinzhi-"));
const root = resolve(import.meta.dirname, "../..");
const golden = (name: string) => resolve(root, "test/golden", name);

const run = (...argv: string[]) => runWords(argv, { env: { LANG: "C" } });

/** Splits an example as a shell would: quotes hold blanks together. */
function words(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2]!);
}

for (const name of ["mediate", "moderate", "ife", "frontier", "dml"]) {
  it(`${name} explains itself with an example that runs as printed`, async () => {
    const { code, out } = await run(name, "--help");
    expect(code).toBe(0);
    const [program, ...argv] = words(/Examples:\n {2}(.*)/.exec(out)![1]!);
    expect(program).toBe("xinzhi");
    const relative = argv.map((a) => (a.startsWith("corpus/") ? resolve(root, a) : a));
    const done = await run(...relative, "--json", "--quiet");
    expect(done.err).toBe("");
    expect(done.code).toBe(0);
    expect(JSON.parse(done.out).provenance.generatedAt).toBe("2026-01-01T00:00:00.000Z");
  });
}

describe("regress --family", () => {
  const data = golden("regress/c05_count_binary.csv");

  it("fits every family to the golden log-likelihoods", async () => {
    const cases = [
      ["poisson", "patents ~ did + lngdp + rd | city + year", -6537.634132736399],
      ["negbin", "patents ~ did + lngdp + rd + i(year)", -5360.952166239449],
      ["logit", "pilot ~ lngdp + rd + did", -1008.8891703281948],
      ["probit", "pilot ~ lngdp + rd + did", -1007.9054447983422],
      ["clogit", "pilot ~ lngdp + rd + did | city", -677.6327790785095],
      ["tobit", "share ~ lngdp + rd + did", -1067.7334233379786],
    ] as const;
    for (const [family, formula, logLik] of cases) {
      const { code, out } = await run(
        ...["regress", data, formula, "--family", family, "--vcov", "iid", "--json"],
      );
      expect(code, family).toBe(0);
      const json = JSON.parse(out);
      expect(json.model).toBe(family);
      expect(json.logLik / logLik).toBeCloseTo(1, 9);
      expect(json.vcov.df).toBeNull();
    }
  });

  it("takes an offset as an expression and prints what was dropped", async () => {
    const { out, err } = await run(
      ...["regress", data, "patents ~ did + lngdp + rd | city + year", "--family", "poisson"],
      ...["--offset", "log(pop)", "--cluster", "city"],
    );
    expect(out).toMatch(/lngdp +0\.23657 +0\.16546/);
    expect(out).toMatch(/Pseudo R² 0\.642845/);
    expect(err).toMatch(/89 with a certain outcome/);
  });

  it("answers a wrong outcome and a misspelt family with exit code 2", async () => {
    const bad = await run("regress", data, "lngdp ~ did", "--family", "logit", "--vcov", "iid");
    expect(bad.code).toBe(2);
    expect(bad.err).toMatch(/outcome of 0 and 1/);
    const typo = await run("regress", data, "patents ~ did", "--family", "poison");
    expect(typo.code).toBe(2);
    expect(typo.err).toMatch(/poisson/);
  });
});

describe("after a regression", () => {
  const data = golden("regress/c01_city_panel.csv");
  const model = ["regress", data, "lngreen ~ did + lngdp + fdi | city + year", "--cluster", "city"];

  it("tests restrictions, combines coefficients and writes the rows", async () => {
    const file = join(folder, "rows.csv");
    const { code, out } = await run(
      ...[
        ...model,
        "--test",
        "lngdp = 0; lngdp - 2*fdi = 0",
        "--test",
        "did",
        "--lincom",
        "did + lngdp",
      ],
      ...["--rows", file, "--json"],
    );
    expect(code).toBe(0);
    const json = JSON.parse(out);
    const [did, lngdp] = json.terms;
    expect(json.tests[0].hypothesis).toBe("lngdp = 0, lngdp - 2·fdi = 0");
    expect(json.tests[0].df1).toBe(2);
    expect(json.tests[1].statistic).toBeCloseTo(did.statistic ** 2, 8);
    expect(json.combinations[0].estimate).toBeCloseTo(did.estimate + lngdp.estimate, 12);
    const table = readCsv(readFileSync(file));
    const gap = (i: number) =>
      table.number("lngreen")[i]! - table.number("predicted")[i]! - table.number("residual")[i]!;
    const used = [...table.number("residual").keys()].filter((i) => table.number("residual")[i]);
    expect(used.length).toBeGreaterThan(json.nobs - 5);
    expect(Math.max(...used.map((i) => Math.abs(gap(i))))).toBeLessThan(1e-8);
    expect(table.names).toContain("effect_year");
  });

  it("shows where a restriction cannot be read, in both languages", async () => {
    const en = await run(...model, "--test", "did = lngdpp");
    expect([en.code, en.err.includes('"lngdp"')]).toEqual([2, true]);
    const zh = await run(...model, "--lincom", "did +", "--lang", "zh");
    expect(zh.err).toMatch(/此处应为系数名或数字/);
    const several = await run(
      "regress",
      data,
      "lngreen ~ sw(lngdp, fdi)",
      "--rows",
      join(folder, "r.csv"),
    );
    expect(several.code).toBe(2);
  });

  it("prints the tests of instruments as ivreg2 does", async () => {
    const iv = ["regress", golden("regress/c04_iv.csv"), "y ~ lngdp | city + year | dig ~ z1 + z2"];
    const { out } = await run(...iv, "--cluster", "city");
    expect(out).toMatch(/Kleibergen–Paap rk Wald F [\d.]+, Cragg–Donald F/);
    expect(out).toMatch(/Hansen J\): χ²\(1\)/);
    expect((await run(...iv, "--vcov", "iid", "--lang", "zh")).out).toMatch(
      /识别不足检验 \(Anderson LM\)/,
    );
  });
});

describe("the estimators' commands", () => {
  it("mediate prints the steps and writes a Word table", async () => {
    const word = join(folder, "mediation.docx");
    const { code, out } = await run(
      ...["mediate", golden("regress/c06_mediation_dk.csv"), "y ~ did + x1 + x2 | city + year"],
      ...["--mediator", "med", "--cluster", "city", "-o", word],
    );
    expect(code).toBe(0);
    expect(out).toMatch(/sobel {2}se 0\.017702 {2}z 6\.5543/);
    expect(existsSync(word)).toBe(true);
  });

  it("frontier writes the efficiencies with their keys", async () => {
    const file = join(folder, "efficiency.csv");
    const { code } = await run(
      ...[
        "frontier",
        golden("regress/c08_frontier.csv"),
        "lny ~ lnk + lnl",
        "--panel",
        "firm,year",
      ],
      ...["--time-varying", "--distribution", "truncated-normal", "--efficiency", file],
    );
    expect(code).toBe(0);
    const [head, first] = readFileSync(file, "utf8").split("\n");
    expect(head).toBe("firm,year,efficiency,inefficiency");
    expect(Number(first!.split(",")[2])).toBeCloseTo(0.9219234270412064, 7);
  });

  it("dml takes given folds; ife a chosen number of factors", async () => {
    const dml = await run(
      ...["dml", golden("did/d01_staggered.csv"), "y ~ did + gdp + ind + fdi + gov + edu"],
      ...["--learner", "ridge:10", "--fold-column", "fold_city", "--cluster", "city", "--json"],
    );
    const json = JSON.parse(dml.out);
    expect(json.term.estimate).toBeCloseTo(0.21784254871743403, 9);
    expect(json.term.se).toBeCloseTo(0.044699291127266685, 9);
    const ife = await run(
      ...["ife", golden("regress/c07_interactive_fe.csv"), "y ~ x1 + x2 + did", "--factors", "2"],
      ...["--panel", "city,year", "--json"],
    );
    expect(JSON.parse(ife.out).terms[0].estimate).toBeCloseTo(0.904732785829803, 8);
  });

  it("moderate compares groups, and options without a meaning are refused", async () => {
    const data = golden("did/d01_staggered.csv");
    const { out } = await run(
      ...["moderate", data, "y ~ did | city + year", "--group", "east", "--panel", "city,year"],
      ...["--test", "permutation,chow", "--draws", "10", "--json"],
    );
    const json = JSON.parse(out);
    expect(json.difference).toBeCloseTo(0.049157025332873264, 10);
    expect(json.permutation.differences).toHaveLength(10);
    expect(json.bootstrap).toBeNull();
    const formula = "y ~ did | city + year";
    for (const argv of [
      ["moderate", data, formula, "--cluster", "city"],
      ["moderate", data, formula, "--group", "east", "--centre", "mean", "--cluster", "city"],
      ["moderate", data, formula, "--moderator", "gdp", "--test", "chow", "--cluster", "city"],
      ["mediate", data, formula, "--mediator", "gdp", "--bootstrap", "50", "--vcov", "hc1"],
      ["mediate", data, formula, "--mediator", "gdp", "--family", "logit", "--cluster", "city"],
      ["ife", data, formula, "--panel", "city", "--factors", "1"],
      ["ife", data, formula, "--panel", "city,year", "--vcov", "cluster"],
      ["frontier", data, "y ~ gdp", "--time-varying"],
      ["dml", data, "y ~ did", "--learner", "ols"],
    ]) {
      const { code, err } = await run(...argv);
      expect([code, argv.join(" ")]).toEqual([2, argv.join(" ")]);
      expect(err).not.toMatch(/undefined|NaN/);
    }
  });
});
