import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import { Agent, type Dispatcher, ProxyAgent, request } from "undici";
import { UserError } from "../base/index.js";
import { checkAddress, guardedLookup } from "./address-guard.js";
import { CookieJar } from "./cookie-jar.js";
import { SourceError, type SourceReason } from "./errors.js";

/** Limits and identity of the client; the defaults stand in `CLIENT_DEFAULTS`. */
export interface HttpClientOptions {
  readonly userAgent: string;
  readonly connectTimeoutMs: number;
  readonly headersTimeoutMs: number;
  /** Longest silence inside a body. */
  readonly bodyTimeoutMs: number;
  /** Longest time for a whole answer, against servers that drip. */
  readonly totalTimeoutMs: number;
  /** Largest body after decompression. */
  readonly maxBytes: number;
  readonly addresses: "public" | "any";
  readonly proxy: string | undefined;
}

export const CLIENT_DEFAULTS: HttpClientOptions = {
  userAgent: "xinzhi-crawler/0.1 (academic research; obeys robots.txt)",
  connectTimeoutMs: 10_000,
  headersTimeoutMs: 30_000,
  bodyTimeoutMs: 30_000,
  totalTimeoutMs: 120_000,
  maxBytes: 50 * 1024 * 1024,
  addresses: "public",
  proxy: undefined,
};

/** What makes a request conditional: the validators of the stored copy. */
export interface Validators {
  readonly etag?: string | null;
  readonly lastModified?: string | null;
}

/** One answer of a server; redirects are not followed here. */
export interface HttpAnswer {
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** How to ask. */
export interface HttpRequest {
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly validators?: Validators;
  readonly signal?: AbortSignal | undefined;
}

/**
 * One HTTP exchange with all limits: connect, headers, silence, whole time, size; decompression
 * with a cap; cookies by host; private addresses refused at the address, at the resolved name and
 * at each redirect (the caller checks each hop through here).   中文: HTTP 客户端
 *
 * Errors    SourceError with its reason and whether a retry can help; crawl/bad-url,
 *           crawl/private-address.
 */
export class HttpClient {
  readonly options: HttpClientOptions;
  readonly cookies: CookieJar;
  readonly #dispatcher: Dispatcher;

  constructor(options: Partial<HttpClientOptions> = {}) {
    this.options = { ...CLIENT_DEFAULTS, ...options };
    this.cookies = new CookieJar(Date.now);
    const connect = {
      timeout: this.options.connectTimeoutMs,
      ...(this.options.addresses === "public" ? { lookup: guardedLookup } : {}),
    };
    const shared = {
      headersTimeout: this.options.headersTimeoutMs,
      bodyTimeout: this.options.bodyTimeoutMs,
      maxHeaderSize: 64 * 1024,
    };
    this.#dispatcher =
      this.options.proxy === undefined
        ? new Agent({ connect, ...shared })
        : new ProxyAgent({ uri: this.options.proxy, ...shared });
  }

  async exchange(address: string, ask: HttpRequest = {}): Promise<HttpAnswer> {
    const url = checkAddress(address, this.options.addresses);
    const deadline = AbortSignal.timeout(this.options.totalTimeoutMs);
    const signal = ask.signal === undefined ? deadline : AbortSignal.any([ask.signal, deadline]);
    try {
      const answer = await request(url, {
        dispatcher: this.#dispatcher,
        method: ask.method ?? "GET",
        headers: this.#headers(url, ask),
        ...(ask.body === undefined ? {} : { body: ask.body }),
        signal,
      });
      const headers = flatten(answer.headers);
      this.cookies.store(url, setCookieLines(answer.headers["set-cookie"]));
      const body = await this.#readBody(address, answer.body, headers, ask.method ?? "GET");
      return { url: address, status: answer.statusCode, headers, body };
    } catch (cause) {
      if (ask.signal?.aborted) throw cause;
      throw asSourceError(address, cause, deadline.aborted);
    }
  }

  async close(): Promise<void> {
    await this.#dispatcher.close();
  }

