import { describe, expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import { eventStudyFit, specificationGrid, twfeFit } from "../../src/did/index.js";
import { dml } from "../../src/learn/index.js";
import { compareGroups, mediate, moderate } from "../../src/mechanism/index.js";
import {
  composeFormula,
  effectsOf,
  fitFamily,
  parseFormula,
  poisson,
  printFormula,
  printTerm,
  regress,
  termName,
  termOf,
  withEffects,
  withoutTerm,
  withTerm,
} from "../../src/regress/index.js";
import { Table } from "../../src/table/index.js";

const cluster = { type: "cluster", cluster: ["city"] } as const;

/** The same panel under plain names and under names as yearbooks print them. */
function panels() {
  const rng = createRng(7);
  const rows = Array.from({ length: 30 * 8 }, (_, i) => ({
    city: i % 30,
    year: Math.floor(i / 30),
  }));
  const numbers = (f: (r: (typeof rows)[number]) => number) => rows.map(f);
  const city = numbers((r) => r.city);
  const year = numbers((r) => 2010 + r.year);
  const first = numbers((r) => (r.city < 10 ? 2014 : r.city < 18 ? 2016 : 0));
  const did = rows.map((_, i) => (first[i]! > 0 && year[i]! >= first[i]! ? 1 : 0));
  const gdp = rows.map((r) => 3 + r.city / 9 + rng.normal());
  const med = rows.map((_, i) => did[i]! * 0.5 + rng.normal());
  const y = rows.map((_, i) => did[i]! + 0.3 * med[i]! + 0.2 * gdp[i]! + rng.normal() + 5);
  const count = rows.map((_, i) =>
    Math.round(Math.exp(0.3 * did[i]! + 0.1 * gdp[i]! + 0.2 * rng.normal()) * 4),
  );
  const half = numbers((r) => r.city % 2);
  return {
    plain: Table.of({ city, year, first, did, gdp, med, y, count, half }),
    printed: Table.of({
      city,
      "年份（年）": year,
      first,
      did,
      "人均GDP（万元/人）": gdp,
      "R&D 占比(%)": med,
      "总产值～现价": y,
      "专利（件）": count,
      half,
    }),
  };
}

const { plain, printed } = panels();

describe("formulas with full-width signs, backquotes and units in brackets", () => {
  const numbers = (rows: readonly { estimate: number; se: number | null }[]) =>
    rows.map((r) => [r.estimate, r.se]);

  it.each([
    "`总产值～现价` ～ did ＋ 人均GDP（万元/人） ｜ city ＋ 年份（年）",
    "`总产值～现价` ~ did + 人均GDP(万元/人) | city + 年份(年)",
    "`总产值～现价` ~ did + `人均GDP（万元/人）` | `city` + `年份（年）`",
  ])("regress: %s", (formula) => {
    const expected = regress(plain, "y ~ did + gdp | city + year", { vcov: cluster });
    const fit = regress(printed, formula, { vcov: cluster });
    expect(fit.names).toEqual(["did", "人均GDP（万元/人）"]);
    expect(numbers(fit.tidy())).toEqual(numbers(expected.tidy()));
  });

  it("mediation, its bootstrap too", () => {
    const options = { vcov: cluster, bootstrap: { draws: 40, by: "city", seed: 3 } };
    const expected = mediate(plain, "log(y) ~ did + gdp | city + year", {
      ...options,
      mediators: ["med"],
    }).paths[0]!;
    const path = mediate(
      printed,
      "log(`总产值～现价`) ～ did ＋ 人均GDP（万元/人） ｜ city ＋ 年份（年）",
      {
        ...options,
        mediators: ["R&D 占比(%)"],
      },
    ).paths[0]!;
    expect(path.b!.names[0]).toBe("R&D 占比(%)");
    expect(path.indirect).toBe(expected.indirect);
    expect(path.bootstrap!.bca).toEqual(expected.bootstrap!.bca);
  });

  it.each(["mean", "none"] as const)("moderation, centre %s", (centre) => {
    const expected = moderate(plain, "y ~ did + gdp | city + year", {
      moderator: "med",
      centre,
      vcov: cluster,
    });
    const found = moderate(
      printed,
      "`总产值～现价` ～ did + 人均GDP（万元/人） ｜ city + 年份（年）",
      {
        moderator: "R&D 占比(%)",
        centre,
        vcov: cluster,
      },
    );
    expect(numbers(found.slopes)).toEqual(numbers(expected.slopes));
  });

  it("differences between groups, the treatment a column in brackets", () => {
    const options = { group: "half", vcov: cluster, tests: ["chow", "sur"] as const };
    const expected = compareGroups(plain, "y ~ gdp + did | city + year", options);
    const found = compareGroups(
      printed,
      "`总产值～现价` ～ did + 人均GDP（万元/人） ｜ city + 年份（年）",
      {
        ...options,
        treatment: "人均GDP（万元/人）",
      },
    );
    expect(found.difference).toBe(expected.difference);
    expect(found.chow!.se).toBeCloseTo(expected.chow!.se!, 12);
  });

  it("difference in differences: least squares, Poisson, events, curve", () => {
    const keys = { unit: "city", time: "year", first: "first" };
    const own = { ...keys, time: "年份（年）" };
    const right = "人均GDP（万元/人） ｜ city ＋ 年份（年）";
    for (const [y, count, family] of [
      ["y", "`总产值～现价`", "gaussian"],
      ["count", "专利（件）", "poisson"],
    ] as const) {
      const expected = twfeFit(plain, `${y} ~ gdp | city + year`, keys, { vcov: cluster }, family);
      const fit = twfeFit(printed, `${count} ～ ${right}`, own, { vcov: cluster }, family);
      expect(numbers(fit.tidy())).toEqual(numbers(expected.tidy()));
    }
    const events = eventStudyFit(plain, "y ~ gdp", keys, { vcov: cluster }).events;
    const same = eventStudyFit(printed, "`总产值～现价` ～ 人均GDP（万元/人）", own, {
      vcov: cluster,
    });
    expect(numbers(same.events)).toEqual(numbers(events));
    const grid = specificationGrid(printed, `\`总产值～现价\` ～ ${right}`, own, {
      fixedEffects: ["年份（年） + city"],
    });
    const [a, b] = [0, 1].map((set) => grid.estimate([1, 0, set, 0])!);
    expect(a!.estimate).toBeCloseTo(b!.estimate, 10);
  });

  it("double machine learning and the families of counts", () => {
    const options = { learner: "lasso", cluster: "city" } as const;
    const expected = dml(plain, "y ~ did + gdp + med | city + year", options).term;
    const right = "did + 人均GDP（万元/人） + `R&D 占比(%)` ｜ city + 年份（年）";
    expect(dml(printed, `\`总产值～现价\` ～ ${right}`, options).term.estimate).toBe(
      expected.estimate,
    );
    const counts = poisson(plain, "count ~ did | city + year", { vcov: cluster });
    const found = fitFamily(printed, "专利（件） ～ did ｜ city + 年份（年）", "poisson", {
      vcov: cluster,
    });
    expect(found.coefficients).toEqual(counts.coefficients);
  });

  it("conditions", () => {
    const where = "人均GDP（万元/人） > 4 & 年份(年) >= 2012";
    const fit = regress(printed, "`总产值～现价` ~ did", { vcov: cluster, where });
    expect(fit.nobs).toBe(
      regress(plain, "y ~ did", { vcov: cluster, where: "gdp > 4 & year >= 2012" }).nobs,
    );
  });

  it("a bracket after the name of a function stays a call", () => {
    const table = Table.of({ y: [1, 2, 4, 3], x: [1, 3, 2, 5], "log(x)": [9, 9, 9, 8] });
    const own = regress(table, "y ~ log(x)", { vcov: { type: "iid" } });
    const values = own.frame.regressors[0]!.values;
    expect(values[1]).toBe(Math.log(3));
  });
});

describe("editing a formula", () => {
  const [formula] = parseFormula("y ~ x + l(z) + a:b | city | e ~ q");

  it("takes terms in and out, whatever order or spelling they have", () => {
    expect(withTerm(formula!, termOf("did")).terms.map(printTerm)).toEqual([
      "did",
      "x",
      "l(z, 1)",
      "a:b",
    ]);
    expect(withoutTerm(formula!, termOf("b:a")).terms.map(printTerm)).toEqual(["x", "l(z, 1)"]);
    expect(withTerm(formula!, termOf("l(z,1)"), "last").terms.map(printTerm)).toEqual([
      "x",
      "a:b",
      "l(z, 1)",
    ]);
    expect(["l(x)", "l(x,1)", "l(x, 1)"].map((t) => termName(t))).toEqual(Array(3).fill("l(x, 1)"));
  });

  it("prints text that reads back as the same model", () => {
    for (const text of [
      "y ~ x + l(z, 1) + a:b | city | e ~ q",
      "log(`R&D（元）`) ~ I(a + b) + i(year, ref = 2012) - 1 | `城市 名`^year + unit[t]",
      "y ~ 1",
      "y ~ 0",
    ]) {
      const [first] = parseFormula(text);
      const [again] = parseFormula(printFormula(first!));
      expect(printFormula(again!)).toBe(printFormula(first!));
      expect(again!.terms.map(printTerm)).toEqual(first!.terms.map(printTerm));
      expect(again!.intercept).toBe(first!.intercept);
    }
    expect(printFormula(withEffects(formula!, effectsOf("a^b + c")))).toBe(
      "y ~ x + l(z, 1) + a:b | a^b + c | e ~ q",
    );
  });

  it("is put together from columns with any name and from terms", () => {
    const composed = composeFormula(
      {
        outcome: "总产值～现价",
        terms: ["did", "人均GDP（万元/人）", "l(did)"],
        effects: ["年份（年）"],
      },
      printed,
    );
    expect(printFormula(composed)).toBe(
      "`总产值～现价` ~ did + `人均GDP（万元/人）` + l(did, 1) | `年份（年）`",
    );
  });
});
