import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Store } from "../../src/store/index.js";
import { runWords } from "../run-words.js";
import { page, type Site, startSite } from "../servers/site.js";

let folder: string;
let site: Site;

const report = (year: number): string => {
  const work =
    "一年来，全市新建改建农村公路，改造老旧小区，新增学位和养老床位，群众办事更方便。".repeat(20);
  return `<html><head><title>${year}年海拉尔区政府工作报告</title></head><body><div><p>——${year}年1月10日在海拉尔区第十六届人民代表大会第一次会议上</p>
<p>各位代表：</p><p>现在，我代表区人民政府向大会报告工作，请予审议。</p><p>${work}</p><p>让我们共同努力，为建设美好家园而奋斗！</p></div></body></html>`;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-crawl-"));
  site = await startSite({
    "/index.html": page(
      `<ul class="list"><li><a href="/2015.html">2015年海拉尔区政府工作报告</a></li><li><a href="/2016.html">2016年海拉尔区政府工作报告</a></li><li><a href="/copy.html">2016年政府工作报告（转载）</a></li><li><a href="/gone.html">2014年政府工作报告</a></li><li><a href="/note.html">政府工作报告解读</a></li></ul>`,
    ),
    "/2015.html": page(report(2015)),
    "/2016.html": page(report(2016)),
    "/copy.html": page(report(2016)),
    "/note.html": page("<p>这是一篇解读文章，讲的是报告怎样写成。</p>".repeat(20)),
  });
  writeFileSync(
    join(folder, "source.yaml"),
    `name: demo-city
kind: report
hosts: ["${site.host}"]
start: ["${site.origin}/index.html"]
list: { link: "ul.list a", title: "政府工作报告", next: auto }
polite: { delayMs: 0, concurrency: 1, robots: true, maxPages: 500 }
`,
  );
});

afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

const cli = (...argv: string[]) => runWords(argv);

