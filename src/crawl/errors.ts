import { defineErrors, type Localized } from "../base/index.js";

const orElse = (nearest: string | undefined, en: string, zh: string): Localized =>
  nearest === undefined
    ? { en, zh }
    : { en: `Did you mean "${nearest}"?`, zh: `是否想写“${nearest}”？` };

/** Errors that the user can mend: definitions, addresses.   中文: 采集错误 */
export const crawlError = defineErrors("crawl", {
  "unknown-source": (f: { name: string; nearest?: string | undefined }) => ({
    what: { en: `there is no source "${f.name}".`, zh: `没有名为“${f.name}”的来源。` },
    fix: orElse(
      f.nearest,
      "xinzhi crawl --list shows the sources; a YAML file of your own works too.",
      "xinzhi crawl --list 列出来源；也可给出自己的 YAML 文件。",
    ),
  }),
  "bad-url": (f: { url: string; problem: Localized }) => ({
    what: { en: `"${f.url}": ${f.problem.en}.`, zh: `“${f.url}”：${f.problem.zh}。` },
    fix: { en: "Give an http or https address.", zh: "请给出 http 或 https 地址。" },
  }),
  "private-address": (f: { url: string; address: string }) => ({
    what: {
      en: `"${f.url}" leads to ${f.address}, an address of this machine or of a private network.`,
      zh: `“${f.url}”指向本机或内网地址 ${f.address}。`,
    },
    fix: {
      en: "Such addresses are refused; --allow-private permits them (tests, intranets).",
      zh: "默认拒绝此类地址；测试或内网请加 --allow-private。",
    },
  }),
  "bad-query": (f: { source: string; query: string; problem: Localized }) => ({
    what: {
      en: `${f.source} cannot answer "${f.query}": ${f.problem.en}.`,
      zh: `${f.source} 无法处理“${f.query}”：${f.problem.zh}。`,
    },
    fix: {
      en: "xinzhi crawl --list shows what each source takes as --query.",
      zh: "xinzhi crawl --list 列出各来源的 --query 写法。",
    },
  }),
  "missing-secret": (f: { names: readonly string[]; place: string }) => ({
    what: {
      en: `the interface needs ${f.names.join(" and ")}.`,
      zh: `该接口需要 ${f.names.join("、")}。`,
    },
    fix: {
      en: `Set it in the environment, or write NAME=value into ${f.place || "a file given by --secrets"} (outside the project, readable by you alone).`,
      zh: `请设置环境变量，或在 ${f.place || "--secrets 指定的文件"} 中写 名称=值（须在项目之外，且仅本人可读）。`,
    },
  }),
  "secrets-in-project": (f: { file: string; project: string }) => ({
    what: {
      en: `the secrets in ${f.file} lie inside ${f.project} and would be shared with it.`,
      zh: `${f.file} 中的密钥位于 ${f.project} 之内，会随之一同分享。`,
    },
    fix: {
      en: "Move the file out of the project, e.g. to ~/.config/xinzhi/secrets.env.",
      zh: "请把文件移到项目之外，如 ~/.config/xinzhi/secrets.env。",
    },
  }),
  "secrets-open": (f: { file: string }) => ({
    what: {
      en: `others can read the secrets in ${f.file}.`,
      zh: `其他用户可读取 ${f.file} 中的密钥。`,
    },
    fix: { en: `Run: chmod 600 ${f.file}`, zh: `请执行：chmod 600 ${f.file}` },
  }),
  "no-placeholder": (f: { file: string; placeholder: string }) => ({
    what: {
      en: `neither url nor query holds ${f.placeholder}: every question would be the same.`,
      zh: `url 与 query 中均无 ${f.placeholder}：每次检索都会相同。`,
    },
    fix: {
      en: "Write it where the results page expects it.",
      zh: "请写在检索页所需的位置。",
    },
  }),
  "bad-selector": (f: { file: string; row: number; selector: string; message: string }) => ({
    what: {
      en: `"${f.selector}" is not a valid CSS selector: ${f.message}.`,
      zh: `“${f.selector}”不是有效的 CSS 选择器：${f.message}。`,
    },
    fix: {
      en: "Correct the selector, e.g. ul.list a.",
      zh: "请更正选择器，如 ul.list a。",
    },
  }),
  "bad-host": (f: { file: string; row: number; host: string }) => ({
    what: { en: `"${f.host}" is not a host.`, zh: `“${f.host}”不是主机名。` },
    fix: {
      en: "Write www.example.gov.cn (any port) or 127.0.0.1:8080 (that port alone).",
      zh: "请写 www.example.gov.cn（任意端口）或 127.0.0.1:8080（仅该端口）。",
    },
  }),
  "bad-start": (f: {
    file: string;
    row: number;
    url: string;
    host: string | undefined;
    hosts: readonly string[];
  }) => ({
    what:
      f.host === undefined
        ? { en: `"${f.url}" is not an address.`, zh: `“${f.url}”不是网址。` }
        : {
            en: `the host of "${f.url}" is not among the hosts of the source (${f.hosts.join(", ")}).`,
            zh: `“${f.url}”的主机不在来源的 hosts 之中（${f.hosts.join("、")}）。`,
          },
    fix:
      f.host === undefined
        ? { en: "Give an http or https address.", zh: "请给出 http 或 https 地址。" }
        : { en: `Write ${f.host} under hosts.`, zh: `请在 hosts 中写 ${f.host}。` },
  }),
  "bad-pattern": (f: { file: string; row: number; pattern: string; message: string }) => ({
    what: {
      en: `"${f.pattern}" is not a valid pattern: ${f.message}.`,
      zh: `“${f.pattern}”不是有效的模式：${f.message}。`,
    },
    fix: { en: "Correct the pattern.", zh: "请更正该模式。" },
  }),
});

/** Why a page could not be had. */
export type SourceReason =
  | "http"
  | "timeout"
  | "connection"
  | "dns"
  | "too-large"
  | "truncated"
  | "redirect-loop"
  | "too-many-redirects"
  | "off-limits"
  | "private-address"
  | "robots"
  | "robots-unavailable"
  | "crawl-delay"
  | "wrong-type"
  | "login-wall"
  | "script-challenge"
  | "captcha"
  | "empty"
  | "extract"
  | "malformed"
  | "quota"
  | "refused-key";

/**
 * Trouble with somebody's server; says whether a retry can help.   中文: 来源服务器错误
 */
export class SourceError extends Error {
  override readonly name = "SourceError";
  readonly url: string;
  readonly reason: SourceReason;
  readonly retry: "now" | "later" | "never";
  /** HTTP status, when there was one. */
  readonly status: number | undefined;
  /** How long the server asked to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(
    url: string,
    reason: SourceReason,
    retry: "now" | "later" | "never",
    detail: { status?: number; retryAfterMs?: number; message?: string; cause?: unknown } = {},
  ) {
    const status = detail.status === undefined ? "" : ` ${detail.status}`;
    const message = detail.message === undefined ? "" : `: ${detail.message}`;
    super(
      `${reason}${status}${message}`,
      detail.cause === undefined ? {} : { cause: detail.cause },
    );
    this.url = url;
    this.reason = reason;
    this.retry = retry;
    this.status = detail.status;
    this.retryAfterMs = detail.retryAfterMs;
  }

  /** The reason as the ledger groups it, e.g. `http 404`. */
  get label(): string {
    return this.status === undefined ? this.reason : `${this.reason} ${this.status}`;
  }
}
