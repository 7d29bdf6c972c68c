import { describe, expect, it } from "vitest";
import { evaluateWhere, parseFormula, printTerm, regress } from "../../src/regress/index.js";
import { Panel, Table } from "../../src/table/index.js";

const vcov = { type: "hc1" } as const;

function message(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  return "no error";
}

describe("the formula parser", () => {
  it("spreads products, interactions and powers into terms", () => {
    const [formula] = parseFormula("log(y) ~ a*b + (c + d):e + x^2 - 1 | f + g^h[t] | p ~ q + r");
    expect(formula!.terms.map(printTerm)).toEqual(["a", "b", "a:b", "c:e", "d:e", "x^2"]);
    expect(formula!.intercept).toBe("no");
    expect(formula!.effects.map((e) => e.columns.map((c) => c.name))).toEqual([["f"], ["g", "h"]]);
    expect(formula!.instruments!.instruments.map(printTerm)).toEqual(["q", "r"]);
  });

  it("makes one model for each outcome and step", () => {
    const models = parseFormula("c(y1, y2) ~ x + csw(a, b) | sw0(f)");
    expect(models).toHaveLength(8);
    expect(models[1]!.terms.map(printTerm)).toEqual(["x", "a", "b"]);
  });

  it("takes Chinese names, full-width operators and names in backquotes", () => {
    const [formula] = parseFormula("人均GDP ～ 数字经济 ＋ `R&D 占比` ｜ 城市");
    expect(formula!.terms.map(printTerm)).toEqual(["数字经济", "R&D 占比"]);
    expect(formula!.effects[0]!.columns[0]!.name).toBe("城市");
  });

  it.each([
    ["y ~ x + | city", 8],
    ["~ x", 0],
    ["y ~ x | city +", 14],
    ["y ~ log(x", 9],
    ["y ~ x % z", 6],
    ["y ~ x | city | d", 16],
  ])("puts the caret under the character at fault: %s", (text, at) => {
    const lines = message(() => parseFormula(text)).split("\n");
    expect(lines[1]!.trim()).toBe(text.trim());
    expect(lines[2]!.indexOf("^") - 4).toBe(at);
  });

  it("offers the nearest column and the nearest function", () => {
    const table = Table.of({ y: [1, 2, 3], gdp: [1, 3, 2] });
    expect(message(() => regress(table, "y ~ gpd", { vcov }))).toContain('Did you mean "gdp"');
    expect(message(() => regress(table, "y ~ lgo(gdp)", { vcov }))).toContain("log()");
  });
});

describe("conditions", () => {
  const table = Table.of({
    year: [2009, 2010, 2011, Number.NaN],
    province: ["西藏", "北京", null, "上海"],
  });
  it.each([
    ["year >= 2010 & province != '西藏'", [0, 1, 0, 0]],
    ["!(year > 2009)", [1, 0, 0, 1]],
    ["province %in% c('北京', '上海')", [0, 1, 0, 1]],
    ["year %in% c(2009:2010)", [1, 1, 0, 0]],
    ["is.na(province) | year == 2009", [1, 0, 1, 0]],
    ["year - 2000 < 11", [1, 1, 0, 0]],
  ])("%s", (condition, expected) => {
    expect([...evaluateWhere(table, condition)]).toEqual(expected);
  });
  it("knows no other functions", () => {
    expect(message(() => evaluateWhere(table, "sqrt(year) > 3"))).toContain("sqrt");
  });
});

describe("terms of time", () => {
  // Unit a misses 2012, so nothing may be taken across that gap.
  const panel = new Panel(
    Table.of({
      unit: ["a", "a", "a", "a", "b", "b", "b", "b"],
      year: [2010, 2011, 2013, 2014, 2010, 2011, 2012, 2013],
      x: [1, 2, 4, 8, 1, 3, 9, 27],
      y: [1, 2, 3, 5, 8, 13, 21, 34],
    }),
    { unit: "unit", time: "year" },
  );
  it("never looks across a gap", () => {
    const fit = regress(panel, "y ~ l(x, 1)", { vcov });
    expect(fit.nobs).toBe(5);
    expect(fit.names).toEqual(["(Intercept)", "l(x, 1)"]);
    expect(regress(panel, "y ~ d(x)", { vcov }).nobs).toBe(5);
    expect(regress(panel, "y ~ f(x, 2)", { vcov }).nobs).toBe(3);
  });
  it("needs unit and time", () => {
    const plain = Table.of({ y: [1, 2, 3], x: [1, 3, 2] });
    expect(message(() => regress(plain, "y ~ l(x)", { vcov }))).toContain("--panel");
  });
});
