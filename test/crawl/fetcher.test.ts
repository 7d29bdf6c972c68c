import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { UserError } from "../../src/base/index.js";
import { guardedLookup } from "../../src/crawl/address-guard.js";
import { CookieJar } from "../../src/crawl/cookie-jar.js";
import { Fetcher, type FetcherOptions, SourceError } from "../../src/crawl/index.js";
import { page, type Route, redirect, type Site, startSite } from "../servers/site.js";

let site: Site | undefined;
let fetcher: Fetcher | undefined;

async function open(routes: Record<string, Route>, options: FetcherOptions = {}): Promise<Fetcher> {
  site = await startSite(routes);
  fetcher = new Fetcher({
    polite: { delayMs: 0, concurrency: 4, robots: "ignore" },
    retry: { attempts: 3, baseMs: 5, maxMs: 20 },
    ...options,
    client: { addresses: "any", ...options.client },
  });
  return fetcher;
}

async function reasonOf(work: Promise<unknown>): Promise<SourceError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
  throw new Error("the fetch succeeded");
}

afterEach(async () => {
  await fetcher?.close();
  await site?.close();
  site = undefined;
  fetcher = undefined;
});

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe("fetching one address", () => {
  it("names itself and reads plain, gzip, brotli and both kinds of deflate bodies", async () => {
    const body = "各位代表：".repeat(100);
    const f = await open({
      "/plain": page(body),
      "/gzip": page(gzipSync(body), { "content-encoding": "gzip" }),
      "/br": page(brotliCompressSync(body), { "content-encoding": "br" }),
      "/zlib": page(deflateSync(body), { "content-encoding": "deflate" }),
      "/raw": page(deflateRawSync(body), { "content-encoding": "deflate" }),
    });
    for (const path of ["/plain", "/gzip", "/br", "/zlib", "/raw"]) {
      expect(text((await f.get(`${site!.origin}${path}`)).body)).toBe(body);
    }
    expect(site!.seen[0]!.headers["user-agent"]).toContain("xinzhi");
  });

  it("refuses addresses of this machine and of private networks unless they are allowed", async () => {
    const closed = new Fetcher({ polite: { robots: "ignore" } });
    for (const url of [
      "http://127.0.0.1/",
      "http://localhost:80/",
      "http://10.1.2.3/",
      "http://192.168.0.1/",
      "http://[::1]/",
      "http://[::ffff:127.0.0.1]/",
      "http://169.254.169.254/",
      "http://0.0.0.0/",
    ]) {
      await expect(closed.get(url)).rejects.toMatchObject({ code: "crawl/private-address" });
    }
    await expect(closed.get("file:///etc/passwd")).rejects.toBeInstanceOf(UserError);
    await expect(closed.get("http://user:secret@example.org/")).rejects.toThrow(/password/);
    await closed.close();
  });

  it("does not leave the hosts of the source, also not by a redirect", async () => {
    const f = await open({ "/": redirect("http://other.example.org/") }, { hosts: [] });
    expect((await reasonOf(f.get(`${site!.origin}/`))).reason).toBe("off-limits");
    await f.close();
    fetcher = new Fetcher({
      hosts: [site!.host],
      client: { addresses: "any" },
      polite: { delayMs: 0, robots: "ignore" },
    });
    expect((await reasonOf(fetcher.get(`${site!.origin}/`))).reason).toBe("off-limits");
  });
});

describe("a redirect to a forbidden place", () => {
  it("fails that page only", async () => {
    const f = await open({ "/": redirect("ftp://example.org/x") });
    const error = await reasonOf(f.get(`${site!.origin}/`));
    expect([error.reason, error.retry]).toEqual(["private-address", "never"]);
  });
});

