import { describe, expect, it } from "vitest";
import { Regions } from "../../../src/region/index.js";
import type { LineageNode } from "../../../src/report/index.js";
import { checkEvidence } from "../../../src/study/lineage/check-evidence.js";
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

/** Applications P1 … P4, the last of no key technology; 甲公司 has all in 2010, 乙公司 the first. */
const cited = {
  patent: ["P1", "P2", "P3", "P4"],
  title: ["t1", "t2", "t3", "t4"],
  filed: ["2010-01-01", "2010-02-01", "2010-03-01", "2010-04-01"],
  symbols: ["H01L 21/02", "H01L 21/02", "H01L 21/02", "A01B 1/00"],
  first: Int32Array.of(0, 1, 2, 3, 3),
  rule: Int32Array.of(0, 0, 0),
  rules: [{ industry: "electronics", code: "1.2", name: "chips", row: 7 }],
};

interface Given {
  readonly how?: "sum" | "log1p" | "pool";
  readonly measure?: string;
  readonly values?: readonly number[];
  readonly application?: readonly (readonly number[])[];
  readonly weight?: readonly number[];
}

function patentFrame(given: Given = {}): StudyFrame {
  const { how = "sum", measure = "key", values = [3, 1], weight } = given;
  const lists = given.application ?? [[0, 1, 2], [0]];
  const [first = [], second = []] = lists;
  return {
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
      cited,
      measures: [
        {
          name: "key",
          panel: "firms",
          by: "firm",
          measure,
          codes: ["甲公司", "乙公司"],
          years: Float64Array.of(2010, 2010),
          values: Float64Array.from(values),
          parts: {
            how,
            first: Int32Array.of(0, first.length, first.length + second.length),
            application: Int32Array.from(lists.flat()),
            weight: weight === undefined ? null : Float64Array.from(weight),
          },
        },
      ],
    },
  } as unknown as StudyFrame;
}

function nodesOf(frame: StudyFrame, lineage: string, panel: string, row: number): LineageNode[] {
  const nodes = new Map<string, LineageNode>();
  countNodes(frame, lineage, panel, [row], (node) => {
    nodes.set(node.id, node);
    return node.id;
  });
  return [...nodes.values()];
}

describe("the way back from a firm's count of patents", () => {
  const nodes = (row: number, given?: Given) =>
    nodesOf(patentFrame(given), "patents:key", "firms", row);

  it("leads to every patent that was counted, and to its rule", () => {
    const made = nodes(0);
    expect(made.filter((n) => n.kind === "patent").map((n) => n.label)).toEqual(["P1", "P2", "P3"]);
    expect(made.find((n) => n.kind === "count")).toMatchObject({
      value: 3,
      label: { en: "Key patents, 甲公司 2010", zh: "关键专利，甲公司 2010" },
      detail: { en: "key; 3 patents", zh: "key；专利 3 件" },
      from: ["patent:P1", "patent:P2", "patent:P3"],
    });
    expect(made.find((n) => n.kind === "rule")).toMatchObject({
      label: "1.2 chips",
      detail: { en: "table, row 7: electronics" },
    });
  });

  it("says that no rule names a patent, and when it was filed", () => {
    const patents = nodes(0, { measure: "nonkey", application: [[3], []] });
    expect(patents.find((n) => n.kind === "patent")).toMatchObject({
      label: "P4",
      from: [],
      detail: {
        en: "A01B 1/00; no rule of table; filed 2010-04-01",
        zh: "A01B 1/00；table 中没有相符的规则；申请日 2010-04-01",
      },
    });
  });

  it("tells what patents add that count more than once, such as citations", () => {
    const given = { measure: "key_cited", values: [9, 0], weight: [2, 7] };
    const [count] = nodes(0, { ...given, application: [[0, 1], []] }).filter(
      (n) => n.kind === "count",
    );
    expect(count).toMatchObject({ value: 9, detail: { en: "key_cited; 2 patents, 9 in all" } });
  });

  it("is empty where nothing was counted", () => {
    expect(nodes(1)).toEqual([]);
  });
});

