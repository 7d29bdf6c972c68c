import { afterEach, describe, expect, it } from "vitest";
import { patentIngest } from "../../src/collect/patent-ingest.js";
import {
  crawlPatents,
  Fetcher,
  type PatentCrawlSummary,
  patentInterfaces,
  patentSourceSchema,
  readThrottle,
} from "../../src/crawl/index.js";
import { eachPatent, patentHistory, Store } from "../../src/store/index.js";
import { type OpsBehaviour, type OpsLog, type OpsPatent, opsRoutes } from "../servers/ops.js";
import { type Site, startSite } from "../servers/site.js";

const KEY = "consumer-key-5f1e";
const SECRET = "consumer-secret-9ac2";
const QUERY = 'pa="EXAMPLE" and pd within "20200101 20211231"';

let site: Site | undefined;
let store: Store | undefined;

afterEach(async () => {
  store?.close();
  await site?.close();
  store = undefined;
  site = undefined;
});

function patents(count: number): OpsPatent[] {
  return Array.from({ length: count }, (_, k) => ({
    number: `CN${112000000 + k}`,
    kind: "A",
    application: `2020100${10000 + k}`,
    title: `第${k}号装置`,
    applicant: "青岚大学",
  }));
}

interface Run {
  readonly summary: PatentCrawlSummary;
  readonly log: OpsLog;
}

async function open(behaviour: Partial<OpsBehaviour>): Promise<OpsLog> {
  const { routes, log } = opsRoutes({ patents: [], key: KEY, secret: SECRET, ...behaviour });
  site = await startSite(routes);
  store = await Store.open(":memory:");
  return log;
}

async function go(
  options: {
    readonly query?: string;
    readonly limit?: number;
    readonly legal?: boolean;
    readonly secret?: string;
    readonly now?: () => number;
  } = {},
): Promise<PatentCrawlSummary> {
  const source = patentSourceSchema.parse({
    name: "ops-test",
    kind: "patent",
    interface: "epo-ops",
    query: options.query ?? QUERY,
    legal: options.legal ?? false,
  });
  const fetcher = new Fetcher({
    client: { addresses: "any" },
    polite: { delayMs: 0, concurrency: 1, robots: "ignore" },
    retry: { attempts: 2, baseMs: 1, maxMs: 5 },
  });
  const session = patentInterfaces.get("epo-ops")!.connect({
    fetcher,
    endpoint: site!.origin,
    secrets: new Map([
      ["XINZHI_OPS_KEY", KEY],
      ["XINZHI_OPS_SECRET", options.secret ?? SECRET],
    ]),
    details: source.legal ? "with-legal" : "bibliographic",
    now: options.now ?? (() => 0),
  });
  try {
    return await crawlPatents(store!, source, {
      session,
      ingest: patentIngest(),
      run: "r",
      now: () => new Date(0),
      ...(options.limit === undefined ? {} : { limit: options.limit }),
    });
  } finally {
    await fetcher.close();
  }
}

async function whole(behaviour: Partial<OpsBehaviour>, options = {}): Promise<Run> {
  const log = await open(behaviour);
  return { log, summary: await go(options) };
}