describe("retries", () => {
  it("waits as long as a 429 asks, then succeeds", async () => {
    const f = await open({
      "/": (_q, r, hits) => {
        if (hits === 1) r.writeHead(429, { "retry-after": "1" }).end();
        else r.end("ok");
      },
    });
    const started = performance.now();
    const answer = await f.get(`${site!.origin}/`);
    expect(answer.attempts).toBe(2);
    expect(performance.now() - started).toBeGreaterThanOrEqual(1000);
  });

  it("leaves a long Retry-After for a later run", async () => {
    const f = await open({
      "/": (_q, r) => void r.writeHead(503, { "retry-after": "86400" }).end(),
    });
    const error = await reasonOf(f.get(`${site!.origin}/`));
    expect(error.label).toBe("http 503");
    expect(site!.seen).toHaveLength(1);
  });

  it("rides out a burst of 503 and gives up after the last attempt", async () => {
    const f = await open({
      "/burst": (_q, r, hits) => void (hits < 3 ? r.writeHead(503).end() : r.end("ok")),
      "/dead": (_q, r) => void r.writeHead(503).end(),
    });
    expect((await f.get(`${site!.origin}/burst`)).attempts).toBe(3);
    expect((await reasonOf(f.get(`${site!.origin}/dead`))).label).toBe("http 503");
    expect(site!.seen.filter((s) => s.path === "/dead")).toHaveLength(3);
  });

  it("does not repeat what cannot get better", async () => {
    const f = await open({});
    expect((await reasonOf(f.get(`${site!.origin}/none`))).label).toBe("http 404");
    expect(site!.seen).toHaveLength(1);
  });

  it("recognises a connection cut in the middle, a short body and a torn gzip stream", async () => {
    const gz = gzipSync("政府工作报告".repeat(2000));
    const f = await open({
      "/reset": (_q, r) => {
        r.writeHead(200, { "content-length": "1000" });
        r.write("half");
        setTimeout(() => r.socket?.destroy(), 5);
      },
      "/torn": page(gz.subarray(0, gz.length - 20), { "content-encoding": "gzip" }),
      "/mangled": page(Buffer.from("not gzip at all"), { "content-encoding": "gzip" }),
    });
    expect((await reasonOf(f.get(`${site!.origin}/reset`))).reason).toBe("connection");
    expect((await reasonOf(f.get(`${site!.origin}/torn`))).reason).toBe("truncated");
    expect((await reasonOf(f.get(`${site!.origin}/mangled`))).reason).toBe("truncated");
  });
});

describe("limits", () => {
  it("ends a body that drips for ever, and headers that never come", async () => {
    const f = await open(
      {
        "/drip": (_q, r) => {
          r.writeHead(200);
          const timer = setInterval(() => r.write("x"), 20);
          r.on("close", () => clearInterval(timer));
        },
        "/silent": () => {},
      },
      { client: { totalTimeoutMs: 200, headersTimeoutMs: 5000 }, retry: { attempts: 1 } },
    );
    expect((await reasonOf(f.get(`${site!.origin}/drip`))).reason).toBe("timeout");
    expect((await reasonOf(f.get(`${site!.origin}/silent`))).reason).toBe("timeout");
  });

  it("caps sizes before and after decompression", async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    const f = await open(
      {
        "/big": page("x".repeat(2_000_000)),
        "/bomb": page(bomb, { "content-encoding": "gzip" }),
      },
      { client: { maxBytes: 1_000_000 } },
    );
    expect((await reasonOf(f.get(`${site!.origin}/big`))).reason).toBe("too-large");
    expect((await reasonOf(f.get(`${site!.origin}/bomb`))).reason).toBe("too-large");
  });

  it("follows redirects, stops loops, and takes a loop that sets a cookie as a login step", async () => {
    const f = await open({
      "/a": redirect("/b"),
      "/b": redirect("/c", 301),
      "/c": page("here"),
      "/x": redirect("/y"),
      "/y": redirect("/x"),
      "/door": (q, r) => {
        if (q.headers.cookie?.includes("seen=1")) r.end("inside");
        else r.writeHead(302, { location: "/door", "set-cookie": "seen=1; Path=/" }).end();
      },
    });
    const answer = await f.get(`${site!.origin}/a`);
    expect(answer.finalUrl).toBe(`${site!.origin}/c`);
    expect((await reasonOf(f.get(`${site!.origin}/x`))).reason).toBe("redirect-loop");
    expect(text((await f.get(`${site!.origin}/door`)).body)).toBe("inside");
  });

  it("asks conditionally and reports an unchanged page", async () => {
    const f = await open({
      "/": (q, r) => {
        if (q.headers["if-none-match"] === '"v1"') r.writeHead(304).end();
        else r.writeHead(200, { etag: '"v1"' }).end("body");
      },
    });
    const first = await f.get(`${site!.origin}/`);
    expect(first.headers.etag).toBe('"v1"');
    const again = await f.get(`${site!.origin}/`, { etag: '"v1"' });
    expect(again.state).toBe("unchanged");
  });
});

