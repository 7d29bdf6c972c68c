import { describe, expect, it } from "vitest";
import type { PatentMatch } from "../../../src/patent/index.js";
import type { PatentRecord } from "../../../src/store/index.js";
import { EvidenceList } from "../../../src/study/stages/patent-evidence.js";

function patent(id: number, change: Partial<PatentRecord> = {}): PatentRecord {
  return {
    id,
    identity: `pub:P${id}`,
    applicationKey: null,
    publication: `P${id}`,
    application: null,
    kind: "invention",
    stage: null,
    title: `patent ${id}`,
    abstract: "",
    filed: "2012-05-01",
    published: null,
    granted: null,
    country: "CN",
    citationsReceived: null,
    status: null,
    source: "",
    applicants: [applicant("甲公司", "110100")],
    ipc: [{ raw: "H01L21/02", symbol: "H01L21/02", sortKey: null }],
    transfers: [],
    ...change,
  };
}

function applicant(name: string, regionCode: string | null) {
  return { name, normalised: name, address: null, regionCode, located: null };
}

function match(level1: string, row: number): PatentMatch {
  return { symbol: "H01L21/02", rule: 1, code: "1.2", name: "n", level1, level2: "", row };
}

describe("the patents that are kept to be shown", () => {
  it("are ten of each sort for a place and year, key technology or not", () => {
    const list = new EvidenceList(["city"]);
    for (let i = 0; i < 30; i++) list.see(patent(i), i % 2 === 0 ? [match("新材料产业", 7)] : []);
    const all = list.all();
    expect(all.filter((e) => e.rules.length > 0)).toHaveLength(10);
    expect(all.filter((e) => e.rules.length === 0)).toHaveLength(10);
  });

  it("say which documents are of one application", () => {
    const list = new EvidenceList(["city"]);
    for (const id of [1, 2]) list.see(patent(id, { applicationKey: "CN202011172919" }), []);
    list.see(patent(3), []);
    const applications = list.all().map((e) => e.application);
    expect(applications).toEqual(["CN202011172919", "CN202011172919", "pub:P3"]);
  });

  it("are three of each firm, even where its city has many", () => {
    const list = new EvidenceList(["firm", "city"]);
    for (let i = 0; i < 20; i++) list.see(patent(i), []);
    for (let i = 20; i < 25; i++) {
      list.see(patent(i, { applicants: [applicant("乙公司", "110100")] }), []);
    }
    expect(list.all().filter((e) => e.firms.includes("乙公司"))).toHaveLength(3);
  });

  it("keep one rule of each industry and field and what decides the measures", () => {
    const list = new EvidenceList(["city"]);
    const record = patent(1, {
      granted: "2014-01-01",
      citationsReceived: 2,
      applicants: [applicant("大学", null), applicant("甲公司", "110100")],
    });
    const other = { ...match("生物产业", 10), code: "4.2" };
    const materials = [match("新材料产业", 7), match("新材料产业", 8)];
    list.see(record, [...materials, match("生物产业", 9), other]);
    expect(list.all()).toMatchObject([
      {
        codes: ["110100"],
        year: 2012,
        joint: true,
        granted: true,
        cited: true,
        transferred: false,
      },
    ]);
    expect(list.all()[0]!.rules.map((r) => r.row)).toEqual([7, 9, 10]);
  });

  it("are shown in the place of each applicant and by the names that firms are counted under", () => {
    const list = new EvidenceList(["firm", "city"]);
    const seat = { ...applicant("甲科技股份有限公司", "110100"), normalised: "甲科技" };
    list.see(patent(1, { applicants: [seat, applicant("大学", "310100")] }), []);
    expect(list.all()).toMatchObject([{ codes: ["110100", "310100"], firms: ["甲科技", "大学"] }]);
  });

  it("place a transfer with the buyer, in the year of the transfer", () => {
    const list = new EvidenceList(["city"]);
    const transfers = [{ from: "甲公司", to: "乙公司", date: "2015-03-01" }];
    list.see(patent(1, { transfers }), []);
    list.see(patent(2, { applicants: [applicant("乙公司", "310100")] }), []);
    const [received, ...others] = list.all().filter((e) => e.transferred);
    expect(others).toEqual([]);
    expect(received).toMatchObject({ codes: ["310100"], year: 2015, patent: "pub:P1" });
  });

  it("leave out transfers within a city or to someone without a place", () => {
    const list = new EvidenceList(["city"]);
    const to = (name: string) => [{ from: "甲公司", to: name, date: "2015-03-01" }];
    list.see(patent(1, { transfers: to("丙公司") }), []);
    list.see(patent(2, { applicants: [applicant("丙公司", "110100")] }), []);
    list.see(patent(3, { transfers: to("谁也不认识") }), []);
    expect(list.all().some((e) => e.transferred)).toBe(false);
  });
});
