import { describe, expect, it } from "vitest";
import { buildIndex, parseSystem } from "../../../src/indices/index.js";
import { Regions } from "../../../src/region/index.js";
import { lineageIndex } from "../../../src/report/index.js";
import { studyLineage } from "../../../src/study/lineage/study-lineage.js";
import type { StudyFrame } from "../../../src/study/stages/frame.js";
import { numberColumn, Panel, Table, textColumn } from "../../../src/table/index.js";

const CITIES = ["甲市", "乙市", "丙市", "丁市"];
const YEARS = [2010, 2011, 2012];
const rows = CITIES.flatMap((city, c) => YEARS.map((year, t) => ({ city, year, c, t })));
const column = (name: string, f: (c: number, t: number) => number, lineage?: string) =>
  numberColumn(
    name,
    rows.map(({ c, t }) => f(c, t)),
    lineage === undefined ? {} : { lineage },
  );

/** A panel with an index of a keyword count and a plain column, mapped to the outcome. */
function frameOf(): StudyFrame {
  const raw = [
    textColumn(
      "city",
      rows.map((r) => r.city),
    ),
    textColumn(
      "code",
      rows.map((r) => `${r.c + 1}10100`),
    ),
    column("year", (_, t) => YEARS[t]!),
    column("attention", (c, t) => c + t, "attention:attention"),
    column("staff", (c, t) => 10 + c * t),
    column("gdp", (c, t) => 5 + c + t),
    column("lgdp", (c, t) => Math.log(5 + c + t), "derived:lgdp"),
    column("did", (c, t) => (c === 0 && t > 0 ? 1 : 0), "policy:did"),
  ];
  const system = parseSystem(
    [
      "name: nqp",
      "label: 新质生产力",
      "unit: city",
      "time: year",
      "scale: pooled",
      "indicators:",
      '  - { name: A1, label: 关注度, column: attention, direction: "+" }',
      '  - { name: A2, label: 人员, column: staff, direction: "+" }',
    ].join("\n"),
    "system.yaml",
  );
  const index = buildIndex(new Panel(new Table(raw), { unit: "city", time: "year" }), system, {
    weights: "entropy",
  });
  const outcome = numberColumn("nqp", index.values, { lineage: "index:nqp" });
  const panel = new Panel(new Table([...raw, outcome]), { unit: "city", time: "year" });
  const codes = rows.map((r) => `${r.c + 1}10100`);
  return {
    study: {
      data: {
        panel: "panel.csv",
        unit: "city",
        regionCode: "code",
        labels: {
          did: { en: "Pilot policy", zh: "试点政策" },
          gdp: { en: "GDP", zh: "产出" },
          attention: { en: "Attention", zh: "政府关注度" },
        },
      },
      policies: { did: { list: "pilots.csv" } },
    },
    panel,
    tables: new Map([["main", panel]]),
    indices: [index],
    mappings: [{ index: "nqp", column: "nqp", panel: "main", intercept: 0.1, slope: 2 }],
    policies: new Map([
      ["did", { name: "did", label: null, cohorts: [{ first: 2011, units: 1 }], parts: [] }],
    ]),
    regions: () => Regions.load(),
    derived: [
      {
        panel: "main",
        column: "lgdp",
        formula: { en: "ln(gdp)", zh: "ln(gdp)" },
        columns: ["gdp"],
      },
    ],
    text: {
      measures: [
        {
          name: "attention",
          panel: "main",
          source: "reports",
          level: "own",
          title: { en: "words", zh: "词表" },
          codes,
          years: Float64Array.from(rows, (r) => r.year),
          values: Float64Array.from(rows, (r) => r.c + r.t),
          hits: {
            // One hit, in the second cell: 甲市 2011.
            first: Int32Array.from({ length: rows.length + 1 }, (_, i) => (i < 2 ? 0 : 1)),
            sentence: Int32Array.of(0),
            from: Int32Array.of(2),
            to: Int32Array.of(4),
            weight: null,
          },
        },
      ],
      sentences: {
        documents: [{ title: "甲市政府工作报告", date: "2011-01-10", file: "a.txt" }],
        document: Int32Array.of(0),
        start: Int32Array.of(8),
        text: ["发展新质。"],
      },
    },
  } as unknown as StudyFrame;
}

const estimate = (term: string, column = 1) => ({
  section: "baseline",
  estimate: { column, term, estimate: 0.5, ciLow: 0, ciHigh: 1, behind: ["nqp", term] },
});