  #headers(url: URL, ask: HttpRequest): Record<string, string> {
    const cookie = this.cookies.header(url);
    return {
      "user-agent": this.options.userAgent,
      accept: "text/html,application/xhtml+xml,application/pdf,application/json;q=0.9,*/*;q=0.8",
      "accept-language": "zh-CN,zh;q=0.9,en;q=0.5",
      "accept-encoding": "gzip, deflate, br",
      ...(cookie === undefined ? {} : { cookie }),
      ...(ask.validators?.etag ? { "if-none-match": ask.validators.etag } : {}),
      ...(ask.validators?.lastModified ? { "if-modified-since": ask.validators.lastModified } : {}),
      ...ask.headers,
    };
  }

  async #readBody(
    url: string,
    stream: AsyncIterable<Uint8Array> & { destroy(): unknown },
    headers: Readonly<Record<string, string>>,
    method: string,
  ): Promise<Uint8Array> {
    const limit = this.options.maxBytes;
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > limit) {
        stream.destroy();
        throw new SourceError(url, "too-large", "never", { message: `more than ${limit} bytes` });
      }
      chunks.push(chunk);
    }
    const raw = Buffer.concat(chunks);
    if (raw.length === 0 || method === "HEAD") return raw;
    return decompress(url, raw, headers["content-encoding"] ?? "", limit);
  }
}

/** Undoes `Content-Encoding`, the last one first; a cap stops compression bombs. */
async function decompress(
  url: string,
  raw: Uint8Array,
  encodings: string,
  limit: number,
): Promise<Uint8Array> {
  let data = raw;
  const names = encodings
    .toLowerCase()
    .split(",")
    .map((e) => e.trim())
    .filter((e) => e !== "" && e !== "identity");
  for (const name of names.reverse()) {
    const decoder = decoderOf(name, data);
    if (decoder === undefined) {
      throw new SourceError(url, "wrong-type", "never", { message: `encoding ${name}` });
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    decoder.end(data);
    for await (const chunk of decoder as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > limit) {
        throw new SourceError(url, "too-large", "never", { message: `more than ${limit} bytes` });
      }
      chunks.push(chunk);
    }
    data = Buffer.concat(chunks);
  }
  return data;
}

function decoderOf(name: string, data: Uint8Array) {
  if (name === "gzip" || name === "x-gzip") return createGunzip();
  if (name === "br") return createBrotliDecompress();
  // "deflate" means zlib, but some servers send it without the zlib header.
  if (name === "deflate") return (data[0]! & 0x0f) === 8 ? createInflate() : createInflateRaw();
  return undefined;
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}

function setCookieLines(value: string | string[] | undefined): readonly string[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

const CODES: Readonly<Record<string, [SourceReason, "now" | "later" | "never"]>> = {
  UND_ERR_CONNECT_TIMEOUT: ["timeout", "now"],
  UND_ERR_HEADERS_TIMEOUT: ["timeout", "now"],
  UND_ERR_BODY_TIMEOUT: ["timeout", "now"],
  UND_ERR_SOCKET: ["connection", "now"],
  ECONNRESET: ["connection", "now"],
  ECONNREFUSED: ["connection", "now"],
  EPIPE: ["connection", "now"],
  ETIMEDOUT: ["timeout", "now"],
  EAI_AGAIN: ["dns", "now"],
  ENOTFOUND: ["dns", "never"],
  EPRIVATE: ["private-address", "never"],
  Z_BUF_ERROR: ["truncated", "now"],
  Z_DATA_ERROR: ["truncated", "now"],
  ERR__ERROR_FORMAT_PADDING_1: ["truncated", "now"],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ["truncated", "now"],
  UND_ERR_HEADERS_OVERFLOW: ["too-large", "never"],
};

function asSourceError(url: string, cause: unknown, deadlinePassed: boolean): unknown {
  if (cause instanceof SourceError || cause instanceof UserError) return cause;
  if (deadlinePassed) {
    return new SourceError(url, "timeout", "now", { message: "the whole answer", cause });
  }
  const code = codeOf(cause);
  const known =
    CODES[code] ?? (/^(Z_|ERR_.*(BROTLI|_ERROR_))/.test(code) ? CODES.Z_DATA_ERROR : undefined);
  const [reason, retry] = known ?? ["connection", "now"];
  const message = code === "" ? String(cause) : code;
  return new SourceError(url, reason, retry, { message, cause });
}

function codeOf(cause: unknown): string {
  const own = (cause as NodeJS.ErrnoException | undefined)?.code;
  if (typeof own === "string") return own;
  const inner = (cause as Error | undefined)?.cause;
  return inner === undefined ? "" : codeOf(inner);
}
