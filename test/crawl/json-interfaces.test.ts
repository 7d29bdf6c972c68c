import type { IncomingMessage } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { patentIngest } from "../../src/collect/patent-ingest.js";
import {
  crawlPatents,
  Fetcher,
  type PatentCrawlSummary,
  patentInterfaces,
  patentSourceSchema,
} from "../../src/crawl/index.js";
import { eachPatent, patentHistory, Store } from "../../src/store/index.js";
import { type Route, type Site, startSite } from "../servers/site.js";

let site: Site | undefined;
let store: Store | undefined;

afterEach(async () => {
  store?.close();
  await site?.close();
});

async function go(name: string, query: string, route: Route): Promise<PatentCrawlSummary> {
  site = await startSite({ "*": route });
  store = await Store.open(":memory:");
  const source = patentSourceSchema.parse({ name, kind: "patent", interface: name, query });
  const fetcher = new Fetcher({
    client: { addresses: "any" },
    polite: { delayMs: 0, concurrency: 1, robots: "ignore" },
    retry: { attempts: 3, baseMs: 1, maxMs: 5 },
  });
  const found = patentInterfaces.get(name)!;
  const session = found.connect({
    fetcher,
    endpoint: site.origin,
    secrets: new Map(found.secrets.map((s) => [s, `value-of-${s}`])),
    details: "bibliographic",
    now: () => 0,
  });
  try {
    return await crawlPatents(store, source, {
      session,
      ingest: patentIngest(),
      run: "r",
      now: () => new Date(0),
    });
  } finally {
    await fetcher.close();
  }
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text) as Record<string, unknown>;
}

function json(value: unknown, status = 200, headers: Record<string, string> = {}): Route {
  return (_request, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof value === "string" ? value : JSON.stringify(value));
  };
}

const lensRecord = (k: number): unknown => ({
  lens_id: `000-000-000-000-${String(k).padStart(3, "0")}`,
  jurisdiction: "CN",
  doc_number: String(113000000 + k),
  kind: "B",
  date_published: "2022-06-10",
  biblio: {
    application_reference: {
      jurisdiction: "CN",
      doc_number: String(202011172000 + k),
      date: "2020-10-28",
    },
    invention_title: [
      { text: "A device", lang: "en" },
      { text: `装置${k}`, lang: "zh" },
    ],
    parties: {
      applicants: [
        {
          residence: "CN",
          sequence: 1,
          extracted_name: { value: "青岚大学" },
          extracted_address: "四川省成都市武侯区一环路南一段24号",
        },
      ],
      owners_all: [
        { recorded_date: "2022-06-10", extracted_name: { value: "青岚大学" } },
        {
          recorded_date: "2023-08-01",
          execution_date: "2023-07-01",
          extracted_name: { value: "云屏智能有限公司" },
        },
      ],
    },
    classifications_ipcr: { classifications: [{ symbol: "G06F3/01" }, { symbol: "A61B5/0476" }] },
    references_cited: {
      citations: [
        {
          sequence: 1,
          cited_phase: "EXA",
          patcit: { document_id: { jurisdiction: "US", doc_number: "9000001", kind: "B2" } },
        },
        { sequence: 2, nplcit: { text: "a paper" } },
      ],
    },
    cited_by: { patent_count: 7 },
  },
  abstract: [{ text: "摘要文字。", lang: "zh" }],
  legal_status: { granted: true, grant_date: "2022-06-10", patent_status: "ACTIVE" },
});

