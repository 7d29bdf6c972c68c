import { lookup as systemLookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { crawlError } from "./errors.js";

const blocked = new BlockList();
for (const [address, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) {
  blocked.addSubnet(address, bits, "ipv4");
}
for (const [address, bits] of [
  ["::", 128],
  ["::1", 128],
  ["64:ff9b::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const) {
  blocked.addSubnet(address, bits, "ipv6");
}

/** True for loopback, link-local, private and other addresses that are no public server. */
export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, "");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped !== undefined) return blocked.check(mapped, "ipv4");
  const hexMapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(plain);
  if (hexMapped !== null) {
    const high = Number.parseInt(hexMapped[1]!, 16);
    const low = Number.parseInt(hexMapped[2]!, 16);
    return blocked.check(`${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`, "ipv4");
  }
  const family = isIP(plain);
  if (family === 0) return false;
  return blocked.check(plain, family === 4 ? "ipv4" : "ipv6");
}

/**
 * Checks an address before it is asked: only http(s), no credentials in it, and nothing of this
 * machine or of a private network unless allowed.   中文: 地址检查
 *
 * Host names are checked again when they are resolved (`guardedLookup`), so that a public name
 * that points inside is refused too.
 *
 * Errors    crawl/bad-url, crawl/private-address.
 */
export function checkAddress(url: string, addresses: "public" | "any"): URL {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw crawlError("bad-url", { url, problem: { en: "not an address", zh: "不是有效地址" } });
  }
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:") {
    const problem = { en: `${parsed.protocol} is not fetched`, zh: `不采集 ${parsed.protocol}` };
    throw crawlError("bad-url", { url, problem });
  }
  if (parsed.username !== "" || parsed.password !== "") {
    const problem = { en: "it holds a password", zh: "其中含有密码" };
    throw crawlError("bad-url", { url: `${parsed.protocol}//…@${parsed.host}`, problem });
  }
  if (addresses === "public") {
    const host = parsed.hostname;
    if (host === "localhost" || host.endsWith(".localhost") || isPrivateAddress(host)) {
      throw crawlError("private-address", { url, address: host });
    }
  }
  return parsed;
}

/** Name resolution that refuses private addresses, at the moment of connecting. */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) {
      callback(error, "", 0);
      return;
    }
    const bad = addresses.find((a) => isPrivateAddress(a.address));
    if (bad !== undefined) {
      const refused: NodeJS.ErrnoException = new Error(`${hostname} is ${bad.address}`);
      refused.code = "EPRIVATE";
      callback(refused, "", 0);
      return;
    }
    if (options.all === true) callback(null, addresses);
    else callback(null, addresses[0]!.address, addresses[0]!.family);
  });
};