describe("the way to the server", () => {
  it("leads through a proxy when one is named", async () => {
    const tunnels: string[] = [];
    const proxy = createServer().on("connect", (request, socket) => {
      tunnels.push(request.url ?? "");
      const [host, port] = (request.url ?? "").split(":");
      const onward = connect(Number(port), host, () => {
        socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
        onward.pipe(socket).pipe(onward);
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const { port } = proxy.address() as AddressInfo;
    const f = await open(
      { "/": page("behind") },
      { client: { proxy: `http://127.0.0.1:${port}` } },
    );
    expect(text((await f.get(`${site!.origin}/`)).body)).toBe("behind");
    expect(tunnels).toEqual([site!.host]);
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  });

  it("is refused to names that lead to this machine, at the moment of connecting", async () => {
    const outcome = await new Promise<string | undefined>((resolve) => {
      guardedLookup("localhost", { all: true }, (error) => resolve(error?.code));
    });
    expect(outcome).toBe("EPRIVATE");
  });

  it("ends when headers do not come, and when a body falls silent", async () => {
    const f = await open(
      {
        "/no-headers": () => {},
        "/silent-body": (_q, r) => {
          r.writeHead(200, { "content-length": "100" });
          r.write("half");
        },
      },
      {
        client: { headersTimeoutMs: 1100, bodyTimeoutMs: 1100, totalTimeoutMs: 20_000 },
        retry: { attempts: 1 },
      },
    );
    const reasons = await Promise.all(
      ["/no-headers", "/silent-body"].map((path) => reasonOf(f.get(`${site!.origin}${path}`))),
    );
    expect(
      reasons.map((e) => [e.reason, /UND_ERR_(HEADERS|BODY)_TIMEOUT/.test(e.message)]),
    ).toEqual([
      ["timeout", true],
      ["timeout", true],
    ]);
  });
});

describe("cookies", () => {
  it("go back to their own host, path and scheme only, and not after they expire", () => {
    let now = 0;
    const jar = new CookieJar(() => now);
    const at = (url: string): string | undefined => jar.header(new URL(url));
    jar.store(new URL("http://www.a.gov.cn/x/"), [
      "own=1; Path=/x",
      "wide=2; Domain=a.gov.cn",
      "registry=3; Domain=gov.cn",
      "foreign=4; Domain=b.gov.cn",
      "safe=5; Secure",
      "short=6; Max-Age=10",
      "old=7; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
      "=8",
      `huge=${"x".repeat(5000)}`,
    ]);
    expect(at("http://www.a.gov.cn/x/y")).toBe("own=1; short=6; wide=2");
    expect(at("https://www.a.gov.cn/")).toBe("safe=5; short=6; wide=2");
    expect(at("http://news.a.gov.cn/")).toBe("wide=2");
    expect(at("http://www.b.gov.cn/")).toBeUndefined();
    expect(at("http://gov.cn/")).toBeUndefined();
    now = 10_001;
    expect(at("http://www.a.gov.cn/")).toBe("wide=2");
  });
});

describe("politeness", () => {
  it("obeys robots.txt: disallowed paths are not asked, crawl-delay is kept", async () => {
    const f = await open(
      {
        "/robots.txt": page("User-agent: *\nDisallow: /private/\nCrawl-delay: 0.1\n"),
        "*": page("ok"),
      },
      { polite: { delayMs: 0, concurrency: 4, robots: "obey" } },
    );
    expect((await reasonOf(f.get(`${site!.origin}/private/x`))).reason).toBe("robots");
    const start = performance.now();
    await Promise.all([1, 2, 3, 4].map((k) => f.get(`${site!.origin}/p${k}`)));
    const times = site!.seen.filter((s) => s.path.startsWith("/p")).map((s) => s.atMs);
    expect(site!.seen.some((s) => s.path === "/private/x")).toBe(false);
    // An arrival may be late, never early: the k-th cannot come before k delays have passed.
    times.forEach((at, k) => {
      expect(at - start).toBeGreaterThanOrEqual(100 * k);
    });
  });

  it("treats a missing robots.txt as permission and a broken one as a reason to wait", async () => {
    const f = await open({ "/": page("ok") }, { polite: { delayMs: 0, robots: "obey" } });
    expect((await f.get(`${site!.origin}/`)).status).toBe(200);
    await f.close();
    await site!.close();
    const g = await open(
      { "/robots.txt": (_q, r) => void r.writeHead(500).end(), "/": page("ok") },
      { polite: { delayMs: 0, robots: "obey" } },
    );
    const error = await reasonOf(g.get(`${site!.origin}/`));
    expect([error.reason, error.retry]).toEqual(["robots-unavailable", "later"]);
  });

  it("holds delay and concurrency exactly under load, as the server sees it", async () => {
    const f = await open(
      { "*": (_q, r) => void setTimeout(() => r.end("ok"), 30) },
      { polite: { delayMs: 20, concurrency: 2, robots: "ignore" } },
    );
    const start = performance.now();
    await Promise.all(Array.from({ length: 20 }, (_, k) => f.get(`${site!.origin}/${k}`)));
    const times = site!.seen.map((s) => s.atMs).sort((a, b) => a - b);
    expect(site!.peak()).toBeLessThanOrEqual(2);
    times.forEach((at, k) => {
      expect(at - start).toBeGreaterThanOrEqual(20 * k);
    });
  });
});
