import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  createClassifier,
  foldApplicant,
  gatherApplications,
  type InnovationPatent,
  innovate,
  innovationOf,
  knowledgeBreadth,
  normaliseApplicant,
  readConcordance,
  readNameMap,
  similaritySplit,
  similarPairs,
} from "../../src/patent/index.js";
import { Panel, Table } from "../../src/table/index.js";

const folder = mkdtempSync(join(tmpdir(), "xinzhi-innovate-"));
const rules = join(folder, "rules.csv");
// A1 holds H04L but main group 1; B1 brings H04L1/22 back. A2 holds G06F but main group 17.
writeFileSync(
  rules,
  `code,name,level1,ipc_patterns,ipc_exclusions
A1,通信,甲产业,H04L*,H04L1*
A2,计算,甲产业,G06F*,G06F17*
B1,电池,乙产业,H01M4/02;H04L1/22,
`,
);
const concordance = readConcordance(rules);

const CITY = { 甲: "110000", 乙: "110000", 丙: "440300", 丁: "440300", 戊: null } as const;
type Firm = keyof typeof CITY;

interface Extra {
  readonly kind?: "utility" | "design";
  readonly grant?: true;
  readonly cited?: number;
  readonly transfer?: Firm;
  readonly noDate?: true;
  readonly alias?: string;
}

let document = 0;
function patent(
  app: number,
  year: number,
  firms: string,
  ipc: string,
  extra: Extra = {},
): InnovationPatent {
  document++;
  const names = [...firms].map((f) => ({ name: `${f}材有限公司`, code: CITY[f as Firm] }));
  if (extra.alias !== undefined) names.push({ name: extra.alias, code: "110000" });
  return {
    publication: `CN${document}${extra.grant ? "B" : "A"}`,
    // The grant writes the number without its check digit.
    application: `CN2000${app}${extra.grant ? "" : ".1"}`,
    kind: extra.kind ?? "invention",
    stage: extra.grant ? "grant" : "application",
    title: "",
    abstract: "",
    filed: extra.noDate ? null : `${year}-06-30`,
    published: null,
    granted: null,
    country: "CN",
    citationsReceived: extra.cited ?? null,
    applicants: names.map(({ name, code }) => ({
      name,
      normalised: foldApplicant(name),
      address: null,
      regionCode: code,
      located: null,
    })),
    ipc: ipc === "" ? [] : ipc.split(";").map((raw) => ({ raw, symbol: null, sortKey: null })),
    transfers:
      extra.transfer === undefined
        ? []
        : [{ from: null, to: `${extra.transfer}材有限公司`, date: "2014-02-01" }],
  };
}

const patents: InnovationPatent[] = [
  patent(1, 2010, "甲", "H04L1/00"), //            excluded by A1: not key
  patent(2, 2010, "甲", "H04L27/26"), //           A1
  patent(3, 2010, "乙", "A41D1/00"), //            not key
  patent(4, 2010, "丙", "G06F3/01"), //            A2
  patent(5, 2010, "丙", "G06F17/30"), //           excluded by A2: not key
  patent(6, 2011, "甲", "H04L27/26;G06F3/01"), //  A1, A2
  patent(6, 2011, "甲", "H04L27/26", { grant: true, cited: 2 }), // the same application, granted
  patent(7, 2011, "甲乙", "A41D1/00;A41D3/00"), // joint, not key
  patent(8, 2011, "甲", "H04L1/22", { alias: "甲材集团有限公司" }), // B1 rescues it; a group is another applicant: joint
  patent(9, 2011, "丁", "H01M4/02"), //            B1
  patent(10, 2011, "丁甲", "H04L27/26"), //        A1, joint, two cities
  patent(11, 2012, "乙", "H04L5/00;H04L7/00"), //  A1
  patent(12, 2012, "乙", "H04L5/00", { kind: "utility" }), // another kind
  patent(13, 2012, "甲", "14-04(13)"), //          a design class: no symbol
  patent(14, 2012, "丙", "G06F3/01;G06F9/44;H04L1/00"), // A2
  patent(15, 2012, "丙", "G06F3/01", { noDate: true }), // without a year
  patent(16, 2012, "戊", "H04L27/26"), //          without a city
  patent(17, 2013, "甲", "H01M4/02"), //           B1
  patent(18, 2013, "甲", "H01M4/04"), //           not key: H01M4/02 is that symbol alone
  patent(19, 2013, "乙", "H04L27/26", { cited: 3 }), // A1
  patent(19, 2013, "乙", "H04L27/26", { grant: true, cited: 1 }),
  patent(20, 2013, "丙", "A41D1/00"), //           not key
  patent(21, 2013, "丙乙", "G06F3/01"), //         A2, joint, two cities
  patent(22, 2013, "丁", "H04L27/26", { transfer: "甲" }), // A1
  patent(23, 2014, "甲", "G06F3/01"), //           A2
  patent(24, 2014, "甲", "G06F9/44;H01M4/02;H01M8/00"), // A2, B1
  patent(25, 2014, "丁", "H04L27/26"), //          A1
  patent(26, 2014, "丁", "H04L27/26", { transfer: "乙" }), // A1
  patent(27, 2014, "丙", "B01D53/00"), //          not key
  patent(28, 2014, "乙", "", { kind: "design" }), // another kind
];

