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
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) {
  blocked.addSubnet(address, bits, "ipv4");
}
for (const [address, bits] of [
  ["::", 128],
  ["::1", 128],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001:db8::", 32],
  ["fec0::", 10],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const) {
  blocked.addSubnet(address, bits, "ipv6");
}

/**
 * True for loopback, link-local, private and other addresses that are no public server, and for IPv6
 * forms that carry such an IPv4 address (mapped, compatible, translated, NAT64, 6to4, Teredo), with a
 * zone or in brackets.   中文: 是否内网地址
 */
export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  const family = isIP(plain);
  if (family === 0) return false;
  if (family === 4) return blocked.check(plain, "ipv4");
  const words = wordsOf(plain);
  if (words === undefined || blocked.check(plain, "ipv6")) return true;
  return carried(words).some((inner) => blocked.check(inner, "ipv4"));
}

/** The eight words of an IPv6 address, which may end in dotted form. */
function wordsOf(address: string): readonly number[] | undefined {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  let text = address;
  if (dotted !== null) {
    const [a, b, c, d] = dotted.slice(2).map(Number) as [number, number, number, number];
    text = `${dotted[1]}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  }
  const [head = "", tail] = text.split("::", 2);
  const read = (part: string): number[] =>
    part === "" ? [] : part.split(":").map((w) => Number.parseInt(w, 16));
  const first = read(head);
  const last = tail === undefined ? [] : read(tail);
  const gap = 8 - first.length - last.length;
  if (gap < 0 || (tail === undefined && gap > 0)) return undefined;
  return [...first, ...new Array<number>(gap).fill(0), ...last];
}

/** The IPv4 addresses that an IPv6 address stands for, by the schemes that carry one. */
function carried(words: readonly number[]): string[] {
  const at = (i: number): string => {
    const high = words[i]!;
    const low = words[i + 1]!;
    return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
  };
  const begins = (...prefix: readonly number[]): boolean => prefix.every((w, i) => words[i] === w);
  const found: string[] = [];
  // ::a.b.c.d, ::ffff:a.b.c.d and ::ffff:0:a.b.c.d
  if (begins(0, 0, 0, 0)) found.push(at(6));
  // 64:ff9b::/96 and its local form 64:ff9b:1::/48
  if (begins(0x64, 0xff9b)) found.push(at(6));
  if (begins(0x2002)) found.push(at(1));
  if (begins(0x2001, 0)) {
    found.push(at(2));
    // The client's own address stands inverted at the end.
    const [high, low] = [words[6]! ^ 0xffff, words[7]! ^ 0xffff];
    found.push(`${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`);
  }
  // ISATAP: …:0:5efe:a.b.c.d
  if ((words[4]! & 0xfdff) === 0 && words[5] === 0x5efe) found.push(at(6));
  return found;
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
    // A name may end in the dot of the root.
    const host = parsed.hostname.replace(/\.$/, "");
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
