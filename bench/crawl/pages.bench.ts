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
  return { state: added.state, documentId: added.id };
};
const started = performance.now();
const summary = await crawl(store, source, { fetcher, ingest, run: "b", now: () => new Date() });
const seconds = (performance.now() - started) / 1000;
await fetcher.close();
store.close();
server.kill();
rmSync(folder, { recursive: true });
console.log(
  `${summary.stored} pages in ${seconds.toFixed(1)} s (${(summary.stored / seconds).toFixed(0)}/s); ` +
    `target 60 s for 10 000: ${seconds < 60 ? "met" : "MISSED"}`,
);
console.log(`resident memory (MB) after each thousand: ${memory.join(" ")}`);
