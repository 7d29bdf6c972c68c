import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportIngest } from "../../src/collect/report-ingest.js";
import {
  type CrawledPage,
  type CrawlSummary,
  crawl,
  Fetcher,
  type Ingest,
  type Source,
  sourceSchema,
} from "../../src/crawl/index.js";
import { extractText } from "../../src/extract/index.js";
import { eachDocument, Store } from "../../src/store/index.js";
import { type Portal, portals, wholeText } from "../servers/portals.js";
import { page, type Site, startSite } from "../servers/site.js";

let site: Site;

beforeAll(async () => {
  site = await startSite(Object.assign({}, ...portals.map((p) => p.routes)));
});
afterAll(async () => site.close());

function sourceOf(portal: Portal, origin: string): Source {
  const list = JSON.parse(JSON.stringify(portal.list ?? {}).replaceAll("ORIGIN", origin));
  return sourceSchema.parse({
    name: portal.name.replaceAll("/", "-"),
    hosts: [new URL(origin).host],
    start: [`${origin}${portal.start}`],
    list: { title: "(\\d{4})年.*政府工作报告", ...list },
    page: portal.page ?? {},
    polite: { delayMs: 0, concurrency: 4, robots: false },
  });
}

async function run(
  source: Source,
  store: Store,
  collected: CrawledPage[],
  options: { limit?: number; since?: number; robots?: "obey" } = {},
): Promise<CrawlSummary> {
  const { robots = "ignore", ...rest } = options;
  const fetcher = new Fetcher({
    client: { addresses: "any" },
    polite: { delayMs: 0, concurrency: 4, robots },
    retry: { attempts: 2, baseMs: 5 },
    hosts: source.hosts,
  });
  const ingest: Ingest = async (crawled) => {
    const isFile = crawled.text === "";
    const text = isFile ? (await extractText(crawled.raw, crawled.url)).text : crawled.text;
    return () => {
      if (text.length < 100) return { state: "skipped", documentId: null, reason: "no text" };
      collected.push({ ...crawled, text });
      return { state: "stored", documentId: null };
    };
  };
  const now = (): Date => new Date(0);
  const summary = await crawl(store, source, { fetcher, ingest, run: "r", now, ...rest });
  await fetcher.close();
  return summary;
}