const NA = null;
/** City-years worked out by hand; the reasons stand beside the rows. */
const BEIJING = {
  //               2010 2011 2012 2013 2014
  // applications  1–3 | 6,7,8,10 | 11,13 | 17,18,19,21 | 23,24
  total: [3, 4, 2, 4, 2],
  // 2 | 6,8,10 | 11 | 17,19,21 | 23,24
  key: [1, 3, 1, 3, 2],
  nonkey: [2, 1, 1, 1, 0],
  // 6 and 19 have a grant
  granted: [0, 1, 0, 1, 0],
  key_granted: [0, 1, 0, 1, 0],
  // 6: 0 + 2; 19: 3 + 1
  cited: [0, 2, 0, 4, 0],
  // 7 (甲,乙), 8 (甲,甲集团), 10 (丁,甲); 21 (丙,乙)
  joint: [0, 3, 0, 1, 0],
  key_joint: [0, 2, 0, 1, 0],
  // none of 7, 8, 10, 21 has a grant
  joint_granted: [0, 0, 0, 0, 0],
  key_joint_granted: [0, 0, 0, 0, 0],
  // {A1} | {A1,A2,B1} | {A1} | {B1,A1,A2} | {A2,B1}
  width1: [1, 3, 1, 3, 2],
  // key subclasses: H04L since 2010, G06F 2011, H01M 2013. P_2010 = {H04L,A41D}: 2013 has G06F,
  // H01M new; P_2011 = {H04L,A41D,G06F}: 2014 has H01M new. First year 2010: three years missing.
  width2: [NA, NA, NA, 2, 1],
  // shares 1 | 2/4,1/4,1/4 | 1 | 1/3 each | 2/3,1/3
  width3: [0, 1 - 6 / 16, 0, 2 / 3, 4 / 9],
  // 2: the pool is empty | all have H04L | 11 has H04L | 17: H01M is new | none
  width4: [1, 0, 0, 1, 0],
  // 0,0,0 | 6: ½, 7: ½, 8: 0, 10: 0 | 11: ½ (13 has no symbol) | 0 | 0 and 1 − 3/9
  breadth: [0, 0.25, 0.5, 0, 1 / 3],
  // 甲, 乙; from 2011 also 甲集团
  firms: [2, 3, 3, 3, 3],
  // 2010: 甲 {H04L 2}, 乙 {A41D 1}: 0.
  // 2011: 甲 {H04L 5, G06F 1, A41D 1}, 乙 {A41D 2}, 甲集团 {H04L 1}:
  //       (2/(√27·2) + 5/√27 + 0)/3.
  // 2012: 乙 {A41D 2, H04L 1}: (7/√135 + 5/√27 + 1/√5)/3.
  // 2013: 甲 {5,1,1, H01M 2}, 乙 {A41D 2, H04L 2, G06F 1}: (13/(3√31) + 5/√31 + 2/3)/3.
  // 2014: 甲 {H04L 5, G06F 3, A41D 1, H01M 3}: (15/(3√44) + 5/√44 + 2/3)/3.
  similarity4: [
    0,
    (1 / Math.sqrt(27) + 5 / Math.sqrt(27)) / 3,
    (7 / Math.sqrt(135) + 5 / Math.sqrt(27) + 1 / Math.sqrt(5)) / 3,
    (13 / (3 * Math.sqrt(31)) + 5 / Math.sqrt(31) + 2 / 3) / 3,
    (15 / (3 * Math.sqrt(44)) + 5 / Math.sqrt(44) + 2 / 3) / 3,
  ],
  // 10 and 21 join 北京 and 深圳
  coop_degree: [0, 1, 0, 1, 0],
  coop_weight: [0, 1, 0, 1, 0],
  // 22 and 26 went from 丁 to 甲 and 乙 in 2014: one edge of weight 2
  transfer_degree: [0, 0, 0, 0, 1],
  transfer_weight: [0, 0, 0, 0, 2],
  // 2 | 6,10 | 11 | 19,21 | 23,24
  key_甲产业: [1, 2, 1, 2, 2],
  // – | 8 | – | 17 | 24
  key_乙产业: [0, 1, 0, 1, 1],
  field_A1: [1, 2, 1, 1, 0],
  field_A2: [0, 1, 0, 1, 2],
  field_B1: [0, 1, 0, 1, 1],
  // the data end in 2014: later than 2014 − 3, 2014 − 5
  grants_truncated: [0, 0, 1, 1, 1],
  citations_truncated: [1, 1, 1, 1, 1],
};
const SHENZHEN = {
  // 4,5 | 9,10 | 14 | 20,21,22 | 25,26,27
  total: [2, 2, 1, 3, 3],
  // 4 | 9,10 | 14 | 21,22 | 25,26
  key: [1, 2, 1, 2, 2],
  joint: [0, 1, 0, 1, 0],
  // {A2} | {B1,A1} | {A2} | {A2,A1} | {A1}
  width1: [1, 2, 1, 2, 1],
  // key: G06F 2010, H01M and H04L 2011; P_2010 = {G06F}, P_2011 = {G06F,H01M,H04L}
  width2: [NA, NA, NA, 2, 0],
  width3: [0, 0.5, 0, 0.5, 0],
  // 4: empty pool | 9: H01M, 10: H04L new | – | – | –
  width4: [1, 2, 0, 0, 0],
  // 14: three main groups
  breadth: [0, 0, 2 / 3, 0, 0],
  firms: [1, 2, 2, 2, 2],
  // one firm | {G06F 2}·{H01M 1, H04L 1} = 0 | {G06F 3, H04L 1}: 1/√20 |
  // 丙 {G06F 4, H04L 1, A41D 1}, 丁 {H01M 1, H04L 2}: 2/√90 |
  // 丙 {4, 1, 1, B01D 1}, 丁 {H01M 1, H04L 4}: 4/√(19·17)
  similarity4: [NA, 0, 1 / Math.sqrt(20), 2 / Math.sqrt(90), 4 / Math.sqrt(19 * 17)],
  coop_weight: [0, 1, 0, 1, 0],
  transfer_weight: [0, 0, 0, 0, 0],
};

