import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addressOf, readSearchCounts, searchAttention } from "../../src/crawl/index.js";
import { readCsv } from "../../src/table/index.js";
import { runWords } from "../run-words.js";
import { type Site, startSite } from "../servers/site.js";

let folder: string;
let site: Site;
/** What the imitation results page answers: by query, else a number from its length. */
const answers = new Map<string, string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-search-"));
  site = await startSite({
    "/robots.txt": (_request, response) => response.end("User-agent: *\nDisallow: /private\n"),
    "*": (request, response) => {
      const query = new URL(request.url!, site.origin).searchParams.get("q") ?? "";
      response.setHeader("content-type", "text/html; charset=utf-8");
      const body =
        answers.get(query) ?? `<span class="nums">找到相关新闻约1,20${query.length}篇</span>`;
      response.end(`<html><body><p>1999 个站点</p>${body}</body></html>`);
    },
  });
});

afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

function define(name: string, change: (text: string) => string = (s) => s): string {
  const file = join(folder, name);
  const text = `name: news
kind: search-counts
hosts: ["${site.host}"]
url: "${site.origin}/s?q={query}&y={year}"
query: "{short} {keyword}"
count: { selector: ".nums", none: "没有找到" }
polite: { delayMs: 0 }
`;
  writeFileSync(file, change(text));
  return file;
}

const cli = (...argv: string[]) => runWords(["crawl", "search-counts", ...argv, "--quiet"]);

const ask = [
  "--regions",
  "成都市,延边朝鲜族自治州",
  "--keywords",
  "云计算,大数据",
  "--years",
  "2020-2021",
];

