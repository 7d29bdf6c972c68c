import {
  decodePage,
  type Fetcher,
  patentInterfaces,
  readCnipaPage,
  readGooglePatent,
  readPage,
  sourceSchema,
} from "../../src/crawl/index.js";
import { RobotsRegistry } from "../../src/crawl/robots.js";
import { BYTE_ENGINES, TEXT_ENGINES } from "./mutate.js";
import { CNIPA, EPO, GOOGLE, LENS, PAGE, ROBOTS, USPTO } from "./pages.js";
import type { Target } from "./target.js";

const engines = [
  ...Object.values(BYTE_ENGINES),
  ...Object.values(TEXT_ENGINES),
  ...Object.values(TEXT_ENGINES),
];
const ADDRESS = "http://www.example.gov.cn/a/1.html";

/** A page as the fetcher hands it over. */
const pageOf = (body: Buffer) => ({
  url: ADDRESS,
  status: 200,
  body,
  headers: { "content-type": "text/html" },
  attempts: 1,
});

/** Pages of sites and answers of interfaces, without a network. */
export function crawlTargets(): Target[] {
  const source = sourceSchema.parse({ name: "x", hosts: ["www.example.gov.cn"], start: [ADDRESS] });
  const of = (
    name: string,
    ending: string,
    seed: string,
    use: (body: Buffer) => unknown,
  ): Target => ({
    name,
    ending,
    seeds: [Buffer.from(seed)],
    engines,
    oracle: "none",
    read: async (body) => ({ value: JSON.stringify(await use(body)) ?? "", told: false }),
  });
  const answer = (name: string, query: string) => async (body: Buffer) => {
    const page = pageOf(body);
    const token = pageOf(Buffer.from('{"access_token":"x","expires_in":"1200"}'));
    const ask = async (address: string) => (address.includes("accesstoken") ? token : page);
    const fetcher = { ask, fetch: ask } as unknown as Fetcher;
    const found = patentInterfaces.get(name)!;
    const session = found.connect({
      fetcher,
      endpoint: "http://127.0.0.1:1",
      secrets: new Map(found.secrets.map((s) => [s, "x"])),
      details: "with-legal",
      now: () => 0,
    });
    const { patents, next, total } = await session.read(session.start(query)[0]!);
    return { patents, next, total };
  };
  return [
    of("page", ".html", PAGE, (body) =>
      readPage(decodePage(pageOf(body) as never), ADDRESS, source),
    ),
    of("google-patents", ".html", GOOGLE, (body) =>
      readGooglePatent(body.toString("utf8"), ADDRESS),
    ),
    of("cnipa", ".html", CNIPA, (body) => readCnipaPage(body.toString("utf8"), ADDRESS)),
    of("lens", ".json", LENS, answer("lens", '{"match_all":{}}')),
    of("uspto", ".json", USPTO, answer("uspto", "q")),
    of("epo", ".xml", EPO, answer("epo-ops", "ti=x")),
    of("robots", ".txt", ROBOTS, async (body) => {
      const rules = await new RobotsRegistry(
        async () => ({ status: 200, body }),
        "xinzhi",
      ).rulesFor(new URL(ADDRESS));
      const delay = rules.crawlDelayMs ?? 0;
      if (!(delay >= 0)) throw new Error(`a delay of ${delay}`);
      return { allows: rules.allows(ADDRESS), delay };
    }),
  ];
}
