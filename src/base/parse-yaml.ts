import { LineCounter, type Node, parseDocument } from "yaml";
import { z } from "zod";
import { defineErrors } from "./define-errors.js";
import type { Lang } from "./localized.js";
import { nearest } from "./nearest.js";

const yamlError = defineErrors("yaml", {
  syntax: (f: { file: string; row: number; position: number; message: string }) => ({
    what: {
      en: `(position ${f.position}) the file is not valid YAML: ${f.message}`,
      zh: `（第 ${f.position} 个字符）不是有效的 YAML：${f.message}`,
    },
    fix: {
      en: "Check the indentation and the quotes around this line.",
      zh: "请检查该行附近的缩进和引号。",
    },
  }),
  shape: (f: {
    file: string;
    row: number;
    position: number;
    path: string;
    problem: { en: string; zh: string };
    nearest?: string | undefined;
  }) => ({
    what: {
      en: `(position ${f.position}) ${f.path}: ${f.problem.en}.`,
      zh: `（第 ${f.position} 个字符）${f.path}：${f.problem.zh}。`,
    },
    fix: f.nearest
      ? { en: `Did you mean "${f.nearest}"?`, zh: `是否想写“${f.nearest}”？` }
      : { en: "Correct this entry.", zh: "请更正此项。" },
  }),
});

/** Place of an entry in a YAML file, 1-based. */
export interface YamlPlace {
  readonly row: number;
  readonly position: number;
}

/** A file read against its schema, with the places of its entries. */
export interface ParsedYaml<T> {
  readonly value: T;
  readonly placeOf: (path: readonly PropertyKey[]) => YamlPlace;
}

/**
 * Reads YAML text against a zod schema; every message names line and position, unknown fields are
 * answered with the nearest known one.   中文: 按模式解析 YAML
 *
 * Not part of the room's face: its two libraries cost a tenth of a second at the start of every
 * command, and few commands read YAML. Import this file itself.
 *
 * Errors    yaml/syntax, yaml/shape.
 * @example parseYaml("a: 1", z.strictObject({ a: z.number() }), "x.yaml").value.a // 1
 */
export function parseYaml<S extends z.ZodType>(
  text: string,
  schema: S,
  file: string,
): ParsedYaml<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const fault = document.errors[0];
  if (fault !== undefined) {
    const at = lines.linePos(fault.pos[0]);
    throw yamlError("syntax", { file, row: at.line, position: at.col, message: fault.message });
  }
  const placeOf = (path: readonly PropertyKey[]): YamlPlace => {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true) as Node | undefined;
      if (node?.range) {
        const at = lines.linePos(node.range[0]);
        return { row: at.line, position: at.col };
      }
    }
    return { row: 1, position: 1 };
  };
  const plain: unknown = document.toJS({ maxAliasCount: 100 });
  const parsed = schema.safeParse(plain);
  if (parsed.success) return { value: parsed.data, placeOf };
  throw shapeError(parsed.error, schema, file, placeOf, plain);
}

function shapeError(
  error: z.ZodError,
  schema: z.ZodType,
  file: string,
  placeOf: ParsedYaml<unknown>["placeOf"],
  plain: unknown,
): Error {
  // A misspelt field also makes the right one missing: the misspelling is the message to show.
  const issue = error.issues.find((i) => i.code === "unrecognized_keys") ?? error.issues[0]!;
  const unknown = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const path = unknown === undefined ? issue.path : [...issue.path, unknown];
  const problem =
    unknown === undefined
      ? { en: messageIn("en", issue, plain), zh: messageIn("zh", issue, plain) }
      : { en: `there is no field "${unknown}"`, zh: `没有字段“${unknown}”` };
  return yamlError("shape", {
    file,
    ...placeOf(path),
    path: path.length === 0 ? "(file)" : path.map(String).join("."),
    problem,
    nearest: unknown === undefined ? undefined : nearest(unknown, fieldsOf(schema)),
  });
}

function messageIn(lang: Lang, issue: z.core.$ZodIssue, plain: unknown): string {
  const input = valueAt(plain, issue.path);
  if (input === undefined) return lang === "zh" ? "缺少此项" : "this entry is missing";
  const locale = lang === "zh" ? z.locales.zhCN() : z.locales.en();
  const text = locale.localeError({ ...issue, input } as z.core.$ZodRawIssue);
  const message = typeof text === "string" ? text : text?.message;
  // Issues of unions and refinements carry their own words.
  return issue.code === "custom" || message === undefined ? issue.message : message;
}

function valueAt(plain: unknown, path: readonly PropertyKey[]): unknown {
  let value = plain;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** Every field name that the schema knows at any depth. */
function fieldsOf(schema: z.ZodType): string[] {
  const names = new Set<string>();
  JSON.stringify(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }), (key, value) => {
    if (key === "properties" && typeof value === "object" && value !== null) {
      for (const name of Object.keys(value as object)) names.add(name);
    }
    return value as unknown;
  });
  return [...names];
}
