import { z } from "zod";
import { parseYaml } from "../base/parse-yaml.js";
import { decodeWhole } from "../bytes/index.js";
import { readBytes } from "../table/index.js";
import { crawlError } from "./errors.js";
import { type PatentSource, patentSourceSchema } from "./patent-source.js";
import { type Source, sourceSchema } from "./source.js";

const MAX_DEFINITION = 1 << 20;

const kindOnly = z.looseObject({ kind: z.enum(["report", "patent"]).default("report") });

/**
 * Reads a source definition, of reports or (`kind: patent`) of patents.   中文: 读取来源定义
 *
 * Errors    file/not-found, yaml/syntax, yaml/shape, crawl/bad-pattern, crawl/bad-url: a start
 *           page outside `hosts`.
 */
export function readSource(file: string): Source | PatentSource {
  const text = decodeWhole(readBytes(file).subarray(0, MAX_DEFINITION), { file });
  if (parseYaml(text, kindOnly, file).value.kind === "patent") {
    return parseYaml(text, patentSourceSchema, file).value;
  }
  const { value, placeOf } = parseYaml(text, sourceSchema, file);
  try {
    new RegExp(value.list.title, "u");
  } catch (cause) {
    throw crawlError("bad-pattern", {
      file,
      row: placeOf(["list", "title"]).row,
      pattern: value.list.title,
      message: cause instanceof Error ? cause.message : String(cause),
    });
  }
  for (const start of value.start) {
    const host = hostOf(start);
    if (host === undefined || !value.hosts.includes(host)) {
      throw crawlError("bad-url", {
        url: start,
        problem: {
          en: `its host is not among the hosts of the source (${value.hosts.join(", ")})`,
          zh: `其主机不在来源的 hosts 之中（${value.hosts.join("、")}）`,
        },
      });
    }
  }
  return value;
}

function hostOf(url: string): string | undefined {
  try {
    return new URL(url).host;
  } catch {
    return undefined;
  }
}
