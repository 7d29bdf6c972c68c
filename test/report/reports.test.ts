import { describe, expect, it } from "vitest";
import {
  eventStudyFigure,
  type Report,
  regressionTable,
  renderDocxReport,
  renderHtmlReport,
} from "../../src/report/index.js";
import { columns, HOSTILE, sampleTable, study } from "./samples.js";
import { unzip } from "./unzip.js";

const report: Report = {
  title: { en: "Results", zh: "实证结果" },
  lang: "zh",
  banner: { en: "Simulated data", zh: "模拟数据" },
  sections: [
    { kind: "heading", text: "一、回归" },
    { kind: "text", text: HOSTILE[0]! },
    { kind: "table", table: sampleTable() },
    { kind: "table", table: sampleTable() },
    { kind: "table", table: sampleTable(), number: "A1" },
    { kind: "figure", figure: eventStudyFigure(study) },
    { kind: "warnings", warnings: [{ code: "x/y", en: "e", zh: HOSTILE[1]! }] },
    { kind: "referee", findings: [{ rule: "few-clusters", status: "warn", text: "聚类过少" }] },
  ],
};

describe("the HTML report", () => {
  it("is one file without script or outside address, numbered in order", async () => {
    const html = await renderHtmlReport(report);
    expect(html).not.toContain("<script");
    expect(html.replaceAll(/xmlns(:xlink)?="[^"]*"/g, "")).not.toMatch(/https?:\/\//);
    for (const caption of [
      "表 1　基准回归",
      "表 2　基准回归",
      "表 A1　基准回归",
      "图 1　平行趋势检验",
    ]) {
      expect(html).toContain(caption);
    }
    expect(html).toContain('title="0.0223456"');
    expect(html).toContain("data:text/csv");
  });

  it("leads from a coefficient down to the sentence", async () => {
    const table = regressionTable(columns, {
      lineage: (column, name) => (column === 0 && name === "did" ? "coef-1" : undefined),
    });
    const graph = {
      nodes: [
        { id: "coef-1", kind: "coefficient" as const, label: "did", from: ["s 1"] },
        { id: "s 1", kind: "sentence" as const, label: HOSTILE[0]!, value: HOSTILE[1]!, from: [] },
      ],
    };
    const sections = [
      { kind: "table" as const, table },
      { kind: "lineage" as const, graph },
    ];
    const html = await renderHtmlReport({ ...report, sections });
    expect(html).toContain('href="#lineage-coef-1"');
    expect(html).toContain('href="#lineage-s%201"');
    expect(html).toContain('id="lineage-s%201"');
    expect(html).not.toContain("<script");
  });

  it("refuses a link that leads nowhere", async () => {
    const table = regressionTable(columns, { lineage: () => "coef-9" });
    await expect(
      renderHtmlReport({ ...report, sections: [{ kind: "table", table }] }),
    ).rejects.toMatchObject({ code: "report/unknown-lineage" });
    const graph = { nodes: [{ id: "a", kind: "other" as const, label: "a", from: ["b"] }] };
    await expect(
      renderHtmlReport({ ...report, sections: [{ kind: "lineage", graph }] }),
    ).rejects.toThrow(/leads to "b"/);
  });
});

describe("the Word report", () => {
  it("holds captions, tables and pictures in order", async () => {
    const parts = unzip(await renderDocxReport(report));
    const xml = parts.get("word/document.xml")!;
    const at = ["实证结果", "模拟数据", "表 1　", "表 2　", "图 1　"].map((t) => xml.indexOf(t));
    expect(at.every((i) => i > 0)).toBe(true);
    expect([...at].sort((a, b) => a - b)).toEqual(at);
    expect([...parts.keys()].some((name) => /word\/media\/.*\.png/.test(name))).toBe(true);
  });
});