describe("the lineage of a study", () => {
  const graph = studyLineage(frameOf(), [
    estimate("did"),
    estimate("lgdp", 2),
    estimate("did:gdp"),
  ]);
  const index = lineageIndex(graph);
  const at = (id: string) => index.get(id)!;

  it("leads from the coefficient to the sentence, each step from the one before", () => {
    const path = [
      "coefficient:baseline:1:did",
      "column:nqp",
      "index:nqp",
      "unit:nqp:甲市",
      "value:nqp:甲市:2011",
      "cell:nqp:甲市:2011:A1",
      "count:attention:110100 2011",
      "sentence:attention:0",
    ];
    for (const [i, id] of path.slice(1).entries()) {
      expect(at(path[i]!).from, path[i]!).toContain(id);
    }
    expect(at(path.at(-1)!).value).toBe("发展【新质】。");
  });

  it("names things as the tables do, in both languages", () => {
    expect(at("coefficient:baseline:1:did").label).toEqual({
      en: "Pilot policy, column 1",
      zh: "试点政策，第 1 列",
    });
    expect(at("coefficient:baseline:1:did:gdp").label).toEqual({
      en: "Pilot policy × GDP, column 1",
      zh: "试点政策×产出，第 1 列",
    });
    expect(at("column:gdp").label).toEqual({ en: "GDP", zh: "产出" });
    expect(at("count:attention:110100 2011").label).toMatchObject({ zh: "政府关注度，甲市 2011" });
  });

  it("shows the weights, which sum to one, and the affine mapping of the index", () => {
    const weights = graph.nodes.filter((n) => n.kind === "weight");
    expect(weights.map((w) => w.label)).toEqual(["关注度", "人员"]);
    expect(weights.reduce((sum, w) => sum + Number(w.value), 0)).toBeCloseTo(1, 12);
    expect(at("index:nqp").from).toEqual(expect.arrayContaining(weights.map((w) => w.id)));
    expect(at("column:nqp").detail).toBe("nqp = 0.100000 + 2.00000 × nqp");
  });

  it("takes an index value apart into contributions that add up", () => {
    const value = at("value:nqp:丙市:2012");
    const parts = value.from.map((id) => at(id).detail as { en: string });
    const sum = parts.reduce((s, d) => s + Number(/contribution ([\d.e-]+)/.exec(d.en)![1]), 0);
    expect(sum).toBeCloseTo(Number(value.value), 3);
    expect(parts[0]!.en).toContain("observed");
    expect(at("cell:nqp:丙市:2012:A1").value).toBe(4);
  });

  it("leads from a derived column to its formula and columns, from a policy to its list", () => {
    expect(at("column:lgdp")).toMatchObject({
      detail: { en: "lgdp = ln(gdp)" },
      from: ["column:gdp"],
    });
    expect(at("column:gdp").from).toEqual(["file:main"]);
    expect(at("column:did")).toMatchObject({ detail: "2011: 1", from: ["file:policy:did"] });
    expect(at("file:policy:did").label).toBe("pilots.csv");
  });

  it("calls cities and index values by their kind", () => {
    expect(at("unit:nqp:甲市")).toMatchObject({ kind: "unit", called: { zh: "城市" } });
    expect(at("value:nqp:甲市:2011").kind).toBe("value");
  });

  it("ends every path at a sentence, a patent's rule, a weight or a file", () => {
    const ends = new Set(graph.nodes.filter((n) => n.from.length === 0).map((n) => n.kind));
    // Years without a hit end at their count.
    expect([...ends].sort()).toEqual(["count", "file", "sentence", "weight"]);
  });

  it("goes from coefficients down, so that the page reads in that order", () => {
    const kinds = [...new Set(graph.nodes.map((n) => n.kind))];
    const order = [
      "coefficient",
      "column",
      "index",
      "weight",
      "unit",
      "value",
      "cell",
      "count",
      "sentence",
    ];
    expect(kinds).toEqual([...order, "file"]);
  });

  it("leads to the file where a term names no column", () => {
    const bare = studyLineage(frameOf(), [
      { section: "s", estimate: { ...estimate("(Intercept)").estimate, behind: [] } },
    ]);
    const only = bare.nodes.find((n) => n.kind === "coefficient")!;
    expect(only.from).toEqual(["file:main"]);
    expect(bare.nodes.map((n) => n.id)).toContain("file:main");
  });
});
