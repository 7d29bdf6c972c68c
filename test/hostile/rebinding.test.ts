import type { LookupAddress, LookupAllOptions } from "node:dns";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

// A name that is public when it is looked at first and this machine's own a moment later.
const answers: string[] = [];
let asked = 0;
vi.mock("node:dns", () => {
  const lookup = (
    _name: string,
    _options: LookupAllOptions,
    done: (error: null, found: LookupAddress[]) => void,
  ) => {
    const address = answers[Math.min(asked++, answers.length - 1)]!;
    done(null, [{ address, family: address.includes(":") ? 6 : 4 }]);
  };
  return { lookup, default: { lookup } };
});

const { guardedLookup, checkAddress } = await import("../../src/crawl/address-guard.js");
const { HttpClient } = await import("../../src/crawl/http-client.js");

let server: Server;
let port: number;
let hits = 0;
beforeAll(async () => {
  server = createServer((_request, response) => {
    hits++;
    response.end("inside");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  answers.length = 0;
  asked = 0;
  hits = 0;
});

describe("a name that resolves to another address each time", () => {
  it.each(["127.0.0.1", "10.0.0.1", "::1", "::ffff:127.0.0.1", "169.254.169.254"])(
    "is refused when it is %s at the moment of connecting",
    async (address) => {
      answers.push(address);
      const url = `http://rebind.example:${port}/`;
      expect(() => checkAddress(url, "public")).not.toThrow();
      const client = new HttpClient({ connectTimeoutMs: 2000 });
      await expect(client.exchange(url)).rejects.toThrow();
      await client.close();
      expect([hits, asked > 0]).toEqual([0, true]);
    },
  );

  it("is asked once for a connection: what was checked is what is connected to", async () => {
    answers.push("8.8.8.8", "127.0.0.1");
    const found = await new Promise<unknown>((resolve, reject) => {
      guardedLookup("rebind.example", { all: true }, (error, addresses) => {
        if (error) reject(error);
        else resolve(addresses);
      });
    });
    expect(found).toEqual([{ address: "8.8.8.8", family: 4 }]);
    expect(asked).toBe(1);
  });

  it("may be this machine where that is allowed", async () => {
    answers.push("127.0.0.1");
    const client = new HttpClient({ addresses: "any" });
    const answer = await client.exchange(`http://127.0.0.1:${port}/`);
    await client.close();
    expect(Buffer.from(answer.body).toString()).toBe("inside");
    expect(hits).toBe(1);
  });
});