describe("the Lens", () => {
  it("asks page by page with the token in the header alone, and takes all fields", async () => {
    const asked: Record<string, unknown>[] = [];
    const summary = await go("lens", "applicant.name:青岚大学", async (request, response) => {
      expect(request.headers.authorization).toBe("Bearer value-of-XINZHI_LENS_TOKEN");
      const body = await bodyOf(request);
      asked.push(body);
      const from = Number(body.from);
      const data = Array.from({ length: Math.min(100, 130 - from) }, (_, k) =>
        lensRecord(from + k),
      );
      json({ total: 130, results: data.length, data })(request, response, 1);
    });
    expect(summary).toMatchObject({ stored: 130, found: 130, fetched: 2, failed: [] });
    expect(asked.map((a) => a.from)).toEqual([0, 100]);
    expect(asked[0]!.query).toBe("applicant.name:青岚大学");
    expect(site!.seen.every((s) => s.path === "/patent/search")).toBe(true);
    const first = [...eachPatent(store!)][0]!;
    expect(first).toMatchObject({
      publication: "CN113000000B",
      application: "CN202011172000",
      stage: "grant",
      title: "装置0",
      granted: "2022-06-10",
      citationsReceived: 7,
      status: "ACTIVE",
    });
    expect(first.applicants[0]).toMatchObject({ regionCode: "510100", located: "address" });
    expect(first.transfers).toMatchObject([
      { from: "青岚大学", to: "云屏智能有限公司", date: "2023-07-01" },
    ]);
    expect(patentHistory(store!, first.id).cites).toEqual([
      { cited: "US9000001B2", origin: "EXA" },
    ]);
  });

  it("waits as the rate limit says, then goes on", async () => {
    const summary = await go("lens", "x", (request, response, hits) => {
      if (hits === 1)
        json({}, 429, { "x-rate-limit-retry-after-seconds": "1" })(request, response, 1);
      else json({ total: 1, data: [lensRecord(1)] })(request, response, 1);
    });
    expect(summary).toMatchObject({ stored: 1, failed: [] });
    expect(site!.seen[1]!.atMs - site!.seen[0]!.atMs).toBeGreaterThan(995);
  });

  it.each([
    ["an empty result", json({ total: 0, results: 0, data: [] }), [], 0],
    ["a refused token", json({ message: "no" }, 401), ["refused-key"], 1],
    ["cut JSON", json('{"total": 3, "data": [{"lens_id"'), ["malformed"], 0],
    ["JSON of another shape", json({ hello: 1 }), ["malformed"], 0],
    ["a page instead of JSON", json("<html>maintenance</html>"), ["malformed"], 0],
  ] as const)("tells %s from the others", async (_name, route, reasons, remaining) => {
    const summary = await go("lens", "x", route);
    expect(summary.failed.map((f) => f.reason)).toEqual(reasons);
    expect(summary).toMatchObject({ stored: 0, remaining });
  });

  it("takes a query object, and refuses one that is no JSON or not understood", async () => {
    let seen: unknown;
    await go("lens", '{"match": {"title": "chip"}}', async (request, response) => {
      seen = (await bodyOf(request)).query;
      json({ total: 0, data: [] })(request, response, 1);
    });
    expect(seen).toEqual({ match: { title: "chip" } });
    store!.close();
    await site!.close();
    await expect(go("lens", '{"match": ', json({}))).rejects.toMatchObject({
      code: "crawl/bad-query",
    });
    store!.close();
    await site!.close();
    await expect(go("lens", "a:b:c", json({}, 400))).rejects.toMatchObject({
      code: "crawl/bad-query",
    });
  });

  it("does not send the token on to another address after a redirect", async () => {
    await go("lens", "x", (request, response) => {
      if (request.url === "/patent/search") response.writeHead(302, { location: "/other" }).end();
      else json({ total: 0, data: [] })(request, response, 1);
    });
    const other = site!.seen.find((s) => s.path === "/other")!;
    expect(other.headers.authorization).toBeUndefined();
  });
});