describe("search counts", () => {
  it("asks region and keyword by year, and gives hits, sums and logarithms", async () => {
    answers.set("延边 大数据", '<span class="nums">没有找到相关新闻</span>');
    answers.set("成都 大数据", '<span class="nums">约 １．５万 篇</span>');
    const [hits, totals] = [join(folder, "hits.csv"), join(folder, "totals.csv")];
    const argv = [define("a.yaml"), ...ask, "--allow-private", "-o", hits, "--totals", totals];
    const { code, out } = await cli(...argv, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ kind: "search-counts", counts: 8, remaining: 0 });
    const rows = readCsv(readFileSync(hits)).toRows();
    expect(rows.map((r) => r.hits)).toEqual([1206, 15000, 1206, 15000, 1206, 0, 1206, 0]);
    expect(rows[0]).toMatchObject({ region: "成都市", year: 2020, keyword: "云计算" });
    const sums = readCsv(readFileSync(totals), { text: ["region_code"] }).toRows();
    expect(sums).toHaveLength(4);
    expect(sums[0]).toMatchObject({
      region_code: "510100",
      region: "成都市",
      year: 2020,
      hits: 16206,
    });
    expect(sums[0]!.ln1p).toBeCloseTo(Math.log(16207), 12);
    expect(sums[0]!.ln).toBeCloseTo(Math.log(16206), 12);
    const asked = site.seen.filter((s) => s.path.startsWith("/s?"));
    expect(asked).toHaveLength(8);
    expect(asked[0]!.path).toBe(`/s?q=${encodeURIComponent("成都 云计算")}&y=2020`);
    expect(site.peak()).toBe(1);
    // What is known is not asked again.
    expect((await cli(...argv)).code).toBe(0);
    expect(site.seen.filter((s) => s.path.startsWith("/s?"))).toHaveLength(8);
  });

  it("takes no captcha and no page without a number for zero hits, and goes on there later", async () => {
    answers.clear();
    answers.set("成都 大数据", "<p>暂无内容</p>");
    answers.set("延边 云计算", "<p>请输入验证码</p>");
    const [hits, totals] = [join(folder, "b.csv"), join(folder, "b-totals.csv")];
    const argv = [define("b.yaml"), ...ask, "--allow-private", "-o", hits, "--totals", totals];
    const { code, out } = await cli(...argv);
    expect(code).toBe(3);
    expect(out).toMatch(/2 of 8 counts .* 6 remain/);
    expect(out).toMatch(/成都市 2020 大数据 {2}malformed/);
    expect(out).toMatch(/延边朝鲜族自治州 2020 云计算 {2}captcha/);
    const sums = readCsv(readFileSync(totals)).toRows();
    expect(sums.map((r) => r.hits)).toEqual([null, null, null, null]);
    answers.clear();
    expect((await cli(...argv)).code).toBe(0);
    expect(readCsv(readFileSync(hits)).toRows()).toHaveLength(8);
  });

  it("reads JSON answers, lists addresses without asking, and stops at the limit", async () => {
    const definition = define("c.yaml", (s) => s.replace('selector: ".nums"', "json: data.total"));
    for (const short of ["成都", "延边"]) answers.set(`${short} 云计算`, "");
    const before = site.seen.length;
    const dry = await cli(
      definition,
      ...ask,
      "-o",
      join(folder, "c.csv"),
      "--dry-run",
      "--limit",
      "3",
    );
    expect(dry.out.trim().split("\n")).toHaveLength(3);
    expect(site.seen.length).toBe(before);
    expect(existsSync(join(folder, "c.csv"))).toBe(false);
    const { code, out } = await cli(
      definition,
      ...ask,
      "-o",
      join(folder, "c.csv"),
      "--allow-private",
      "--limit",
      "1",
    );
    expect(code).toBe(3);
    expect(out).toContain("malformed");
  });

  it("obeys robots.txt and refuses private addresses unless permitted", async () => {
    const hidden = define("d.yaml", (s) => s.replace("/s?", "/private?"));
    const robots = await cli(hidden, ...ask, "-o", join(folder, "d.csv"), "--allow-private");
    expect(robots.code).toBe(3);
    expect(robots.out).toContain("robots");
    const guarded = await cli(define("e.yaml"), ...ask, "-o", join(folder, "e.csv"));
    expect(guarded.code).not.toBe(0);
  });

  it.each([
    [
      "a host that is not listed",
      (s: string) => s.replace(/hosts: .*/, "hosts: [other.cn]"),
      /not among the hosts/,
    ],
    ["an address without the year", (s: string) => s.replace("&y={year}", ""), /\{year\}/],
    ["a broken pattern", (s: string) => s.replace("没有找到", "("), /not a valid pattern/],
    ["an unknown field", (s: string) => `${s}speed: fast\n`, /speed/],
  ])("refuses %s", async (_, change, message) => {
    const { code, err } = await cli(define("f.yaml", change), ...ask, "-o", join(folder, "f.csv"));
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it.each([
    [["--regions", "城都市"], /成都市/],
    [["--years", "2020-"], /whole number/],
    [["--keywords", ""], /--dictionary NAME/],
  ])("refuses %j", async (argv, message) => {
    const all = [...ask, ...argv];
    const { code, err } = await cli(define("g.yaml"), ...all, "-o", join(folder, "g.csv"));
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it("fills every part of an address encoded", () => {
    const definition = readSearchCounts(
      define("h.yaml", (s) => s.replace("?q=", "/{region}?k={keyword}&q=")),
    );
    const address = addressOf(definition, {
      region: "延边朝鲜族自治州",
      year: 2020,
      keyword: "A&B",
    });
    expect(new URL(address).searchParams.get("k")).toBe("A&B");
    expect(new URL(address).searchParams.get("q")).toBe("延边 A&B");
    expect(decodeURIComponent(new URL(address).pathname)).toBe("/s/延边朝鲜族自治州");
  });

  it("has no logarithm of a sum of zero and no sum of what is missing", () => {
    const cell = { region: "a", year: 2020, keyword: "k", reason: null };
    expect(searchAttention([{ ...cell, hits: 0 }])[0]).toMatchObject({
      hits: 0,
      ln1p: 0,
      ln: null,
    });
    expect(
      searchAttention([
        { ...cell, hits: 3 },
        { ...cell, hits: null },
      ])[0],
    ).toMatchObject({
      hits: null,
      ln1p: null,
      ln: null,
    });
  });
});