describe("xinzhi crawl", () => {
  it("stores reports with region and year, and accounts for every other page", async () => {
    const db = join(folder, "a.db");
    const run = await cli(
      "crawl",
      join(folder, "source.yaml"),
      "--allow-private",
      "--db",
      db,
      "--json",
      "--quiet",
    );
    const summary = JSON.parse(run.out);
    expect(summary).toMatchObject({ stored: 2, duplicates: 1, unchanged: 0, remaining: 0 });
    expect(summary.failed).toEqual([
      { url: `${site.origin}/gone.html`, reason: "http 404", attempts: 1 },
    ]);
    expect(summary.skipped).toHaveLength(1);
    expect(run.code).toBe(3);
    const store = await Store.open(db);
    const rows = store.connection
      .prepare("SELECT region, region_code, year, url FROM documents ORDER BY year")
      .all();
    store.close();
    expect(rows).toMatchObject([
      { region: "海拉尔区", region_code: "150702", year: 2015 },
      { region: "海拉尔区", region_code: "150702", year: 2016 },
    ]);
  });

  it("finds nothing new the second time, and asks nothing that it has", async () => {
    const db = join(folder, "a.db");
    const before = site.seen.length;
    const run = await cli(
      "crawl",
      join(folder, "source.yaml"),
      "--allow-private",
      "--db",
      db,
      "--json",
      "--quiet",
    );
    expect(JSON.parse(run.out)).toMatchObject({ fetched: 0, stored: 0, remaining: 0 });
    expect(site.seen.length).toBe(before);
    const again = await cli(
      "crawl",
      join(folder, "source.yaml"),
      "--allow-private",
      "--refresh",
      "--db",
      db,
      "--json",
      "--quiet",
    );
    expect(JSON.parse(again.out)).toMatchObject({ stored: 0, unchanged: 4 });
  });

  it("tries failed pages again when asked, and keeps the versions of a page that changed", async () => {
    let state = 1;
    const moving = await startSite({
      "/index.html": page(
        `<a href="/2015.html">2015年政府工作报告</a><a href="/2016.html">2016年政府工作报告</a>`,
      ),
      "/2015.html": (_q, r) => void r.end(report(2015).replace("更方便", `更方便${state}`)),
      "/2016.html": (_q, r) => void (state === 1 ? r.writeHead(404).end() : r.end(report(2016))),
    });
    const file = join(folder, "moving.yaml");
    writeFileSync(
      file,
      `name: moving\nhosts: ["${moving.host}"]\nstart: ["${moving.origin}/index.html"]\nregion: 海拉尔区\npolite: { delayMs: 0 }\n`,
    );
    const db = join(folder, "moving.db");
    const go = async (...more: string[]) =>
      JSON.parse(
        (await cli("crawl", file, "--allow-private", "--db", db, "--json", "--quiet", ...more)).out,
      );
    const dry = await go("--dry-run");
    expect(dry.urls).toEqual([`${moving.origin}/index.html`]);
    expect(moving.seen).toHaveLength(0);
    expect(await go()).toMatchObject({ stored: 1, remaining: 0, failed: [{ reason: "http 404" }] });
    state = 2;
    expect(await go("--resume")).toMatchObject({ fetched: 0, stored: 0 });
    expect(await go("--retry-failed")).toMatchObject({ stored: 1, failed: [] });
    expect(await go("--refresh")).toMatchObject({ stored: 1, unchanged: 1 });
    const store = await Store.open(db);
    const versions = store.connection
      .prepare("SELECT raw_hash FROM crawl_versions WHERE url LIKE '%2015%'")
      .all() as { raw_hash: string }[];
    const kept = versions.map((v) => Buffer.from(store.getContent(v.raw_hash)!).toString("utf8"));
    expect(kept.map((html) => /更方便(\d)/.exec(html)![1]).sort()).toEqual(["1", "2"]);
    store.close();
    await moving.close();
  });

  it("takes the region from the title or from the text alone where the source says so", async () => {
    const body = (title: string) => page(`<h1>${title}</h1>${report(2017)}`);
    const county = await startSite({
      "/index.html": page(
        `<a href="/150782.html">2017年牙克石市政府工作报告</a><a href="/b.html">2018年政府工作报告</a>`,
      ),
      // The title and the address say 牙克石市, the text 海拉尔区; the other title says nothing.
      "/150782.html": body("2017年牙克石市政府工作报告"),
      "/b.html": page(report(2018).replace(/<title>.*<\/title>/, "<title>政府工作报告</title>")),
    });
    const crawled = async (name: string, region: string) => {
      const file = join(folder, `${name}.yaml`);
      writeFileSync(
        file,
        `name: ${name}\nhosts: ["${county.host}"]\nstart: ["${county.origin}/index.html"]\npage: { title: h1 }\n${region}polite: { delayMs: 0 }\n`,
      );
      const db = join(folder, `${name}.db`);
      await cli("crawl", file, "--allow-private", "--db", db, "--quiet");
      const store = await Store.open(db);
      const rows = store.connection
        .prepare("SELECT region_code AS code, notes FROM documents ORDER BY year")
        .all() as { code: string; notes: string }[];
      store.close();
      return { codes: rows.map((r) => r.code), notes: rows.map((r) => r.notes) };
    };
    const weighed = await crawled("weighed", "");
    expect(weighed.codes).toEqual(["150702", "150702"]);
    expect(weighed.notes[0]).toContain("says region 150782");
    const title = await crawled("by-title", "region: { from: title }\n");
    expect(title.codes).toEqual(["150782", "150702"]);
    expect(title.notes[0]).not.toContain("region");
    expect(title.notes[1]).toContain("the title names no region");
    const text = await crawled("by-text", "region: { from: text }\n");
    expect(text.codes).toEqual(["150702", "150702"]);
    expect(text.notes.join()).not.toContain("region");
    await county.close();
  });

  it("takes any city of the region table with the host of its portal", async () => {
    const run = await cli(
      "crawl",
      "成都市",
      "--host",
      "www.chengdu.gov.cn",
      "--dry-run",
      "--json",
      "--db",
      join(folder, "c.db"),
    );
    expect(JSON.parse(run.out)).toMatchObject({
      source: "city-510100",
      urls: ["https://www.chengdu.gov.cn/"],
    });
    const typo = await cli("crawl", "成者市", "--host", "www.chengdu.gov.cn", "--dry-run");
    expect(typo.code).toBe(2);
  });

  it("answers a wrong value, a broken pattern and a bad line with their place", async () => {
    const file = join(folder, "wrong.yaml");
    const head = "name: x\nhosts: [a.gov.cn]\nstart: ['https://a.gov.cn/']\n";
    for (const [text, place] of [
      [`${head}polite: { delayMs: -1 }\n`, /row 4.*delayMs/s],
      [`${head}list: { title: "(" }\n`, /row 4.*valid pattern/s],
      [`${head}kind: [\n`, /yaml\/syntax/],
    ] as const) {
      writeFileSync(file, text);
      const run = await cli("crawl", file);
      expect(run.code).toBe(2);
      expect(run.err).toMatch(place);
    }
  });

  it("refuses loopback unless it is allowed", async () => {
    const run = await cli(
      "crawl",
      join(folder, "source.yaml"),
      "--db",
      join(folder, "b.db"),
      "--quiet",
    );
    expect(run.code).toBe(2);
    expect(run.err).toContain("--allow-private");
  });

  it("shows what one page would give", async () => {
    const run = await cli("crawl", "try", `${site.origin}/2015.html`, "--allow-private", "--json");
    expect(JSON.parse(run.out)).toMatchObject({ title: "2015年海拉尔区政府工作报告" });
  });

  it("lists its sources, all of them never verified", async () => {
    const run = await cli("crawl", "--list", "--json");
    const { sources } = JSON.parse(run.out);
    const kinds = sources.map((s: { kind: string }) => s.kind);
    expect(kinds.filter((k: string) => k === "report")).toHaveLength(32);
    expect(kinds.filter((k: string) => k === "patent")).toHaveLength(5);
    expect(sources.every((s: { verified: string }) => s.verified === "never")).toBe(true);
  });

  it("answers a misspelt source, field and host", async () => {
    const typo = await cli("crawl", "province-sichaun");
    expect(typo.code).toBe(2);
    expect(typo.err).toContain("province-sichuan");
    const file = join(folder, "bad.yaml");
    writeFileSync(file, "name: x\nhost: [a]\nstart: [b]\n");
    const field = await cli("crawl", file);
    expect(field.err).toContain('Did you mean "hosts"');
    writeFileSync(file, "name: x\nhosts: [a.gov.cn]\nstart: ['https://b.gov.cn/']\n");
    expect((await cli("crawl", file)).err).toContain("crawl/bad-start");
  });
});
