import { describe, expect, it } from "vitest";
import {
  covarianceNote,
  effectLabel,
  spaceChinese,
  tableToText,
  termLabel,
} from "../../src/report/index.js";
import { baconTable } from "../../src/report/table/bacon-table.js";
import { regressionTable } from "../../src/report/table/regression-table.js";
import { bacon } from "./result-samples.js";

const labels = {
  city: { en: "City", zh: "城市" },
  year: { en: "Year", zh: "年份" },
  gdp: { en: "GDP per head", zh: "人均产出" },
  did: { en: "Pilot", zh: "试点" },
};

describe("labels of effects and terms", () => {
  it("names fixed effects by their parts, without a capital inside a line", () => {
    expect(effectLabel("city^year", labels)).toEqual({ en: "city × year", zh: "城市×年份" });
    expect(effectLabel("gdp", labels).en).toBe("GDP per head");
    expect(effectLabel("county", labels)).toEqual({ en: "county", zh: "county" });
  });

  it("names products, lags and logarithms by the columns in them", () => {
    expect(termLabel("did:l(gdp)", labels)).toEqual({
      en: "Pilot × GDP per head (lag 1)",
      zh: "试点 × 人均产出（滞后 1 期）",
    });
    expect(termLabel("f(gdp, 2)", labels).en).toBe("GDP per head (lead 2)");
    const differences = ["d(gdp)", "d(gdp, 2)"].map((name) => termLabel(name, labels).zh);
    expect(differences).toEqual(["Δ人均产出", "Δ人均产出（2 期）"]);
    expect(termLabel("log1p(gdp)", labels).zh).toBe("ln(1+人均产出)");
    expect(termLabel("log(gdp)", labels).en).toBe("ln(GDP per head)");
    expect(termLabel("l(unknown)", labels).en).toBe("l(unknown)");
    expect(termLabel("l(gdp)", { ...labels, "l(gdp)": "own" }).zh).toBe("own");
  });

  it("says in the note by what errors are clustered, by label", () => {
    const errors = { type: "cluster", ways: ["city", "year"], clusters: { city: 54 } } as const;
    expect(covarianceNote(errors, labels)).toEqual({
      en: "clustered by city (54) and year",
      zh: "聚类到城市（54 个）、年份",
    });
    expect(covarianceNote(errors).zh).toBe("聚类到 city（54 个）、year");
  });

  it("sets a space where Chinese meets Latin letters or digits, and nowhere else", () => {
    expect(spaceChinese("控制city与year固定效应，共54个（N=594）")).toBe(
      "控制 city 与 year 固定效应，共 54 个（N=594）",
    );
  });
});

describe("regression tables of a study", () => {
  const term = (name: string) => ({
    name,
    estimate: 0.5,
    se: 0.1,
    statistic: 5,
    p: 0.001,
    ciLow: 0.3,
    ciHigh: 0.7,
  });
  const column = (name: string, outcome: string) => ({ outcome, terms: [term(name)], nobs: 100 });

  it("put an outcome that all columns share once above them", () => {
    const once = regressionTable([column("did", "gdp"), column("did", "gdp")], {
      labels,
      outcome: "once",
    });
    expect(once.spans).toEqual([{ text: labels.gdp, from: 1, to: 2 }]);
    expect(once.columns[1]).toEqual({ header: "(1)" });
    const other = regressionTable([column("did", "gdp"), column("did", "y")], {
      labels,
      outcome: "once",
    });
    expect(other.spans).toBeUndefined();
    expect(other.columns[2]!.subheader).toEqual({ en: "y", zh: "y" });
  });

  it("have no line of empty headings where no column is grouped", () => {
    const table = regressionTable([column("did", "gdp"), column("did", "y")], { spans: [] });
    expect(table.spans).toBeUndefined();
  });

  it("print terms of one label that no column has together in one row", () => {
    const both = { ...labels, firm_did: labels.did };
    const text = tableToText(
      regressionTable([column("did", "gdp"), column("firm_did", "y")], { labels: both }),
      "en",
    );
    expect(text.match(/^Pilot/gm)).toHaveLength(1);
    expect(text).toMatch(/Pilot +0\.500\*\*\* +0\.500\*\*\*/);
    const twice = { ...column("did", "gdp"), terms: [term("did"), term("firm_did")] };
    const apart = tableToText(regressionTable([twice], { labels: both }), "en");
    expect(apart.match(/^Pilot/gm)).toHaveLength(2);
  });
});

describe("the Bacon table with covariates", () => {
  it("has weights that sum to one, the variation inside cohorts included", () => {
    const within = { weight: 0.2, estimate: -1 };
    const rows = baconTable({ ...bacon, within }).groups[0]!.rows;
    const weights = rows.map(({ cells }) => (cells[1]!.kind === "number" ? cells[1]!.value! : 0));
    expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(
      0.2 + 0.8 * bacon.byType.reduce((sum, t) => sum + t.weight, 0),
      12,
    );
    expect(weights.at(-1)).toBe(0.2);
    expect(weights[0]).toBeCloseTo(0.8 * bacon.byType[0]!.weight, 12);
  });
});

describe("columns and numbers that a table cannot give", () => {
  const fitted = {
    outcome: "y",
    terms: [],
    nobs: 100,
    fixedEffects: { city: 10, "city[year]": 10 },
    errors: { type: "cluster", ways: ["city"], clusters: { city: 10 } },
  } as const;
  const refused = { outcome: "y", terms: [], nobs: Number.NaN };

  it("a refused column says neither yes nor no, and nothing of errors", () => {
    const table = regressionTable([refused, fitted], { labels });
    const effect = table.groups[1]!.rows[0]!;
    expect(effect.label).toEqual({ en: "City fixed effects", zh: "城市固定效应" });
    expect(effect.cells.map((c) => c.kind)).toEqual(["empty", "text"]);
    expect(table.groups[1]!.rows[1]!.label).toEqual({
      en: "City-specific trends",
      zh: "城市线性趋势",
    });
    expect(table.notes[0]).toEqual({
      en: "Standard errors in parentheses, clustered by city (10).",
      zh: "括号内为标准误，聚类到城市（10 个）。",
    });
  });

  it("columns of one kind of error are named together", () => {
    const iid = { ...fitted, errors: { type: "iid", ways: [], clusters: {} } } as const;
    const { notes } = regressionTable([iid, iid, fitted, iid], { labels });
    expect(notes[0]).toEqual({
      en: "Standard errors in parentheses: (1)–(2), (4) homoskedastic; (3) clustered by city (10).",
      zh: "括号内为标准误：(1)–(2), (4) 同方差标准误；(3) 聚类到城市（10 个）。",
    });
  });
});