describe("innovation measures on thirty patents", () => {
  const result = innovate(patents, { concordance, unit: "city" });
  const rows = result.table.toRows();

  it("has thirty documents, of which nothing is lost", () => {
    expect(patents).toHaveLength(30);
    // 30 = 27 applications + 2 grants merged + 1 without a year
    expect(result.counts).toEqual({
      documents: 30,
      applications: 27,
      merged: 2,
      withoutYear: 1,
      withoutIpc: 2, // 13 and 28
      otherKind: 2, // 12 and 28
      withoutUnit: 1, // 16
      outsideFrame: 0,
    });
    expect(result.warnings.map((w) => w.code)).toEqual([
      "patent/without-year",
      "patent/without-unit",
      "patent/truncated",
    ]);
  });

  it.each([
    ["北京市", BEIJING],
    ["深圳市", SHENZHEN],
  ] as const)("gives the numbers worked out by hand for %s", (city, expected) => {
    const own = rows.filter((r) => r.city === city);
    expect(own.map((r) => r.year)).toEqual([2010, 2011, 2012, 2013, 2014]);
    for (const [name, values] of Object.entries(expected)) {
      const found = own.map((r) => r[name]);
      values.forEach((value, i) => {
        if (value === null) expect(found[i], `${name} ${2010 + i}`).toBeNull();
        else expect(found[i], `${name} ${2010 + i}`).toBeCloseTo(value, 12);
      });
    }
  });

  it("lists the edges of both networks", () => {
    expect(result.networks).toEqual({
      cooperation: [
        { year: 2011, from: "110000", to: "440300", weight: 1 },
        { year: 2013, from: "110000", to: "440300", weight: 1 },
      ],
      transfers: [{ year: 2014, from: "440300", to: "110000", weight: 2 }],
      transfersUnplaced: 0,
    });
  });

  it("answers for the unit-years of a panel, with zeros where there are no patents", () => {
    const panel = new Panel(
      Table.of({ city: ["北京", "北京", "广州市"], year: [2011, 2015, 2011] }),
      { unit: "city", time: "year" },
    );
    const framed = innovate(patents, { concordance, frame: panel });
    expect(framed.table.toRows().map((r) => [r.city, r.year, r.key, r.width2])).toEqual([
      ["北京市", 2011, 3, null],
      ["北京市", 2015, 0, 1],
      ["广州市", 2011, 0, null],
    ]);
    expect(framed.counts.outsideFrame).toBe(20);
  });

  it("counts by firm, with former names and listed firms from the user's files", async () => {
    const file = join(folder, "names.csv");
    writeFileSync(file, "name,use\n甲材集团有限公司,甲材有限公司\n");
    const names = await readNameMap(file);
    const merged = innovate(patents, { concordance, unit: "firm", names });
    const of = (firm: string, year: number) =>
      merged.table.toRows().find((r) => r.firm === firm && r.year === year);
    // 8 is no longer joint; 甲 takes part in 6, 7, 8, 10
    expect(of("甲材", 2011)).toMatchObject({ total: 4, joint: 2 });
    expect(of("甲材集团", 2011)).toBeUndefined();
    const listed = join(folder, "listed.csv");
    writeFileSync(listed, "name,code\n甲材股份有限公司,000001\n");
    const firms = await readNameMap(listed, "code");
    const only = innovate(patents, { concordance, unit: "firm", names, firms });
    expect(new Set(only.table.toRows().map((r) => r.firm))).toEqual(new Set(["000001"]));
  });

  it("names the home of each firm and counts granted joint applications", () => {
    const own = [
      ...patents,
      patent(30, 2014, "甲乙", "H04L27/26"),
      patent(30, 2014, "甲乙", "H04L27/26", { grant: true }),
      patent(31, 2014, "甲乙", "A41D1/00", { grant: true }),
    ];
    const rows = innovate(own, { concordance, unit: "firm" }).table.toRows();
    const at2014 = rows.filter((r) => r.year === 2014 && ["甲材", "丁材"].includes(String(r.firm)));
    expect(at2014.map((r) => [r.firm, r.region_code, r.city])).toEqual([
      ["丁材", "440300", "深圳市"],
      ["甲材", "110000", "北京市"],
    ]);
    // 30 (key, granted) and 31 (granted); 30 counts once for its two documents
    expect(at2014[1]).toMatchObject({ joint: 2, joint_granted: 2, key_joint_granted: 1 });
    // 戊 16 has no city
    expect(rows.find((r) => r.firm === "戊材")).toMatchObject({ region_code: null });
  });

  it("splits cities at the median of their similarity before a policy", () => {
    // Before 2013 北京 has the mean of 2010–2012, 深圳 that of 2011 (0) and 2012 (1/√20).
    const split = similaritySplit(result.table, { level: "ipc4", before: 2013 });
    const mean = (v: readonly number[]): number => v.reduce((s, x) => s + x, 0) / v.length;
    const beijing = mean(BEIJING.similarity4.slice(0, 3));
    const shenzhen = mean([0, 1 / Math.sqrt(20)]);
    expect(beijing).toBeGreaterThan(shenzhen);
    expect(split.toRows().map((r) => [r.region_code, r.high])).toEqual([
      ["110000", 1],
      ["440300", 0],
    ]);
    expect(split.number("similarity")[0]).toBeCloseTo(beijing, 12);
    expect(split.number("similarity")[1]).toBeCloseTo(shenzhen, 12);
    // In 2010 深圳 has one firm: no similarity, no group.
    const early = similaritySplit(result.table, { level: "ipc4", before: 2011 });
    expect(early.toRows().map((r) => r.high)).toEqual([0, null]);
  });

  it("gives pairs of firms whose mean is the city's", () => {
    const found = innovate(patents.slice(0, 3), { concordance });
    expect(found.table.number("similarity3")[0]).toBeCloseTo(0, 12);
    expect(similarPairs(new Map(), "ipc4", 2010)).toEqual([]);
    expect(knowledgeBreadth([])).toBeNaN();
  });

  it("refuses a unit that is none", () => {
    expect(() => innovate(patents, { concordance, unit: "cty" as "city" })).toThrow(/"city"/);
  });
});

