import { describe, expect, it } from "vitest";
import { csMethod, eventStudyMethod } from "../../src/did/estimators/index.js";
import {
  balanceFigure,
  balanceTable,
  coefficientFigure,
  comparisonFigure,
  describeResult,
  draw,
  type FigureModel,
  figureToSvg,
  firstStageTable,
  methodsParagraph,
  placeboFigure,
  specificationFigure,
  supportFigure,
  tableToText,
  toTable,
} from "../../src/report/index.js";
import { methodNameOf } from "../../src/result/index.js";
import { bacon, balance, fit, index, placebo, specCurve, weights } from "./result-samples.js";
import { columns, study } from "./samples.js";

describe("the table of a result", () => {
  it("sums a decomposition to the two-way estimate", () => {
    const text = tableToText(toTable(bacon), "en");
    expect(text).toMatch(/Treated vs never treated\s+2\s+0\.8000\s+0\.0200\s+0\.0160/);
    expect(text).toMatch(/TWFE\s+1\.0000\s+0\.0170\s+0\.0170/);
  });

  it("counts positive and negative weights", () => {
    expect(tableToText(toTable(weights), "en")).toMatch(/Negative weights\s+2\s+0\.200\s+-0\.0500/);
  });

  it("shows bias before and after matching with its reduction", () => {
    const text = tableToText(balanceTable(balance), "zh");
    expect(text).toMatch(/gdp\s+匹配前.*40\.0/);
    expect(text).toMatch(/匹配后.*4\.0\s+90\.0/);
    expect(text).toContain("匹配前：平均偏差 27.5%");
  });

  it("lists events with intervals, bands and the overall effect", () => {
    const text = tableToText(toTable(study), "en");
    expect(text).toMatch(/-3\s+-0\.0030\*\*\s+0\.0050\s+0\.010\s+\[-0\.013, 0\.007\]/);
    expect(text).toMatch(/ATT\s+0\.0240\*\*\*/);
  });

  it("puts instrument tests under the second stage", () => {
    const [first, second] = columns as [(typeof columns)[0], (typeof columns)[1]];
    const tests = { kpF: 23.456, kpLm: { statistic: 12.3, p: 0.0004 } };
    const table = firstStageTable([{ firstStages: [first], second, tests }]);
    const row = table.groups[1]!.rows.find((r) => JSON.stringify(r.label).includes("KP rk Wald F"));
    expect(row!.cells).toEqual([{ kind: "empty" }, { kind: "text", text: "23.456" }]);
    expect(table.spans!.map((s) => [s.from, s.to])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it("names the choices of each specification", () => {
    expect(tableToText(toTable(specCurve), "zh")).toMatch(
      /1\s+无\s+全样本\s+0\.0100\s+0\.0050\s+594/,
    );
  });

  it("takes fits and lists of fits", () => {
    expect(toTable(fit).columns).toHaveLength(2);
    expect(toTable([fit, columns[0]!]).columns).toHaveLength(3);
    expect(tableToText(toTable(fit), "zh")).toContain("聚类到 city（54 个）");
  });
});

describe("the figure of a result", () => {
  const few = { ...placebo, draws: placebo.draws.slice(0, 3) };
  const constant = { ...placebo, draws: placebo.draws.map((d) => ({ ...d, estimate: 0.001 })) };
  const many = {
    ...specCurve,
    specifications: Array.from({ length: 200 }, (_, i) => ({
      ...specCurve.specifications[i % 4]!,
      estimate: i / 10_000,
    })),
  };
  const scores = { treated: [0.2, 0.5, 0.6, 0.7], control: [0.1, 0.2, 0.3, 0.4] };
  const estimates = ["TWFE", "CS"].map((label) => ({ label, ...study.att! }));
  const cases: Readonly<Record<string, FigureModel>> = {
    placebo: draw(placebo)!,
    "placebo-few": draw(few)!,
    bacon: draw(bacon)!,
    "spec-curve": specificationFigure(specCurve, { baseline: [1, 0] }),
    "spec-curve-large": draw(many)!,
    balance: balanceFigure(balance),
    support: supportFigure(scores, scores),
    coefficients: coefficientFigure(estimates, { reference: { at: 0.0223, label: "planted" } }),
    comparison: comparisonFigure([
      { label: "TWFE", result: study },
      { label: "CS", result: study },
    ]),
  };

  it.each(Object.entries(cases))(
    "%s matches the stored drawing and has its data",
    async (name, figure) => {
      await expect(await figureToSvg(figure, "zh")).toMatchFileSnapshot(`svg/${name}.svg`);
      expect(figure.data.rows.length).toBeGreaterThan(0);
      for (const row of figure.data.rows) expect(row).toHaveLength(figure.data.columns.length);
    },
  );

  it("draws identical draws without inventing a density", async () => {
    expect(await figureToSvg(placeboFigure(constant), "zh")).toContain("p 值");
  });

  it("is none for weights and fits", () => {
    expect(draw(weights)).toBeUndefined();
    expect(draw(fit)).toBeUndefined();
  });
});

describe("the methods paragraph", () => {
  const results = [
    index,
    fit,
    fit,
    { ...study, kind: "cs", method: methodNameOf(csMethod) },
    { ...study, method: methodNameOf(eventStudyMethod) },
    bacon,
    weights,
    placebo,
    specCurve,
  ];
  const section = methodsParagraph([
    ...results,
    { kind: "balance", balance, method: "nearest 1:1" },
  ]);

  it("says each thing once, in both languages, from the numbers of the results", () => {
    expect(section.paragraphs).toHaveLength(results.length);
    const text = JSON.stringify(section.paragraphs);
    for (const part of [
      "54",
      "聚类到 city",
      "Callaway 和 Sant'Anna（2021）",
      "种子 2026",
      "seed 2026",
      "3 rows dropped",
      "27.5%",
    ]) {
      expect(text).toContain(part);
    }
  });

  it("says once what fits of one method share, by label and with the tables they stand in", () => {
    const labels = {
      y: { en: "Resilience", zh: "韧性" },
      city: { en: "City", zh: "城市" },
      year: { en: "Year", zh: "年份" },
    };
    const table = (number: string) => [{ kind: "table" as const, number }];
    const plain = { ...fit, nobs: 540, fixedEffects: {}, tidy: fit.tidy };
    const { paragraphs } = methodsParagraph(
      [
        { ...describeResult(fit), places: table("3") },
        { ...describeResult(plain), places: table("4") },
        { ...describeResult(plain), places: table("4") },
      ],
      { labels },
    );
    expect(paragraphs).toEqual([
      {
        en: "3 regressions are estimated by ordinary least squares (Tables 3 and 4) on 540–594 rows (up to 3 rows dropped for gaps or as singletons). The outcome is Resilience. Of these, 2 include no fixed effects; 1 includes city and year fixed effects. Standard errors are clustered by city (54).",
        zh: "以普通最小二乘法（OLS）估计 3 个回归（表 3、4），样本量为 540–594（因缺失值或单点组最多剔除 3 行）。被解释变量为韧性。其中 2 个不含固定效应，1 个控制城市与年份固定效应。标准误聚类到城市（54 个）。",
      },
    ]);
  });

  it("lists placebo tests and balances of one kind in one sentence", () => {
    const { paragraphs } = methodsParagraph([
      placebo,
      { ...placebo, pTwoSided: 0.5 },
      { kind: "balance", balance, method: { en: "nearest 1:1", zh: "最近邻 1:1" } },
      { kind: "balance", balance, method: { en: "kernel", zh: "核匹配" } },
    ]);
    expect(paragraphs).toHaveLength(2);
    expect(JSON.stringify(paragraphs[0])).toContain("双侧 p 值依次为 0.020、0.500");
    const none = methodsParagraph([{ ...placebo, pTwoSided: 0 }]).paragraphs[0]!;
    expect(none).toMatchObject({ en: expect.stringContaining("two-sided p <0.0") });
    expect(JSON.stringify(paragraphs[1])).toMatch(
      /最近邻 1:1 由 27\.5% 变为 .*核匹配由 27\.5% 变为/,
    );
  });

  it("cites what was used and nothing else", () => {
    const cited = section.references.join("\n");
    for (const name of ["Callaway", "Goodman-Bacon", "Simonsohn", "Rosenbaum", "Plagborg"]) {
      expect(cited).toContain(name);
    }
    expect(cited).not.toMatch(/Sun, L\.|Borusyak|Chernozhukov/);
    expect(methodsParagraph([fit]).references).toEqual([]);
  });
});
