/** A host of a source as users write it. */
interface HostEntry {
  readonly name: string;
  /** Undefined: any port. */
  readonly port: string | undefined;
}

/**
 * Whether an address lies on one of the hosts of a source.   中文: 主机是否属于来源
 *
 * A host without a port admits any port of that host; one with a port that port alone. Scheme and
 * path of an entry (`https://www.example.gov.cn/`) say nothing, nor do case and the writing of
 * Chinese names.
 *
 * @example admitsHost(["127.0.0.1"], "http://127.0.0.1:8080/a.html") // true
 */
export function admitsHost(hosts: Iterable<string>, url: string): boolean {
  const target = parse(url);
  if (target === undefined) return false;
  for (const host of hosts) {
    const entry = hostEntry(host);
    if (entry === undefined || entry.name !== target.hostname) continue;
    if (entry.port === undefined || entry.port === portOf(target)) return true;
  }
  return false;
}

/** Reads one entry; undefined when it is no host. */
export function hostEntry(text: string): HostEntry | undefined {
  const bare = text.trim().replace(/^[a-z][a-z\d+.-]*:\/\//i, "");
  const host = bare.split(/[/?#]/, 1)[0]!;
  const url = host === "" || host.includes("@") ? undefined : parse(`http://${host}`);
  if (url === undefined) return undefined;
  const port = /:(\d+)$/.exec(host)?.[1];
  return { name: url.hostname, port: port === undefined ? undefined : String(Number(port)) };
}

function portOf(url: URL): string {
  return url.port !== "" ? url.port : url.protocol === "https:" ? "443" : "80";
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
