import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type CrawledPage,
  type CrawlSummary,
  crawl,
  Fetcher,
  type Source,
  sourceSchema,
} from "../../src/crawl/index.js";
import { Store } from "../../src/store/index.js";
import { type Portal, portals } from "../servers/portals.js";
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
  options: { limit?: number; since?: number } = {},
): Promise<CrawlSummary> {
  const fetcher = new Fetcher({
    client: { addresses: "any" },
    polite: { delayMs: 0, concurrency: 4, robots: "ignore" },
    retry: { attempts: 2, baseMs: 5 },
    hosts: source.hosts,
  });
  const ingest = async (crawled: CrawledPage) => () => {
    collected.push(crawled);
    return { state: "stored" as const, documentId: null };
  };
  const now = (): Date => new Date(0);
  const summary = await crawl(store, source, { fetcher, ingest, run: "r", now, ...options });
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
        expect(crawled.date).toMatch(/^\d{4}-02-03$/);
        expect(crawled.title).toMatch(/^\d{4}年.*政府工作报告$/);
      }
      expect(summary).toMatchObject({ stored: 6, failed: [], skipped: [], remaining: 0 });
    },
  );

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