describe("Open Patent Services", () => {
  it("reads a result in ranges of 100, each patent once, with all its fields", async () => {
    const { summary, log } = await whole({ patents: patents(230) });
    expect(summary).toMatchObject({
      stored: 230,
      found: 230,
      fetched: 3,
      failed: [],
      remaining: 0,
    });
    expect(log.ranges).toEqual(["1-100", "101-200", "201-300"]);
    const first = [...eachPatent(store!)][0]!;
    expect(first).toMatchObject({
      publication: "CN112000000A",
      application: "CN202010010000",
      kind: "invention",
      stage: "application",
      title: "第0号装置",
      abstract: "An example & no more.",
      filed: "2020-10-28",
      published: "2021-01-22",
      granted: null,
      country: "CN",
      source: "epo-ops",
    });
    expect(first.applicants.map((a) => a.name)).toEqual(["青岚大学"]);
    expect(first.ipc.map((x) => x.symbol)).toEqual(["G06F3/01", "A61B5/0476"]);
    expect(patentHistory(store!, first.id).cites).toEqual([
      { cited: "CN101000001A", origin: "examiner" },
    ]);
  });

  it("renews a token that runs out, by its time and by the server's word", async () => {
    const { summary, log } = await whole({ patents: patents(450), tokenUses: 2 });
    expect(summary).toMatchObject({ stored: 450, failed: [] });
    expect(log.tokens).toBe(3);
    store!.close();
    await site!.close();
    const slow = await open({ patents: patents(350) });
    let clock = 0;
    const later = await go({ now: () => (clock += 700_000) });
    expect(later).toMatchObject({ stored: 350, failed: [] });
    expect(slow.tokens).toBeGreaterThan(1);
  });

  it("stops at a used-up quota, keeps what it has, and goes on in a later run", async () => {
    const log = await open({ patents: patents(300), quotaAfter: 2 });
    const first = await go();
    expect(first).toMatchObject({ stored: 200, remaining: 1 });
    expect(first.failed.map((f) => f.reason)).toEqual(["quota"]);
    log.searches = -100;
    const second = await go();
    expect(second).toMatchObject({ stored: 100, remaining: 0, failed: [] });
    expect(log.ranges).toEqual(["1-100", "101-200", "201-300"]);
  });

  it("stops at a refused key and says so", async () => {
    const { summary } = await whole({ patents: patents(5) }, { secret: "wrong" });
    expect(summary.failed.map((f) => f.reason)).toEqual(["refused-key"]);
    expect(summary).toMatchObject({ stored: 0, remaining: 1 });
  });

  it("slows down as the traffic light asks, and waits at black", async () => {
    const light = (k: number): string =>
      k === 1 ? "busy (search=yellow:300, other=green:1000)" : "overloaded (search=black:0)";
    await open({ patents: patents(250), light, retryAfterMs: 1100 });
    const start = performance.now();
    expect(await go()).toMatchObject({ stored: 250 });
    const times = site!.seen.filter((s) => s.path.includes("/search/")).map((s) => s.atMs);
    expect(times[1]! - start).toBeGreaterThanOrEqual(200);
    expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(1100);
    expect(readThrottle("idle (search=green:30, inpadoc=red:10)", "inpadoc")).toBe(10);
    expect(readThrottle("overloaded (search=black:0)", "search")).toBe("stop");
    expect(readThrottle("nonsense", "search")).toBeUndefined();
  });

  it("takes no results for an empty answer, and half a document for a failure", async () => {
    const empty = await whole({ patents: [] });
    expect(empty.summary).toMatchObject({ stored: 0, found: 0, failed: [], remaining: 0 });
    store!.close();
    await site!.close();
    const mangle = (xml: string, search: number): string =>
      search === 1 ? xml.slice(0, xml.length - 40) : xml;
    const log = await open({ patents: patents(3), mangle });
    const broken = await go();
    expect(broken).toMatchObject({ stored: 0 });
    expect(broken.failed.map((f) => f.reason)).toEqual(["malformed"]);
    expect(log.searches).toBe(1);
  });

  it("says what of a large result is not given out", async () => {
    const { summary, log } = await whole({ patents: patents(2050) }, { limit: 30 });
    expect(summary).toMatchObject({ stored: 2000, found: 2050, remaining: 0 });
    expect(log.ranges).toHaveLength(20);
    expect(log.ranges).toContain("1901-2000");
    expect(summary.skipped[0]!.reason).toContain("50 of 2050");
  });

  it("refuses a question that the interface does not understand", async () => {
    await open({ patents: patents(1) });
    await expect(go({ query: "pa=((" })).rejects.toMatchObject({ code: "crawl/bad-query" });
    await expect(go({ query: " " })).rejects.toThrow();
  });

  it("adds legal events and transfers to the patent that they belong to", async () => {
    const { summary } = await whole({ patents: patents(2) }, { legal: true });
    expect(summary).toMatchObject({ stored: 2, merged: 2, fetched: 3, failed: [] });
    const [first] = [...eachPatent(store!)];
    expect(patentHistory(store!, first!.id).events.map((e) => [e.date, e.code])).toEqual([
      ["2021-01-22", "PB01"],
      ["2023-05-09", "TR01"],
    ]);
    expect(first!.transfers).toMatchObject([
      { from: "青岚大学", to: "云屏智能有限公司", date: "2023-04-25" },
    ]);
  });

  it("keeps one row for an application that comes as application and as grant", async () => {
    const application = "202010010000";
    const two: OpsPatent[] = [
      { ...patents(1)[0]!, application },
      { ...patents(1)[0]!, application, number: "CN112999999", kind: "B" },
    ];
    const { summary } = await whole({ patents: two });
    expect(summary).toMatchObject({ stored: 1, merged: 1 });
    const rows = [...eachPatent(store!)];
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ stage: "grant", granted: "2021-01-22" });
  });

  it("keeps key, secret and token out of addresses, summaries and the store", async () => {
    const { summary } = await whole({ patents: patents(120), tokenUses: 1 }, { legal: false });
    const secrets = [KEY, SECRET, "token-1", Buffer.from(`${KEY}:${SECRET}`).toString("base64")];
    const rows: string[] = [JSON.stringify(summary)];
    const tables = store!.connection
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
      .all() as { name: string }[];
    for (const { name } of tables) {
      for (const row of store!.connection.prepare(`SELECT * FROM "${name}"`).all()) {
        const values = Object.values(row as Record<string, unknown>);
        rows.push(
          values
            .map((v) => (v instanceof Uint8Array ? Buffer.from(v).toString("latin1") : String(v)))
            .join("\t"),
        );
      }
    }
    expect(rows.length).toBeGreaterThan(120);
    for (const secret of secrets) {
      expect(rows.filter((r) => r.includes(secret))).toEqual([]);
      expect(site!.seen.filter((s) => s.path.includes(secret))).toEqual([]);
    }
  });
});
