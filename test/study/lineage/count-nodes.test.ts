import { describe, expect, it } from "vitest";
import type { LineageNode } from "../../../src/report/index.js";
import type { StudyFrame } from "../../../src/study/frame.js";
import { countNodes } from "../../../src/study/lineage/count-nodes.js";
import { numberColumn, Panel, Table, textColumn } from "../../../src/table/index.js";

const firms = new Panel(
  new Table([
    textColumn("firm", ["甲公司", "甲公司", "乙公司"]),
    numberColumn("year", [2010, 2011, 2010]),
  ]),
  { unit: "firm", time: "year" },
);

const patent = (name: string, year: number, owners: readonly string[]) => ({
  code: "110100",
  firms: owners,
  year,
  patent: name,
  title: `title ${name}`,
  symbol: "H01L",
  ruleCode: "1.2",
  ruleName: "chips",
  row: 7,
});

function nodesOf(row: number): LineageNode[] {
  const measure = {
    name: "key",
    panel: "firms",
    by: "firm",
    measure: "key",
    codes: ["甲公司", "乙公司"],
    years: Float64Array.of(2010, 2010),
    values: Float64Array.of(2, 1),
  };
  const frame = {
    study: { data: { panels: { firms: { unit: "firm" } } } },
    tables: new Map([["firms", firms]]),
    text: undefined,
    patents: {
      concordance: "table",
      measures: [measure],
      evidence: [
        patent("P1", 2010, ["甲公司", "乙公司"]),
        patent("P2", 2010, ["甲公司", "甲公司"]),
        patent("P3", 2011, ["甲公司"]),
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
      from: ["patent:P1", "patent:P2"],
    });
    expect(nodes.find((n) => n.kind === "rule")!.label).toBe("1.2 chips");
  });

  it("gives a patent to each of its applicants", () => {
    expect(nodesOf(2).flatMap((n) => (n.kind === "patent" ? [n.label] : []))).toEqual(["P1"]);
  });

  it("is empty where nothing was counted", () => {
    expect(nodesOf(1)).toEqual([]);
  });
});
