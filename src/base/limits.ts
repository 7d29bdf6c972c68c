import { defineErrors } from "./define-errors.js";
import { nearest } from "./nearest.js";

/** How much of anything is taken from one input: what is beyond is an error that names the limit. */
export interface Limits {
  /** Bytes of one file. */
  readonly fileBytes: number;
  /** Bytes of one line of a text, a table or a list of records. */
  readonly lineBytes: number;
  /** Columns of one table. */
  readonly columns: number;
  /** Cells of one table or sheet: rows times columns. */
  readonly cells: number;
  /** Bytes of all parts of a packed file (.docx, .xlsx) together, counted while they are unpacked. */
  readonly unpackedBytes: number;
  /** How many times larger than packed a part may be, where it is larger than 64 MB. */
  readonly expansion: number;
  /** Bytes of the XML of a Word document. */
  readonly wordBytes: number;
  /** Elements inside each other in an XML document (Word files, answers of interfaces, .tmx). */
  readonly xmlDepth: number;
  /** Elements inside each other in a page. */
  readonly htmlDepth: number;
  /** Levels of a YAML file. */
  readonly yamlDepth: number;
  /** Values of a YAML file, those that aliases repeat among them. */
  readonly yamlNodes: number;
  /** Brackets inside each other in a formula, a condition or an expression. */
  readonly brackets: number;
  /** Operators of a formula, a condition or an expression. */
  readonly operators: number;
  /** Seconds that the reader of one file may take (.xlsx .xls .docx .doc .pdf). */
  readonly seconds: number;
  /** Megabytes of memory that the reader of one file may take. */
  readonly memory: number;
}

const MB = 1024 ** 2;

/** The limits of this version, as documented. */
export const DEFAULT_LIMITS: Limits = {
  fileBytes: 4096 * MB - 1,
  lineBytes: 256 * MB,
  columns: 1_000_000,
  cells: 4_000_000_000,
  unpackedBytes: 2048 * MB,
  expansion: 200,
  wordBytes: 64 * MB,
  xmlDepth: 200,
  htmlDepth: 1000,
  yamlDepth: 200,
  yamlNodes: 5_000_000,
  brackets: 200,
  operators: 5000,
  seconds: 300,
  memory: 8192,
};

const limitError = defineErrors("limit", {
  exceeded: (f: {
    file?: string | undefined;
    limit: keyof Limits;
    most: number;
    found?: number | string | undefined;
  }) => ({
    what: {
      en: `${LIMIT_WORDS[f.limit].en}: at most ${f.most} are taken${f.found === undefined ? "" : `, here ${f.found}`}.`,
      zh: `${LIMIT_WORDS[f.limit].zh}：上限为 ${f.most}${f.found === undefined ? "" : `，此处为 ${f.found}`}。`,
    },
    fix: {
      en: `Check that the input is what it should be; a larger one is taken with --limits ${f.limit}=NUMBER.`,
      zh: `请检查输入是否正常；确需更大时用 --limits ${f.limit}=数值。`,
    },
  }),
  "unknown-limit": (f: { name: string; known: string; nearest?: string | undefined }) => ({
    what: {
      en: `--limits: there is no limit "${f.name}" (there are ${f.known}).`,
      zh: `--limits：没有名为“${f.name}”的限制（可用：${f.known}）。`,
    },
    fix: f.nearest
      ? { en: `Did you mean "${f.nearest}"?`, zh: `是否想写“${f.nearest}”？` }
      : {
          en: "Write NAME=NUMBER, several separated by commas.",
          zh: "写作 名称=数值，以逗号分隔。",
        },
  }),
  "bad-limit": (f: { name: string; value: string }) => ({
    what: {
      en: `--limits: ${f.name} is "${f.value}"; expected a positive number.`,
      zh: `--limits：${f.name} 的值为“${f.value}”；应为正数。`,
    },
    fix: { en: "Correct the number.", zh: "请更正数值。" },
  }),
});

/** What each limit counts, for messages and the documentation. */
export const LIMIT_WORDS: Readonly<
  Record<keyof Limits, { readonly en: string; readonly zh: string }>
> = {
  fileBytes: { en: "bytes of one file", zh: "单个文件字节数" },
  lineBytes: { en: "bytes of one line of text", zh: "单行文本字节数" },
  columns: { en: "columns of one table", zh: "单个表的列数" },
  cells: { en: "cells of one table or sheet", zh: "单个表或工作表的单元格数" },
  unpackedBytes: { en: "bytes of a packed file once unpacked", zh: "压缩文件解压后的字节数" },
  expansion: { en: "times that a part grows when unpacked", zh: "解压膨胀倍数" },
  wordBytes: { en: "bytes of the XML of a Word document", zh: "Word 文档 XML 字节数" },
  xmlDepth: { en: "levels of elements in an XML document", zh: "XML 元素嵌套层数" },
  htmlDepth: { en: "levels of elements in a page", zh: "网页元素嵌套层数" },
  yamlDepth: { en: "levels of a YAML file", zh: "YAML 嵌套层数" },
  yamlNodes: {
    en: "values of a YAML file, repeated ones included",
    zh: "YAML 节点数（含引用展开）",
  },
  brackets: { en: "levels of brackets", zh: "括号嵌套层数" },
  operators: { en: "operators of a formula", zh: "公式中的运算符数" },
  seconds: { en: "seconds to read one file", zh: "读取单个文件的秒数" },
  memory: { en: "megabytes of memory to read one file", zh: "读取单个文件的内存（MB）" },
};

let current: Limits = DEFAULT_LIMITS;

/** The limits that hold in this process.   中文: 当前限制 */
export function limits(): Limits {
  return current;
}

/** Sets limits for this process; those not named are the documented ones.   中文: 设置限制 */
export function useLimits(changed: Partial<Limits>): void {
  current = { ...DEFAULT_LIMITS, ...changed };
}

/**
 * Reads `name=number,name=number`.   中文: 解析 --limits
 *
 * Errors    limit/unknown-limit, limit/bad-limit.
 * @example parseLimits("seconds=600").seconds // 600
 */
export function parseLimits(text: string): Partial<Limits> {
  const found: Partial<Record<keyof Limits, number>> = {};
  for (const pair of text.split(",").map((p) => p.trim())) {
    if (pair === "") continue;
    const [name = "", value = ""] = pair.split("=", 2);
    const known = Object.keys(DEFAULT_LIMITS) as (keyof Limits)[];
    const key = known.find((k) => k === name);
    if (key === undefined) {
      const at = nearest(name, known);
      throw limitError("unknown-limit", { name, known: known.join(", "), nearest: at });
    }
    const number = Number(value);
    if (value.trim() === "" || !(number > 0)) throw limitError("bad-limit", { name, value });
    found[key] = number;
  }
  return found;
}

/** The error of a limit that an input goes beyond; `found` where it is known. */
export function beyondLimit(limit: keyof Limits, file?: string, found?: number | string) {
  return limitError("exceeded", {
    ...(file === undefined ? {} : { file }),
    limit,
    most: current[limit],
    found,
  });
}
