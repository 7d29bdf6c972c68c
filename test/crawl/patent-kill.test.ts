import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import { Store } from "../../src/store/index.js";
import { opsRoutes } from "../servers/ops.js";
import { type Route, type Site, startSite } from "../servers/site.js";

const KILLS = 12;
const PATENTS = 230;
const root = join(import.meta.dirname, "../..");

let site: Site;
let folder: string;
/** Told of each request for a page of patents, when it arrives. */
let onRequest: () => void = () => undefined;

beforeAll(async () => {
  execFileSync("node", [join(root, "scripts/build-if-needed.mjs")], { cwd: root });
  folder = mkdtempSync(join(tmpdir(), "xinzhi-patent-crawl-"));
  const patents = Array.from({ length: PATENTS }, (_, k) => ({
    number: `CN${112000000 + k}`,
    kind: "A",
    application: `2020100${10000 + k}`,
    title: `第${k}号装置`,
    applicant: `青岚大学${k % 7}`,
  }));
  const office = opsRoutes({ patents, key: "key", secret: "secret" }).routes["*"]!;
  const route: Route = (request, response, hits) => {
    if (!isPatents(request.url!)) return office(request, response, hits);
    onRequest();
    setTimeout(() => office(request, response, hits), 4);
  };
  site = await startSite({ "*": route });
}, 120_000);

afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

function isPatents(path: string): boolean {
  return path.includes("/rest-services/");
}

/**
 * Crawls in a process of its own. Kills it without warning `after` so many requests, at a random
 * moment of the next ones. True when it came to its end.
 */
function run(db: string, kill?: { readonly after: number; readonly delayMs: number }) {
  const work = join(import.meta.dirname, "../servers/patent-crawl-child.mjs");
  const child = spawn("node", [work, db, site.origin], { stdio: ["ignore", "ignore", "pipe"] });
  let requests = 0;
  onRequest = () => {
    requests++;
    if (requests === kill?.after) setTimeout(() => child.kill("SIGKILL"), kill.delayMs);
  };
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += String(chunk);
  });
  return new Promise<boolean>((resolve, reject) => {
    child.on("exit", (code, signal) => {
      if (signal === "SIGKILL") resolve(false);
      else if (code === 0) resolve(true);
      else reject(new Error(`the crawl failed: ${errors}`));
    });
  });
}

/** Everything the store holds of the crawl, without ids and times of day. */
async function content(file: string) {
  const store = await Store.open(file);
  const all = (sql: string): unknown[] => store.connection.prepare(sql).all();
  const parts = ["applicants", "ipc", "transfers", "citations", "events"].map((part) =>
    all(
      `SELECT p.identity, x.* FROM patent_${part} x JOIN patents p ON p.id = x.patent_id
       ORDER BY p.identity, x.position`,
    ).map((row) => ({ ...(row as object), patent_id: 0 })),
  );
  const out = {
    integrity: store.integrity(),
    urls: all(
      "SELECT url, kind, state, depth, parent, attempts, raw_hash FROM crawl_urls ORDER BY url",
    ) as { url: string; state: string }[],
    patents: all("SELECT * FROM patents ORDER BY identity").map((row) => ({
      ...(row as object),
      id: 0,
    })),
    parts,
    content: all("SELECT hash FROM content ORDER BY hash"),
  };
  store.close();
  return out;
}

/** How often the site was asked for each page of patents, from the i-th request on. */
function asked(from: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { path } of site.seen.slice(from)) {
    if (isPatents(path)) counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  return counts;
}

it(`a patent crawl ends with the store of an undisturbed run after ${KILLS} kills`, async () => {
  const calm = join(folder, "calm.db");
  expect(await run(calm)).toBe(true);
  const wanted = await content(calm);
  expect(wanted.patents).toHaveLength(PATENTS);
  // Three ranges of results and the events of each patent.
  const pages = asked(0);
  expect(pages.size).toBe(3 + PATENTS);
  expect(wanted.urls).toHaveLength(pages.size);
  expect(Math.max(...pages.values())).toBe(1);

  const rng = createRng(2026);
  const torn = join(folder, "torn.db");
  const start = site.seen.length;
  const stored = new Set<string>();
  for (let kill = 0; kill < KILLS; kill++) {
    const before = site.seen.length;
    const ended = await run(torn, { after: 1 + rng.integer(17), delayMs: 12 * rng.uniform() });
    expect(ended).toBe(false);
    for (const path of asked(before).keys()) {
      expect(stored.has(path), `${path} was stored and is asked for again`).toBe(false);
    }
    for (const { url, state } of (await content(torn)).urls) {
      const { pathname, search } = new URL(url);
      if (state === "stored") stored.add(`${pathname}${search}`);
    }
  }
  // The kills fell into the crawl, not behind its end.
  expect(stored.size).toBeGreaterThan(KILLS);
  expect(stored.size).toBeLessThan(pages.size);
  const last = site.seen.length;
  expect(await run(torn)).toBe(true);
  for (const path of asked(last).keys()) expect(stored.has(path), path).toBe(false);
  expect(await content(torn)).toEqual(wanted);
  // Only the page under way at a kill is asked for twice.
  const repeats = [...asked(start).values()].reduce((sum, n) => sum + n - 1, 0);
  expect(repeats).toBeLessThanOrEqual(KILLS);
}, 240_000);
