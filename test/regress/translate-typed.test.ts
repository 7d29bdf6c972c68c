import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parseFormula, TYPED_PAIRS, translateTyped } from "../../src/regress/index.js";
import { runWords } from "../run-words.js";

const DATA = resolve(import.meta.dirname, "../golden/cases/c13.csv");

describe("lines of Stata and fixest are answered with ours", () => {
  it.each(TYPED_PAIRS)("$typed", ({ typed, formula, options = "" }) => {
    expect(translateTyped(typed)).toEqual({ formula, options });
    expect(parseFormula(formula).length).toBeGreaterThan(0);
    // Our own line has nothing to translate.
    expect(translateTyped(formula)).toBeNull();
  });

  it.each([
    ["y ~ L.x | id", '"y ~ l(x, 1) | id" --panel UNIT,TIME'],
    ["y ~ c.x#i.year | id", '"y ~ i(year, x) | id"'],
    ["y ~ poly(x,2) | id", '"y ~ x + I(x^2) | id"'],
    ["y ~ mvsw(x, z) | id", '"y ~ sw0(x, z, x + z) | id"'],
    ["y ~ i(year, i.prov, ref=2012) | id", "i(year, ref=2012):i(prov) + i(prov) | id"],
    ["reghdfe y x, absorb(id year) vce(cluster id)", '"y ~ x | id + year" --cluster id'],
    ["feols(y ~ x | id, data, cluster = ~id)", '"y ~ x | id" --cluster id'],
  ])("on the command line: %s", async (typed, line) => {
    const { code, err } = await runWords(["regress", DATA, typed]);
    expect(code).toBe(2);
    expect(err).toContain(line);
  });

  it.each([
    [["y ~ x", "--absorb", "id"], 'regress DATA "y ~ x | id"'],
    [["y ~ x", "--absorb=id,year", "--vce", "cluster", "id"], '"y ~ x | id + year" --cluster id'],
    [["y ~ x | id", "--fe", "year"], '"y ~ x | id + year"'],
    [["y ~ x", "--vce", "robust"], '"y ~ x" --vcov hc1'],
    [["y ~ x", "--robust", "--lang", "en"], '"y ~ x" --lang en --vcov hc1'],
    [["y ~ x", "absorb(id)", "vce(cluster id)"], '"y ~ x | id" --cluster id'],
    [["y", "x", "z", "absorb(id)"], '"y ~ x + z | id"'],
    [["y", "x", "if year > 2012", "r"], '"y ~ x" --where "year > 2012" --vcov hc1'],
    [["y ~ x", "if year > 2012"], '"y ~ x" --where "year > 2012"'],
    [["y ~ x", "--weight", "lp"], '"y ~ x" --weights lp'],
    [["y ~ x", "absorb(id)", "nocons"], '"y ~ x | id"; not translated: nocons'],
    [["y ~ ."], '"y ~ id + year + prov + ind + did + tr + x + z + e + cnt + lp"'],
    [["log(y) ~ . | id"], '"log(y) ~ year + prov + ind + did + tr + x + z + e + cnt + lp | id"'],
    [["y ~ bs(x, 3) | id"], '"y ~ x + I(x^2) + I(x^3) | id" (a polynomial'],
    [["y ~ i(year, prov)"], '"y ~ i(year):i(prov) + i(prov)"'],
    [
      ["y ~ sunab(g, year) + x | id + year"],
      'did sunab DATA "y ~ x" --unit id --time year --first g',
    ],
    [["y ~ x | id", "--vcov", "~id"], "--cluster id in its place"],
  ])("words and flags: %j", async (words, line) => {
    const { code, out, err } = await runWords(["regress", DATA, ...words]);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err.replaceAll(DATA, "DATA")).toContain(line);
  });

  it("did, mediate and the commands of Stata and fixest too", async () => {
    const keys = ["--unit", "id", "--time", "year", "--first", "did"];
    const ask = async (...words: string[]) => (await runWords(words)).err.replaceAll(DATA, "DATA");
    const rest = keys.join(" ");
    expect(await ask("did", "twfe", DATA, "y ~ x", ...keys, "--absorb", "id year")).toContain(
      `Type: xinzhi did twfe DATA "y ~ x | id + year" ${rest}\n`,
    );
    expect(await ask("did", "twfe", DATA, "y ~ x", ...keys, "vce(cluster prov)")).toContain(
      `Type: xinzhi did twfe DATA "y ~ x" ${rest} --cluster prov\n`,
    );
    expect(await ask("mediate", DATA, "y ~ x", "--mediator", "z", "--absorb", "id")).toContain(
      'Type: xinzhi mediate DATA "y ~ x | id" --mediator z\n',
    );
    expect(await ask("reghdfe", DATA, "y x, absorb(id)")).toContain('regress DATA "y ~ x | id"');
    expect(await ask("reghdfe", "y", "x,", "absorb(id)")).toContain('regress DATA "y ~ x | id"');
    expect(await ask("feols", DATA, "y ~ x | id")).toContain('regress DATA "y ~ x | id"');
    expect(await ask("regress", DATA, "y ~ x", "--nonsense")).toContain("regress --help");
  });

  it("what is understood gives the number of our own words", async () => {
    const terms = async (...words: string[]) => {
      const { code, out, err } = await runWords(["regress", DATA, ...words, "--json", "--quiet"]);
      expect(code, err).toBe(0);
      return JSON.parse(out).terms;
    };
    expect(await terms("y ~ x", "--cluster", "~id + year")).toEqual(
      await terms("y ~ x", "--cluster", "id,year"),
    );
    expect(await terms("y ~ x", "--vcov", "robust")).toEqual(await terms("y ~ x", "--vcov", "hc1"));
    expect(await terms("y ~ x", "--vcov", "HC1")).toEqual(await terms("y ~ x", "--vcov", "hetero"));
    const [, , square] = await terms("y ~ x + x^2");
    const [, , inside] = await terms("y ~ x + I(x^2)");
    expect(square.estimate).toBe(inside.estimate);
  });

  it("leaves names with dots and our own formulas alone", () => {
    for (const text of ["y ~ x.lag | city", "log(y) ~ l(x, 1) + I(x^2) | a^b", "y ~ `L.x`"]) {
      expect(translateTyped(text)).toBeNull();
    }
  });
});

describe("the how-to of regressions", () => {
  it.each(["run-regressions.md", "run-regressions.zh-CN.md"])("%s holds every pair", (name) => {
    const text = readFileSync(resolve(import.meta.dirname, "../../docs/how-to", name), "utf8");
    const escaped = (s: string) => s.replaceAll("|", "\\|");
    for (const { typed, formula, options } of TYPED_PAIRS) {
      const line = `"${escaped(formula)}"${options === undefined ? "" : ` ${options}`}`;
      expect(text).toContain(`| \`${escaped(typed)}\` | \`${line}\` |`);
    }
  });
});
