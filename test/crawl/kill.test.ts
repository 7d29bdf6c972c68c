import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import { Store } from "../../src/store/index.js";
import { type Route, type Site, startSite } from "../servers/site.js";

const PAGES = 120;
const KILLS = 50;
const LONGEST_MS = 900;

let site: Site;
let folder: string;

const child = join(import.meta.dirname, "../servers/crawl-child.mjs");

beforeAll(async () => {
  execFileSync("node", [join(import.meta.dirname, "../../scripts/build-if-needed.mjs")], {
    cwd: join(import.meta.dirname, "../.."),
  });
  folder = mkdtempSync(join(tmpdir(), "xinzhi-kill-"));
  const routes: Record<string, Route> = {};
  const pagesPerList = 20;
  for (let list = 0; list * pagesPerList < PAGES; list++) {
    const links = Array.from({ length: pagesPerList }, (_, k) => {
      const n = list * pagesPerList + k;
      return `<a href="/p${n}.html">第${n}号政府工作报告</a>`;
    });
    const name = list === 0 ? "/index.html" : `/index_${list}.html`;
    const next =
      (list + 1) * pagesPerList < PAGES ? `<a href="/index_${list + 1}.html">下一页</a>` : "";
    routes[name] = slow(`${links.join("")}${next}`);
  }
  for (let n = 0; n < PAGES; n++) {
    routes[`/p${n}.html`] = slow(`<h1>第${n}号</h1><p>${`第${n}号文件的内容。`.repeat(60)}</p>`);
  }
  site = await startSite(routes);
}, 120_000);

afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

function slow(html: string): Route {
  return (_request, response) => {
    setTimeout(() => {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
    }, 8);
  };
}

/** Runs the crawl; kills it without warning after `ms`. True when it came to its end. */
function run(file: string, ms?: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const work = spawn("node", [child, file, site.origin], { stdio: ["ignore", "pipe", "pipe"] });
    let errors = "";
    work.stderr.on("data", (chunk) => {
      errors += String(chunk);
    });
    const timer = ms === undefined ? undefined : setTimeout(() => work.kill("SIGKILL"), ms);
    work.on("exit", (code, signal) => {
      clearTimeout(timer);
      if (signal === "SIGKILL") resolve(false);
      else if (code === 0) resolve(true);
      else reject(new Error(`the crawl failed: ${errors}`));
    });
  });
}

async function content(file: string): Promise<unknown> {
  const store = await Store.open(file);
  const all = (sql: string): unknown[] => store.connection.prepare(sql).all();
  const out = {
    integrity: store.integrity(),
    urls: all(
      "SELECT url, kind, state, depth, title, parent, raw_hash FROM crawl_urls ORDER BY url",
    ),
    documents: all("SELECT url, title, text_hash, raw_hash FROM documents ORDER BY url"),
    content: all("SELECT hash FROM content ORDER BY hash"),
    versions: all("SELECT url, raw_hash FROM crawl_versions ORDER BY url"),
  };
  store.close();
  return out;
}

describe("a crawl that is killed", () => {
  it(`ends with the store of an undisturbed run after ${KILLS} kills at random moments`, async () => {
    const calm = join(folder, "calm.db");
    expect(await run(calm)).toBe(true);
    const wanted = await content(calm);
    const rng = createRng(2026);
    let kills = 0;
    let round = 0;
    while (kills < KILLS) {
      const file = join(folder, `torn-${round++}.db`);
      let ended = false;
      while (!ended && kills < KILLS) {
        ended = await run(file, 120 + LONGEST_MS * rng.uniform());
        if (!ended) kills++;
      }
      if (!ended) ended = await run(file);
      expect(await content(file)).toEqual(wanted);
    }
    expect(kills).toBe(KILLS);
  }, 240_000);
});