describe("the comparison of what is shown with what was counted", () => {
  it("finds nothing where they are the same", () => {
    expect(checkEvidence(patentFrame())).toEqual([
      { name: "key", kind: "patents", cells: 2, summed: 2, shown: 4, differing: [] },
    ]);
    const logged = { how: "log1p" as const, values: [Math.log(4), Math.log(2)] };
    expect(checkEvidence(patentFrame(logged))[0]!.differing).toEqual([]);
  });

  it("names each cell that shows more or less than it counts", () => {
    expect(checkEvidence(patentFrame({ values: [2, 1] }))[0]!.differing).toEqual([
      { place: "甲公司 2010", value: 2, shown: 3 },
    ]);
  });

  it("leaves out numbers that are no sums", () => {
    expect(checkEvidence(patentFrame({ how: "pool", values: [0.5, 0.2] }))).toMatchObject([
      { cells: 2, summed: 0, differing: [] },
    ]);
  });
});

describe("the way back from a count of keywords", () => {
  const cities = new Panel(
    new Table([
      textColumn("city", ["海州市", "海州市", "山州市"]),
      textColumn("code", ["110100", "110100", "310100"]),
      numberColumn("year", [2010, 2011, 2010]),
    ]),
    { unit: "city", time: "year" },
  );
  const long = `加快${"数".repeat(50)}转型`;

  function wordFrame(level: "own" | "province" = "own", value = 31): StudyFrame {
    const code = level === "own" ? "110100" : "110000";
    const text = [long, ...Array.from({ length: 28 }, () => "加快数字化转型"), "数字化再数字化"];
    const hits = [
      ...text.map((_, i) => ({ sentence: i, from: 2, to: i === 0 ? 52 : 5 })).slice(0, 29),
      { sentence: 29, from: 0, to: 3 },
      { sentence: 29, from: 4, to: 7 },
    ];
    const measure = {
      name: "words",
      panel: "main",
      source: "reports",
      level,
      measure: "count",
      title: { en: "word list", zh: "新质生产力" },
      codes: [code],
      years: Float64Array.of(2010),
      values: Float64Array.of(value),
      counts: Float64Array.of(value),
      hits: {
        first: Int32Array.of(0, hits.length),
        sentence: Int32Array.from(hits, (h) => h.sentence),
        from: Int32Array.from(hits, (h) => h.from),
        to: Int32Array.from(hits, (h) => h.to),
        weight: null,
      },
    };
    const sentences = {
      documents: [{ title: "政府工作报告", date: "2010-01-20", file: "reports/a.txt" }],
      document: new Int32Array(text.length),
      start: Int32Array.from(text, (_, i) => 10 * i),
      text,
    };
    return {
      study: { data: { regionCode: "code", unit: "city" } },
      policies: new Map(),
      regions: () => Regions.load(),
      tables: new Map([["main", cities]]),
      text: { measures: [measure], sentences },
    } as unknown as StudyFrame;
  }
  const nodes = (row: number, level?: "own" | "province") =>
    nodesOf(wordFrame(level), "attention:words", "main", row);

  it("shows every sentence that was counted, with the words in brackets and where it stands", () => {
    const made = nodes(0);
    const count = made.find((n) => n.kind === "count")!;
    expect(count.from).toHaveLength(30);
    expect(count.detail).toEqual({
      en: "word list; 31 hits in 30 sentences",
      zh: "新质生产力；30 句中命中 31 次",
    });
    expect(count.label).toEqual({ en: "words, 海州市 2010", zh: "words，海州市 2010" });
    const sentences = made.filter((n) => n.kind === "sentence");
    expect(sentences[1]!.value).toBe("加快【数字化】转型");
    expect(sentences[29]!.value).toBe("【数字化】再【数字化】");
    expect(sentences[1]!.detail).toBe("政府工作报告, 2010-01-20, reports/a.txt");
    expect(sentences[0]!.label).toBe(`${"数".repeat(40)}…`);
  });

  it("leads from a city to the sentences of its province where the count is the province's", () => {
    const count = nodes(0, "province").find((n) => n.kind === "count")!;
    expect(count.id).toBe("count:words:110000 2010");
    expect(count.label).toMatchObject({ zh: "words，北京市 2010" });
    expect(count.from).toHaveLength(30);
  });

  it("is empty in years and places without a report", () => {
    expect(nodes(1)).toEqual([]);
    expect(nodes(2)).toEqual([]);
  });

  it("is checked against the count", () => {
    expect(checkEvidence(wordFrame())[0]).toMatchObject({ shown: 31, differing: [] });
    expect(checkEvidence(wordFrame("own", 30))[0]!.differing).toHaveLength(1);
  });
});
