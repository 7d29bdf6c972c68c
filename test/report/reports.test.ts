import { describe, expect, it } from "vitest";
import { escapeHtml } from "../../src/base/index.js";
import {
  eventStudyFigure,
  type Report,
  regressionTable,
  renderDocxReport,
  renderHtmlReport,
  tableToHtmlPage,
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

  it("leads from a coefficient down to the sentence and back", async () => {
    const table = regressionTable(columns, {
      lineage: (column, name) => (column === 0 && name === "did" ? "coef-1" : undefined),
    });
    const graph = {
      nodes: [
        { id: "coef-1", kind: "coefficient" as const, label: "did", from: ["count 1"] },
        { id: "count 1", kind: "count" as const, label: "关注度", value: 2, from: ["s 1"] },
        { id: "s 1", kind: "sentence" as const, label: HOSTILE[0]!, value: HOSTILE[1]!, from: [] },
      ],
    };
    const sections = [
      { kind: "table" as const, table },
      { kind: "lineage" as const, graph },
    ];
    const html = await renderHtmlReport({ ...report, sections });
    expect(html).toContain('<a id="from-1-coef-1" href="#lineage-1">');
    const [, coefficient, count] = html.split('<article class="xz-node"');
    expect(coefficient).toContain('href="#lineage-2">计数: 关注度</a>');
    expect(coefficient).toContain('返回 <a href="#from-1-coef-1">表 1');
    // The sentence stands with the count that it was found for.
    expect(count).toContain(`<th scope="row">${escapeHtml(HOSTILE[0]!)}</th>`);
    expect(count).toContain('用于</p><ul><li><a href="#lineage-1">系数: did</a> · 表 1　');
    expect(html.match(/class="xz-node"/g)).toHaveLength(2);
    expect(html).not.toContain("<script");
  });

  it("gives a cell that a table leads to an entry of its own", async () => {
    const cell = (id: string) => ({ id, kind: "cell" as const, label: id, value: 1, from: [] });
    const graph = {
      nodes: [
        { id: "coef-1", kind: "coefficient" as const, label: "did", from: ["linked", "row"] },
        cell("linked"),
        cell("row"),
      ],
    };
    const table = regressionTable(columns, {
      lineage: (column, name) => (name !== "did" ? undefined : column === 0 ? "coef-1" : "linked"),
    });
    const html = await renderHtmlReport({
      ...report,
      sections: [
        { kind: "table", table },
        { kind: "lineage", graph },
      ],
    });
    expect(html.match(/class="xz-node"/g)).toHaveLength(2);
    expect(html).toContain('<a href="#lineage-2">指标单元格: linked</a>');
    expect(html).toContain(
      '<table class="xz-from"><caption>指标单元格</caption><tr><th scope="row">row',
    );
  });

  it("says where a shared rule is used without listing everything", async () => {
    const patents = Array.from({ length: 50 }, (_, i) => `p${i}`);
    const graph = {
      nodes: [
        ...patents.flatMap((id) => [
          { id: `count ${id}`, kind: "count" as const, label: `count ${id}`, from: [id] },
          { id, kind: "patent" as const, label: id, from: ["rule"] },
        ]),
        { id: "rule", kind: "rule" as const, label: "1.2", from: [] },
      ],
    };
    const html = await renderHtmlReport({ ...report, sections: [{ kind: "lineage", graph }] });
    const rule = html.slice(html.lastIndexOf('<article class="xz-node"'));
    expect(rule).toContain('<a href="#lineage-1">计数: count p0</a> · p0');
    expect(rule.match(/<li>/g)).toHaveLength(31);
    expect(rule).toContain("<li>…</li>");
  });

  it("leads nowhere from a table by itself", () => {
    const table = regressionTable(columns, { lineage: () => "coef-1" });
    expect(tableToHtmlPage(table, "zh")).not.toContain("href");
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
