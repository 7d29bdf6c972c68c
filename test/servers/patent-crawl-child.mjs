// A crawl of patents in a process of its own, to be killed: node patent-crawl-child.mjs STORE ORIGIN
import { patentIngest } from "../../dist/collect/patent-ingest.js";
import {
  crawlPatents,
  Fetcher,
  patentInterfaces,
  patentSourceSchema,
} from "../../dist/crawl/index.js";
import { Store } from "../../dist/store/index.js";

const [file, origin] = process.argv.slice(2);
const endpoint = `${origin}/3.2`;
const source = patentSourceSchema.parse({
  name: "kill",
  kind: "patent",
  interface: "epo-ops",
  query: 'pa="EXAMPLE"',
  legal: true,
});
const store = await Store.open(file);
const fetcher = new Fetcher({
  client: { addresses: "any" },
  polite: { delayMs: 0, concurrency: 1, robots: "ignore" },
  hosts: [new URL(origin).host],
});
const session = patentInterfaces.get("epo-ops").connect({
  fetcher,
  endpoint,
  secrets: new Map([
    ["XINZHI_OPS_KEY", "key"],
    ["XINZHI_OPS_SECRET", "secret"],
  ]),
  details: "with-legal",
  now: () => Date.now(),
});
await crawlPatents(store, source, {
  session,
  ingest: patentIngest(),
  run: "kill",
  now: () => new Date(0),
});
await fetcher.close();
store.close();
