import { z } from "zod";
import { firstLine } from "../base/index.js";
import { parseYaml } from "../base/parse-yaml.js";
import { decodeWhole } from "../bytes/index.js";
import { parseHtml } from "../extract/index.js";
import { readBytes } from "../table/index.js";
import { admitsHost, hostEntry } from "./admit-host.js";
import { crawlError } from "./errors.js";
import { type PatentSource, patentSourceSchema } from "./patent-source.js";
import { type Source, sourceSchema } from "./source.js";

const MAX_DEFINITION = 1 << 20;

const kindOnly = z.looseObject({ kind: z.enum(["report", "patent"]).default("report") });

/**
 * Reads a source definition, of reports or (`kind: patent`) of patents.   中文: 读取来源定义
 *
 * Errors    file/not-found, yaml/syntax, yaml/shape, crawl/bad-pattern, crawl/bad-selector,
 *           crawl/bad-host; crawl/bad-start — a start page outside `hosts`. All name file and row.
 */
export function readSource(file: string): Source | PatentSource {
  const text = decodeWhole(readBytes(file).subarray(0, MAX_DEFINITION), { file });
  if (parseYaml(text, kindOnly, file).value.kind === "patent") {
    return parseYaml(text, patentSourceSchema, file).value;
  }
  const { value, placeOf } = parseYaml(text, sourceSchema, file);
  checkPatterns(value, file, (path) => placeOf(path).row);
  checkHosts(value, file, (path) => placeOf(path).row);
  return value;
}

type RowOf = (path: readonly PropertyKey[]) => number;

/** Every pattern and selector is tried once: a mistake is the user's, not a fault in the crawl. */
function checkPatterns({ list, page }: Source, file: string, rowOf: RowOf): void {
  const patterns = { title: list.title, follow: list.follow };
  for (const [name, pattern] of Object.entries(patterns)) {
    const message = pattern === undefined ? undefined : reasonOf(() => new RegExp(pattern, "u"));
    if (message === undefined) continue;
    throw crawlError("bad-pattern", {
      file,
      row: rowOf(["list", name]),
      pattern: pattern!,
      message,
    });
  }
  const empty = parseHtml("<p></p>");
  const fields = [
    ["list", "link", list.link],
    ["list", "next", list.next],
    ["page", "title", page.title],
    ["page", "content", page.content],
    ["page", "date", page.date],
    ["page", "next", page.next],
  ] as const;
  for (const [part, name, selector] of fields) {
    if (selector === "auto" || selector === "none") continue;
    const message = reasonOf(() => empty(selector).length);
    if (message === undefined) continue;
    throw crawlError("bad-selector", { file, row: rowOf([part, name]), selector, message });
  }
}

function checkHosts(value: Source, file: string, rowOf: RowOf): void {
  value.hosts.forEach((host, i) => {
    if (hostEntry(host) !== undefined) return;
    throw crawlError("bad-host", { file, row: rowOf(["hosts", i]), host });
  });
  value.start.forEach((start, i) => {
    if (admitsHost(value.hosts, start)) return;
    throw crawlError("bad-start", {
      file,
      row: rowOf(["start", i]),
      url: start,
      host: hostOf(start),
      hosts: value.hosts,
    });
  });
}

function reasonOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (cause) {
    return firstLine(cause);
  }
}

function hostOf(url: string): string | undefined {
  try {
    return new URL(url).host || undefined;
  } catch {
    return undefined;
  }
}
