// A crawl in a process of its own, to be killed: node crawl-child.mjs STORE ORIGIN
import { crawl, Fetcher, sourceSchema } from "../../dist/crawl/index.js";
import { addDocument, Store } from "../../dist/store/index.js";

const [file, origin] = process.argv.slice(2);
const host = new URL(origin).host;
const source = sourceSchema.parse({
  name: "kill",
  hosts: [host],
  start: [`${origin}/index.html`],
  polite: { delayMs: 0, concurrency: 2, robots: false, maxPages: 10_000 },
});
const store = await Store.open(file);
const fetcher = new Fetcher({
  client: { addresses: "any" },
  polite: { delayMs: 0, concurrency: 2, robots: "ignore" },
  hosts: [host],
});
const ingest = async (page) => (into) => {
  const added = addDocument(into, {
    kind: "page",
    regionCode: null,
    region: null,
    level: null,
    firm: null,
    year: null,
    title: page.title,
    speaker: null,
    date: page.date,
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
const summary = await crawl(store, source, {
  fetcher,
  ingest,
  run: "kill",
  now: () => new Date(0),
});
await fetcher.close();
store.close();
process.stdout.write(
  JSON.stringify({ remaining: summary.remaining, failed: summary.failed.length }),
);