describe("crawling imitation portals", () => {
  it.each(portals.map((p) => [p.name, p] as const))(
    "finds every report of %s and nothing else, with its whole text in order",
    async (_name, portal) => {
      const store = await Store.open(":memory:");
      const pages: CrawledPage[] = [];
      const summary = await run(sourceOf(portal, site.origin), store, pages);
      store.close();
      const found = new Map(pages.map((p) => [new URL(p.url).pathname, p]));
      expect([...found.keys()].sort()).toEqual(Object.keys(portal.truth).sort());
      for (const [path, sentences] of Object.entries(portal.truth)) {
        const crawled = found.get(path)!;
        let at = -1;
        for (const sentence of sentences) {
          const next = crawled.text.indexOf(sentence);
          expect(next).toBeGreaterThan(at);
          at = next;
        }
        expect(crawled.text).not.toContain("联系我们");
        expect(crawled.text).not.toContain("要闻");
        if (!path.endsWith(".docx")) expect(crawled.date).toMatch(/^\d{4}-02-03$/);
        expect(crawled.title).toMatch(/^\d{4}年.*政府工作报告$/);
      }
      expect(summary).toMatchObject({ stored: 6, failed: [], remaining: 0 });
      expect(summary.skipped).toHaveLength(portal.hollow ?? 0);
    },
  );

  it("leaves exactly the known documents in the store, text by text", async () => {
    const store = await Store.open(":memory:");
    for (const portal of portals) {
      const source = sourceOf(portal, site.origin);
      const fetcher = new Fetcher({
        client: { addresses: "any" },
        polite: { delayMs: 0, concurrency: 4, robots: "ignore" },
        hosts: source.hosts,
      });
      const now = (): Date => new Date(0);
      await crawl(store, source, { fetcher, ingest: reportIngest(), run: "r", now });
      await fetcher.close();
    }
    const stored = [...eachDocument(store)].map((d) => [new URL(d.url!).pathname, d.year, d.text]);
    const wanted = portals.flatMap((portal) =>
      Object.entries(portal.truth).map(([path, sentences]) => [
        path,
        Number(/在(\d{4})年/.exec(sentences[0]!)![1]),
        wholeText(sentences),
      ]),
    );
    const byPath = (a: unknown[], b: unknown[]): number => (String(a[0]) < String(b[0]) ? -1 : 1);
    expect(stored.sort(byPath)).toEqual(wanted.sort(byPath));
    store.close();
  });

  it("stays within the budget of the source on a site of ten thousand pages, and goes on", async () => {
    const links = Array.from(
      { length: 10_000 },
      (_, n) => `<a href="/p${n}">第${n}号政府工作报告</a>`,
    );
    const article = page(`<h1>报告</h1><p>${"一段文字，没有别的用处。".repeat(20)}</p>`);
    const large = await startSite({ "/": page(links.join("")), "*": article });
    const store = await Store.open(":memory:");
    const pages: CrawledPage[] = [];
    const source = sourceOf({ ...portals[0]!, name: "large", start: "/" }, large.origin);
    const small = {
      ...source,
      list: { ...source.list, title: "政府工作报告" },
      polite: { ...source.polite, maxPages: 30 },
    };
    const first = await run(small, store, pages);
    expect(first).toMatchObject({ fetched: 30, stored: 29, remaining: 9971 });
    const second = await run(small, store, pages);
    expect(second).toMatchObject({ fetched: 30, stored: 30, remaining: 9941 });
    expect(new Set(large.seen.map((s) => s.path)).size).toBe(60);
    store.close();
    await large.close();
  });

  it("skips what robots.txt forbids, and says so", async () => {
    const closed = await startSite({
      "/robots.txt": page("User-agent: *\nDisallow: /b\n", { "content-type": "text/plain" }),
      "/": page(`<a href="/a.html">2011年政府工作报告</a><a href="/b.html">2012年政府工作报告</a>`),
      "/a.html": page(`<p>${"一段文字，没有别的用处。".repeat(20)}</p>`),
    });
    const store = await Store.open(":memory:");
    const pages: CrawledPage[] = [];
    const source = sourceOf({ ...portals[0]!, name: "closed", start: "/" }, closed.origin);
    const summary = await run(source, store, pages, { robots: "obey" });
    expect(summary).toMatchObject({ stored: 1, failed: [] });
    expect(summary.skipped.map((s) => s.reason)).toEqual(["robots"]);
    expect(closed.seen.map((s) => s.path)).not.toContain("/b.html");
    store.close();
    await closed.close();
  });

  it("goes on after its budget is spent, and fetches no page twice", async () => {
    const store = await Store.open(":memory:");
    const pages: CrawledPage[] = [];
    const source = sourceOf(portals[0]!, site.origin);
    const before = site.seen.length;
    const first = await run(source, store, pages, { limit: 3 });
    expect(first.remaining).toBeGreaterThan(0);
    const second = await run(source, store, pages);
    expect(second.remaining).toBe(0);
    const paths = site.seen.slice(before).map((s) => s.path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(pages).toHaveLength(6);
    store.close();
  });

  it("takes only the years asked for", async () => {
    const store = await Store.open(":memory:");
    const pages: CrawledPage[] = [];
    await run(sourceOf(portals[0]!, site.origin), store, pages, { since: 2016 });
    expect(pages.map((p) => p.title).sort()).toEqual([
      "2016年青岚市政府工作报告",
      "2017年青岚市政府工作报告",
    ]);
    store.close();
  });

  it("says so when a login wall, a script challenge or a captcha stands before the content", async () => {
    const walls = await startSite({
      "/": page(
        `<a href="/login">2011年政府工作报告</a><a href="/js">2012年政府工作报告</a><a href="/captcha">2013年政府工作报告</a>`,
      ),
      "/login": page(`<form><input name="u"><input type="password" name="p"></form>`),
      "/js": page(`<script>document.cookie="__jsl_clearance=1";location.reload()</script>`),
      "/captcha": page(`<p>操作过于频繁,请输入验证码</p>`),
    });
    const store = await Store.open(":memory:");
    const pages: CrawledPage[] = [];
    const portal = { ...portals[0]!, name: "walls", start: "/" };
    const summary = await run(sourceOf(portal, walls.origin), store, pages);
    expect(pages).toHaveLength(0);
    expect(summary.failed.map((f) => f.reason).sort()).toEqual([
      "captcha",
      "login-wall",
      "script-challenge",
    ]);
    store.close();
    await walls.close();
  });

  it("ends on a calendar that never ends, by its budget", async () => {
    const endless = await startSite({
      "*": (request, response) => {
        const day = Number(/\d+/.exec(request.url ?? "")?.[0] ?? 0);
        response.end(`<a href="/d${day + 1}">下一页</a>`);
      },
    });
    const store = await Store.open(":memory:");
    const portal = { ...portals[0]!, name: "calendar", start: "/d0" };
    const summary = await run(sourceOf(portal, endless.origin), store, []);
    expect(endless.seen.length).toBeLessThanOrEqual(60);
    expect(summary.failed).toEqual([]);
    store.close();
    await endless.close();
  });
});