describe("names of applicants", () => {
  it.each([
    ["华为技术有限公司", "华为技术"],
    ["华为技术 有限公司", "华为技术"],
    ["阿波罗智联（北京）科技有限公司", "阿波罗智联北京科技"],
    ["阿波罗智联(北京)科技有限公司", "阿波罗智联北京科技"],
    ["比亚迪股份有限公司", "比亚迪"],
    ["清华大学", "清华大学"],
    ["［福特汽车-C］", "福特汽车C"],
    ["GM Global Technology Operations, LLC", "GM GLOBAL TECHNOLOGY OPERATIONS"],
    ["Ｌｙｆｔ，Ｉｎｃ．", "LYFT"],
    [
      "Beijing DiDi Infinity Technology and Development Co., Ltd.",
      "BEIJING DIDI INFINITY TECHNOLOGY AND DEVELOPMENT",
    ],
    ["公司", "公司"],
    ["比亚迪集团有限公司", "比亚迪集团"],
    ["甲有限公司", "甲有限公司"],
  ])("writes %s as %s", (name, expected) => expect(normaliseApplicant(name)).toBe(expected));
});

describe("the applications behind each number", () => {
  const gathered = gatherApplications(patents, createClassifier({ concordance }));

  it.each(["city", "province", "firm"] as const)(
    "add up to the column, row by row, for every measure of a %s that is a sum",
    (unit) => {
      const { innovation, applications, partsOf } = innovationOf(gathered, { concordance, unit });
      const { table } = innovation;
      expect(table.toRows()).toEqual(innovate(patents, { concordance, unit }).table.toRows());
      const summed: string[] = [];
      for (const name of table.names) {
        const { how, first, application, weight } = partsOf(name);
        expect(first).toHaveLength(table.nrow + 1);
        expect(application.every((a) => a < applications.length)).toBe(true);
        if (how === "pool") continue;
        summed.push(name);
        const sums = Array.from({ length: table.nrow }, (_, i) => {
          let sum = 0;
          for (let p = first[i]!; p < first[i + 1]!; p++) sum += weight?.[p] ?? 1;
          return how === "log1p" ? Math.log1p(sum) : sum;
        });
        expect(sums, name).toEqual([...table.number(name)]);
      }
      const always = ["total", "ln_nonkey", "key_cited", "key_joint", "width4", "key_乙产业"];
      expect(summed).toEqual(expect.arrayContaining(always));
      if (unit === "city") {
        expect(summed).toEqual(expect.arrayContaining(["coop_weight", "transfer_weight"]));
      }
    },
  );

  it("are those of the cell, of key technology where the number is of key technology", () => {
    const { innovation, applications, partsOf } = innovationOf(gathered, { concordance });
    const { first, application } = partsOf("width1");
    const years = innovation.table.number("year");
    for (let i = 0; i < innovation.table.nrow; i++) {
      const list = [...application.subarray(first[i], first[i + 1])].map((a) => applications[a]!);
      for (const a of list) expect([a.key, a.year]).toEqual([true, years[i]]);
    }
  });
});
