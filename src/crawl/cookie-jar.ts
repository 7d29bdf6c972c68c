interface Cookie {
  readonly value: string;
  readonly path: string;
  readonly secure: boolean;
  readonly domain: string;
  readonly expiresAt: number;
}

const MAX_COOKIES = 50;
const MAX_LENGTH = 4096;

/**
 * Cookies of one crawl, kept by host; a cookie goes back only to its own host or, with `Domain`,
 * to hosts below it that share at least two labels with the sender.   中文: Cookie
 */
export class CookieJar {
  readonly #byDomain = new Map<string, Map<string, Cookie>>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes the `Set-Cookie` lines of an answer; true when something changed. */
  store(url: URL, lines: readonly string[]): boolean {
    let changed = false;
    for (const line of lines) {
      if (line.length > MAX_LENGTH) continue;
      const [pair, ...attributes] = line.split(";");
      const at = pair!.indexOf("=");
      if (at <= 0) continue;
      const name = pair!.slice(0, at).trim();
      const value = pair!.slice(at + 1).trim();
      const options = new Map(
        attributes.map((a) => {
          const [key, ...rest] = a.split("=");
          return [key!.trim().toLowerCase(), rest.join("=").trim()] as const;
        }),
      );
      const domain = this.#domainOf(url.hostname, options.get("domain"));
      if (domain === undefined) continue;
      const jar = this.#byDomain.get(domain) ?? new Map<string, Cookie>();
      this.#byDomain.set(domain, jar);
      if (jar.size >= MAX_COOKIES && !jar.has(name)) continue;
      if (jar.get(name)?.value !== value) changed = true;
      jar.set(name, {
        value,
        path: options.get("path")?.startsWith("/") ? options.get("path")! : "/",
        secure: options.has("secure"),
        domain,
        expiresAt: this.#expiry(options),
      });
    }
    return changed;
  }

  /** The `Cookie` header for an address, or undefined. */
  header(url: URL): string | undefined {
    const pairs: string[] = [];
    for (const [domain, jar] of this.#byDomain) {
      const host = domain.startsWith(".") ? domain.slice(1) : domain;
      const fits =
        url.hostname === host || (domain.startsWith(".") && url.hostname.endsWith(domain));
      if (!fits) continue;
      for (const [name, cookie] of jar) {
        if (cookie.expiresAt <= this.#now()) continue;
        if (cookie.secure && url.protocol !== "https:") continue;
        if (url.pathname.startsWith(cookie.path)) pairs.push(`${name}=${cookie.value}`);
      }
    }
    return pairs.length === 0 ? undefined : pairs.join("; ");
  }

  #domainOf(host: string, asked: string | undefined): string | undefined {
    if (asked === undefined || asked === "") return host;
    const domain = asked.replace(/^\./, "").toLowerCase();
    // A whole registry such as gov.cn would hand the cookie to other people's sites.
    if (domain.split(".").length < 3 && domain !== host) return undefined;
    return host === domain || host.endsWith(`.${domain}`) ? `.${domain}` : undefined;
  }

  #expiry(options: ReadonlyMap<string, string>): number {
    const age = options.get("max-age");
    if (age !== undefined && /^-?\d+$/.test(age)) return this.#now() + Number(age) * 1000;
    const date = Date.parse(options.get("expires") ?? "");
    return Number.isNaN(date) ? Number.POSITIVE_INFINITY : date;
  }
}
