import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Answer, runWords } from "../run-words.js";
import { opsRoutes } from "../servers/ops.js";
import { type Route, startSite } from "../servers/site.js";

const KEY = "consumer-key-4b1d77";
const SECRET = "consumer-secret-e20c55";
const PAIR = Buffer.from(`${KEY}:${SECRET}`).toString("base64");
const folder = mkdtempSync(join(tmpdir(), "xinzhi-secrets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shown: string[] = [];

/** Runs a crawl against routes, with the keys in the environment. */
async function crawl(name: string, routes: Readonly<Record<string, Route>>): Promise<Answer> {
  const site = await startSite(routes);
  const file = join(folder, `${name}.yaml`);
  writeFileSync(
    file,
    `name: ${name}\nkind: patent\ninterface: epo-ops\nendpoint: ${site.origin}/3.2\nquery: 'pa="EXAMPLE"'\nlegal: true\npolite: { delayMs: 0 }\n`,
  );
  const env = { LANG: "en_US.UTF-8", XINZHI_OPS_KEY: KEY, XINZHI_OPS_SECRET: SECRET };
  const words = ["crawl", file, "--allow-private", "--db", join(folder, `${name}.db`)];
  const answer = await runWords(words, { env });
  const json = await runWords([...words, "--json"], { env });
  for (const { out, err } of [answer, json]) shown.push(out, err);
  await site.close();
  return answer;
}

const patents = [
  {
    number: "CN112000000",
    kind: "A",
    application: "202010010000",
    title: "装置",
    applicant: "青岚大学",
  },
];

describe("keys of an interface", () => {
  it("are in no output, message, store or file, whatever the site does", async () => {
    const right = { patents, key: KEY, secret: SECRET };
    expect((await crawl("sound", opsRoutes(right).routes)).code).toBe(0);
    const refused = await crawl("refused", opsRoutes({ ...right, secret: "other" }).routes);
    expect(refused.code).not.toBe(0);
    await crawl("broken", opsRoutes({ ...right, mangle: (xml) => xml.slice(0, 200) }).routes);
    // A site that says back what it was sent.
    const echo: Route = (request, response) => {
      response.writeHead(400, { "content-type": "text/plain" });
      response.end(`${request.headers.authorization} ${PAIR} ${SECRET}`);
    };
    await crawl("echo", { "*": echo });
    const token: Route = (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(`{"access_token":"${SECRET}","expires_in":`);
    };
    await crawl("token", { "*": token });
    const db = join(folder, "sound.db");
    for (const words of [
      ["doctor", "--deep", "--db", db, "--json"],
      ["classify", "--db", db, "--json", "--threads", "1"],
    ]) {
      const { out, err } = await runWords(words);
      shown.push(out, err);
    }
    for (const secret of [KEY, SECRET, PAIR]) {
      expect(shown.filter((text) => text.includes(secret))).toEqual([]);
      const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
        .map((name) => join(folder, name))
        .filter((path) => statSync(path).isFile());
      expect(files.length).toBeGreaterThan(8);
      expect(files.filter((path) => readFileSync(path).includes(secret))).toEqual([]);
    }
  }, 120_000);
});
