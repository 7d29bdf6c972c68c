import { describe, expect, it } from "vitest";
import { Regions } from "../../../src/region/index.js";
import type { LineageNode } from "../../../src/report/index.js";
import { countNodes } from "../../../src/study/lineage/count-nodes.js";
import type { StudyFrame } from "../../../src/study/stages/frame.js";
import { numberColumn, Panel, Table, textColumn } from "../../../src/table/index.js";

const firms = new Panel(
  new Table([
    textColumn("firm", ["甲公司", "甲公司", "乙公司"]),
    numberColumn("year", [2010, 2011, 2010]),
  ]),
  { unit: "firm", time: "year" },
);

const patent = (name: string, year: number, owners: readonly string[], isKey = true) => ({
  codes: ["110100"],
  firms: owners,
  year,
  patent: name,
  application: name.slice(0, 2),
  title: `title ${name}`,
  symbols: "H01L",
  rules: isKey
    ? [{ symbol: "H01L", industry: "electronics", code: "1.2", name: "chips", row: 7 }]
    : [],
  joint: new Set(owners).size > 1,
  granted: false,
  cited: false,
  transferred: false,
});

function nodesOf(row: number, which = "key"): LineageNode[] {
  const measure = {
    name: "key",
    panel: "firms",
    by: "firm",
    measure: which,
    codes: ["甲公司", "乙公司"],
    years: Float64Array.of(2010, 2010),
    values: Float64Array.of(2, 1),
  };
  const frame = {
    study: {
      data: {
        panels: { firms: { unit: "firm" } },
        labels: { key: { en: "Key patents", zh: "关键专利" } },
      },
    },
    policies: new Map(),
    regions: () => Regions.load(),
    tables: new Map([["firms", firms]]),
    text: undefined,
    patents: {
      concordance: "table",
      measures: [measure],
      evidence: [
        patent("P1", 2010, ["甲公司", "乙公司"]),
        patent("P2", 2010, ["甲公司", "甲公司"]),
        // The grant of P2 is no further application.
        patent("P2B", 2010, ["甲公司", "甲公司"]),
        patent("P3", 2011, ["甲公司"]),
        patent("P4", 2010, ["甲公司"], false),
      ],
    },
  } as unknown as StudyFrame;
  const nodes = new Map<string, LineageNode>();
  countNodes(frame, "patents:key", "firms", [row], (node) => {
    nodes.set(node.id, node);
    return node.id;
  });
  return [...nodes.values()];
}

describe("the way back from a firm's count of patents", () => {
  it("leads to the firm's own patents of the year, each once, and to their rule", () => {
    const nodes = nodesOf(0);
    expect(nodes.filter((n) => n.kind === "patent").map((n) => n.label)).toEqual(["P1", "P2"]);
    expect(nodes.find((n) => n.kind === "count")).toMatchObject({
      value: 2,
      label: { en: "Key patents, 甲公司 2010", zh: "关键专利，甲公司 2010" },
      detail: { en: "key; 2 kept", zh: "key；所存 2 条" },
      from: ["patent:key:P1", "patent:key:P2"],
    });
    expect(nodes.find((n) => n.kind === "rule")).toMatchObject({
      label: "1.2 chips",
      detail: { en: "table, row 7: electronics" },
    });
  });

  it("leads from a count of the others to those that no rule names", () => {
    const patents = nodesOf(0, "nonkey").filter((n) => n.kind === "patent");
    expect(patents).toMatchObject([
      {
        label: "P4",
        from: [],
        detail: { en: "H01L: no rule of table", zh: "H01L：table 中没有相符的规则" },
      },
    ]);
  });

  it("gives a patent to each of its applicants", () => {
    expect(nodesOf(2).flatMap((n) => (n.kind === "patent" ? [n.label] : []))).toEqual(["P1"]);
  });

  it("gives a count of joint applications the joint ones", () => {
    const labels = nodesOf(0, "key_joint").flatMap((n) => (n.kind === "patent" ? [n.label] : []));
    expect(labels).toEqual(["P1"]);
  });

  it("says so where the patents of a count were not kept", () => {
    const [count] = nodesOf(0, "key_granted");
    expect(count).toMatchObject({ detail: { en: "key_granted; not among those kept" }, from: [] });
  });

  it("is empty where nothing was counted", () => {
    expect(nodesOf(1)).toEqual([]);
  });
});

const CITED = { title: "政府工作报告", date: "2010-01-20", file: "reports/a.txt" };

describe("the way back from a count of keywords", () => {
  const cities = new Panel(
    new Table([
      textColumn("city", ["海州市", "海州市", "山州市"]),
      textColumn("code", ["110100", "110100", "310100"]),
      numberColumn("year", [2010, 2011, 2010]),
    ]),
    { unit: "city", time: "year" },
  );

  function sentencesOf(row: number, level: "own" | "province"): LineageNode[] {
    const code = level === "own" ? "110100" : "110000";
    const measure = {
      name: "words",
      panel: "main",
      source: "reports",
      level,
      title: "新质生产力",
      codes: [code],
      years: Float64Array.of(2010),
      values: Float64Array.of(30),
      evidence: Array.from({ length: 30 }, (_, i) => ({
        code,
        year: 2010,
        document: 1,
        start: 10 * i,
        sentence: i === 0 ? `加快${"数".repeat(50)}转型` : "加快数字化转型",
        hits: [{ from: 2, to: i === 0 ? 52 : 5, weight: 1 }],
      })),
    };
    const frame = {
      study: { data: { regionCode: "code", unit: "city" } },
      policies: new Map(),
      regions: () => Regions.load(),
      tables: new Map([["main", cities]]),
      text: { measures: [measure], cited: new Map([[1, CITED]]) },
    } as unknown as StudyFrame;
    const nodes = new Map<string, LineageNode>();
    countNodes(frame, "attention:words", "main", [row], (node) => {
      nodes.set(node.id, node);
      return node.id;
    });
    return [...nodes.values()];
  }

  it("shows every sentence that was counted, with the word in brackets", () => {
    const nodes = sentencesOf(0, "own");
    const count = nodes.find((n) => n.kind === "count")!;
    expect(count.from).toHaveLength(30);
    expect(count.detail).toMatchObject({ zh: "新质生产力；30 句中命中 30 次" });
    expect(count.label).toEqual({ en: "words, 海州市 2010", zh: "words，海州市 2010" });
    const sentences = nodes.filter((n) => n.kind === "sentence");
    expect(sentences[1]!.value).toBe("加快【数字化】转型");
    expect(sentences[1]!.detail).toBe("政府工作报告, 2010-01-20, reports/a.txt");
    expect(sentences[0]!.label).toBe(`${"数".repeat(40)}…`);
  });

  it("leads from a city to the sentences of its province where the count is the province's", () => {
    const count = sentencesOf(0, "province").find((n) => n.kind === "count")!;
    expect(count.id).toBe("count:words:110000 2010");
    expect(count.label).toMatchObject({ zh: "words，北京市 2010" });
    expect(count.from).toHaveLength(30);
  });

  it("is empty in years and places without a report", () => {
    expect(sentencesOf(1, "own")).toEqual([]);
    expect(sentencesOf(2, "own")).toEqual([]);
  });
});
