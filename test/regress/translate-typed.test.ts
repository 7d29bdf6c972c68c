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
