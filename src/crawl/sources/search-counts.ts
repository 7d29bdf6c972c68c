import { z } from "zod";
import { parseYaml } from "../../base/parse-yaml.js";
import { decodeWhole } from "../../bytes/index.js";
import { readBytes } from "../../table/index.js";
import { crawlError } from "../errors.js";

const text = z.string().trim().min(1);
const MAX_DEFINITION = 1 << 20;

/**
 * A results page that says how many hits a search has (`kind: search-counts`). None is shipped: a
 * results page is asked only when the user names it.   中文: 检索结果页定义
 */
export const searchCountsSchema = z.strictObject({
  name: z.string().regex(/^[\p{L}\p{N}._-]+$/u),
  kind: z.literal("search-counts"),
  label: text.optional(),
  /** Nothing outside these hosts is fetched. */
  hosts: z.array(text).min(1),
  /** Address of the results page with `{query}`, `{region}`, `{short}`, `{keyword}`, `{year}`. */
  url: text,
  /** What `{query}` stands for. */
  query: text.default("{region} {keyword}"),
  count: z.strictObject({
    /** CSS selector of the element with the number; the whole page when left out. */
    selector: text.optional(),
    /** Where the number stands in a JSON answer: `data.total`. */
    json: text.optional(),
    /** Expression whose first group is the number. */
    pattern: text.default("([0-9０-９][0-9０-９,，.．]*\\s*[万亿]?)"),
    /** A page that meets this has no hits. */
    none: text.optional(),
  }),
  polite: z
    .strictObject({
      delayMs: z.number().min(0).default(5000),
      concurrency: z.literal(1).default(1),
      robots: z.boolean().default(true),
    })
    .prefault({}),
});

/** A results page: where to ask and where the number stands. */
export type SearchCounts = z.output<typeof searchCountsSchema>;

/**
 * Reads the definition of a results page.   中文: 读取检索结果页定义
 *
 * Errors    file/not-found, yaml/syntax, yaml/shape, crawl/bad-pattern, crawl/bad-url — a host
 *           outside `hosts`; crawl/no-placeholder — an address that asks the same for every cell.
 */
export function readSearchCounts(file: string): SearchCounts {
  const source = decodeWhole(readBytes(file).subarray(0, MAX_DEFINITION), { file });
  const { value, placeOf } = parseYaml(source, searchCountsSchema, file);
  for (const name of ["pattern", "none"] as const) {
    const pattern = value.count[name];
    if (pattern === undefined) continue;
    try {
      new RegExp(pattern, "u");
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      const { row } = placeOf(["count", name]);
      throw crawlError("bad-pattern", { file, row, pattern, message });
    }
  }
  const host = URL.canParse(value.url) ? new URL(value.url).host : undefined;
  if (host === undefined || !value.hosts.includes(host)) {
    throw crawlError("bad-url", {
      url: value.url,
      problem: {
        en: `its host is not among the hosts of the source (${value.hosts.join(", ")})`,
        zh: `其主机不在来源的 hosts 之中（${value.hosts.join("、")}）`,
      },
    });
  }
  const asked = value.url.replaceAll("{query}", value.query);
  for (const names of [["{region}", "{short}"], ["{keyword}"], ["{year}"]]) {
    if (!names.some((n) => asked.includes(n))) {
      throw crawlError("no-placeholder", { file, placeholder: names.join(" / ") });
    }
  }
  return value;
}
