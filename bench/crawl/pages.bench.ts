import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crawl, Fetcher, type Ingest, sourceSchema } from "../../src/crawl/index.js";
import { addDocument, Store } from "../../src/store/index.js";

// Target: 10 000 pages from a local server in under 60 s at zero politeness, memory flat.
const pages = Number(process.argv[2] ?? 10_000);

const server = spawn("node", [join(import.meta.dirname, "server.mjs"), String(pages)], {
  stdio: ["ignore", "pipe", "inherit"],
});
const origin = await new Promise<string>((resolve) => {
  server.stdout.once("data", (chunk) => resolve(String(chunk).trim()));
});
const host = new URL(origin).host;
const source = sourceSchema.parse({
  name: "bench",
  hosts: [host],
  start: [`${origin}/index.html`],
  page: { next: "none" },
  polite: { delayMs: 0, concurrency: 16, robots: false, maxPages: 1_000_000 },
});
const folder = mkdtempSync(join(tmpdir(), "xinzhi-bench-"));
const store = await Store.open(join(folder, "bench.db"));
const fetcher = new Fetcher({
  client: { addresses: "any" },
  polite: { delayMs: 0, concurrency: 16, robots: "ignore" },
  hosts: [host],
});
const memory: number[] = [];
let done = 0;
const ingest: Ingest = async (page) => (into) => {
  done++;
  if (done % 1000 === 0) memory.push(Math.round(process.memoryUsage().rss / 1e6));
  const added = addDocument(into, {
    kind: "page",
    regionCode: null,
    region: null,
    level: null,
    firm: null,
    year: null,
    title: page.title,
    speaker: null,
    date: null,
    source: source.name,
    url: page.url,
    path: null,
    confidence: 1,
    text: page.text,
    appendix: "",
    characters: page.text.length,
    notes: [],
    raw: page.raw,
  });
  return { state: added.state === "duplicate" ? "duplicate" : "stored", documentId: added.id };
};
const started = performance.now();
const summary = await crawl(store, source, { fetcher, ingest, run: "b", now: () => new Date() });
const seconds = (performance.now() - started) / 1000;
await fetcher.close();
store.close();
const polite = await measurePoliteness();
server.kill();
rmSync(folder, { recursive: true });
console.log(
  `${summary.stored} pages in ${seconds.toFixed(1)} s (${(summary.stored / seconds).toFixed(0)}/s); ` +
    `target 60 s for 10 000: ${seconds < 60 ? "met" : "MISSED"}`,
);
console.log(`resident memory (MB) after each thousand: ${memory.join(" ")}`);
console.log(polite);

/** 200 pages at 20 ms and two at once while this process is busy, as the server sees them. */
async function measurePoliteness(): Promise<string> {
  const delayMs = 20;
  const asked = 200;
  await (await fetch(`${origin}/report`)).text();
  const slow = new Fetcher({
    client: { addresses: "any" },
    polite: { delayMs, concurrency: 2, robots: "ignore" },
  });
  const busy = setInterval(() => {
    for (const until = performance.now() + 15; performance.now() < until; );
  }, 20);
  const begun = Date.now();
  await Promise.all(Array.from({ length: asked }, (_, n) => slow.get(`${origin}/p${n}.html`)));
  clearInterval(busy);
  await slow.close();
  const seen = (await (await fetch(`${origin}/report`)).json()) as {
    arrivals: number[];
    peak: number;
  };
  // The k-th may come late, never before k delays have passed; 1 ms is the grain of the clock.
  const early = seen.arrivals.filter((at, k) => at - begun < k * delayMs - 1).length;
  const met = early === 0 && seen.peak <= 2 && seen.arrivals.length === asked;
  return `politeness at the server: ${seen.arrivals.length} requests, ${early} early, at most ${seen.peak} at once: ${met ? "met" : "MISSED"}`;
}