const wrapper = (k: number): unknown => ({
  applicationNumberText: String(17000000 + k),
  applicationMetaData: {
    inventionTitle: `Device ${k}`,
    filingDate: "2020-03-04",
    applicationStatusDescriptionText: "Patented Case",
    patentNumber: String(11500000 + k),
    grantDate: "2022-11-15",
    applicationTypeLabelName: "Utility",
    earliestPublicationNumber: `US20210${100000 + k}A1`,
    earliestPublicationDate: "2021-09-09",
    cpcClassificationBag: ["G06F 3/015"],
    inventorBag: [{ inventorNameText: "Ming Zhang" }],
    applicantBag: [
      {
        applicantNameText: "Example Devices Co., Ltd.",
        correspondenceAddressBag: [{ cityName: "Chengdu", countryName: "CHINA" }],
      },
    ],
  },
  assignmentBag: [
    {
      conveyanceText: "ASSIGNMENT OF ASSIGNOR'S INTEREST",
      recordedDate: "2020-05-01",
      assignorBag: [{ assignorNameText: "ZHANG, MING", executionDate: "2020-02-20" }],
      assigneeBag: [{ assigneeNameText: "EXAMPLE DEVICES CO., LTD." }],
    },
    {
      conveyanceText: "ASSIGNMENT OF ASSIGNOR'S INTEREST",
      recordedDate: "2023-05-01",
      assignorBag: [{ assignorNameText: "EXAMPLE DEVICES CO., LTD.", executionDate: "2023-04-02" }],
      assigneeBag: [{ assigneeNameText: "SECOND OWNER INC." }],
    },
    {
      conveyanceText: "SECURITY INTEREST",
      assignorBag: [{ assignorNameText: "SECOND OWNER INC." }],
      assigneeBag: [{ assigneeNameText: "A BANK" }],
    },
  ],
  eventDataBag: [
    { eventCode: "N/=.", eventDate: "2022-08-01", eventDescriptionText: "Notice of Allowance" },
  ],
});

describe("the Open Data Portal of the US office", () => {
  it("asks by offset with the key in its header, and takes events and true transfers", async () => {
    const summary = await go("uspto", "applicationMetaData.firstApplicantName:Example*", (q, r) => {
      expect(q.headers["x-api-key"]).toBe("value-of-XINZHI_USPTO_KEY");
      const url = new URL(q.url!, "http://x");
      const from = Number(url.searchParams.get("offset"));
      const bag = Array.from({ length: Math.min(100, 101 - from) }, (_, k) => wrapper(from + k));
      json({ count: 101, patentFileWrapperDataBag: bag })(q, r, 1);
    });
    expect(summary).toMatchObject({ stored: 101, found: 101, failed: [] });
    expect(summary.notes).toEqual({ "without-ipc": 101 });
    const first = [...eachPatent(store!)][0]!;
    expect(first).toMatchObject({
      publication: "US20210100000A1",
      application: "US17000000",
      kind: "invention",
      stage: "grant",
      granted: "2022-11-15",
      published: "2021-09-09",
      country: "US",
    });
    expect(first.applicants).toMatchObject([
      { name: "Example Devices Co., Ltd.", address: "Chengdu, CHINA", regionCode: null },
    ]);
    expect(first.transfers).toMatchObject([
      { from: "EXAMPLE DEVICES CO., LTD.", to: "SECOND OWNER INC.", date: "2023-04-02" },
    ]);
    expect(patentHistory(store!, first.id).events).toEqual([
      { date: "2022-08-01", code: "N/=.", text: "Notice of Allowance" },
    ]);
  });

  it.each([
    ["no results (404)", json({ code: 404 }, 404), [], 0],
    ["a refused key", json({}, 403), ["refused-key"], 1],
    ["cut JSON", json('{"count": 1, "patentFileWr'), ["malformed"], 0],
    ["a server in trouble", json({}, 503), ["http 503"], 0],
  ] as const)("tells %s from the others", async (_name, route, reasons, remaining) => {
    const summary = await go("uspto", "x", route);
    expect(summary.failed.map((f) => f.reason)).toEqual(reasons);
    expect(summary).toMatchObject({ stored: 0, remaining });
  });
});
