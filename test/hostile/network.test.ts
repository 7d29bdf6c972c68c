import { describe, expect, it } from "vitest";
import { checkAddress, isPrivateAddress } from "../../src/crawl/address-guard.js";
import { systemClock } from "../../src/crawl/host-gate.js";
import { runWords } from "../run-words.js";

describe("the address guard", () => {
  it.each([
    "127.0.0.1",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "::127.0.0.1",
    "::7f00:1",
    "2002:7f00:1::",
    "::ffff:0:127.0.0.1",
    "::ffff:0:7f00:1",
    "fec0::1",
    "fe80::1%eth0",
    "[::1]",
    "fd00::1",
    "64:ff9b:1::7f00:1",
    "64:ff9b::10.0.0.1",
    "192.0.2.1",
    "0:0:0:0:0:ffff:7f00:1",
    "2001:0:7f00:1::",
    "fe80::5efe:10.0.0.1",
    "2001:db8::1",
    "100.64.0.1",
    "169.254.169.254",
  ])("refuses %s", (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(["8.8.8.8", "2001:4860:4860::8888", "2002:808:808::1", "64:ff9b::8.8.8.8", "1.1.1.1"])(
    "lets %s through",
    (address) => {
      expect(isPrivateAddress(address)).toBe(false);
    },
  );

  it.each([
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://0x7f.1/",
    "http://127.1/",
    "http://localhost./",
  ])("refuses %s, which the parser of addresses makes this machine", (url) => {
    expect(() => checkAddress(url, "public")).toThrow(/private|this machine|local/i);
  });
});

describe("delays and faults of a crawl", () => {
  it("a sleep longer than a timer can take does not end at once", async () => {
    const stop = new AbortController();
    const began = performance.now();
    setTimeout(() => stop.abort(), 60);
    await expect(systemClock.sleep(1e300, stop.signal)).rejects.toThrow();
    expect(performance.now() - began).toBeGreaterThan(40);
  });

  it("an address that is none, and one that nobody answers, are the user's errors", async () => {
    for (const url of ["not a url", "http://127.0.0.1:1/"]) {
      const answer = await runWords(["crawl", "try", url, "--allow-private"]);
      expect(answer.code).toBe(2);
      expect(answer.err).not.toContain("fault");
    }
  });
});
