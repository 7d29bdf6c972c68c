import { LineCounter, type Node, parseDocument } from "yaml";
import { z } from "zod";
import { checkYamlDepth, checkYamlTree } from "./check-yaml.js";
import { defineErrors } from "./define-errors.js";
import { least } from "./extremes.js";
import { firstLine } from "./first-line.js";
import type { Lang, Localized } from "./localized.js";
import { nearest } from "./nearest.js";
import { suggestField } from "./suggest-field.js";
import type { UserError } from "./user-error.js";

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
    /** Where the nearest field belongs, when that is elsewhere; empty: at the top of the file. */
    level?: string | undefined;
  }) => ({
    what: {
      en: `(position ${f.position}) ${f.path}: ${f.problem.en}.`,
      zh: `（第 ${f.position} 个字符）${f.path}：${f.problem.zh}。`,
    },
    fix: fixOf(f),
  }),
});

function fixOf(f: { nearest?: string | undefined; level?: string | undefined }): Localized {
  if (f.nearest === undefined) return { en: "Correct this entry.", zh: "请更正此项。" };
  if (f.level === undefined) {
    return { en: `Did you mean "${f.nearest}"?`, zh: `是否想写“${f.nearest}”？` };
  }
  return f.level === ""
    ? {
        en: `Did you mean "${f.nearest}" at the top level of the file?`,
        zh: `“${f.nearest}”应写在文件最外层。`,
      }
    : {
        en: `Did you mean "${f.nearest}" under ${f.level}?`,
        zh: `“${f.nearest}”应写在 ${f.level} 之下。`,
      };
}

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
  const { plain, placeOf } = readYaml(text, file);
  return { value: checkShape(plain, schema, { file, placeOf }), placeOf };
}

/** A file as YAML reads it, before any schema. */
export interface PlainYaml {
  readonly plain: unknown;
  readonly placeOf: ParsedYaml<unknown>["placeOf"];
}

/**
 * Reads YAML text without a schema.   中文: 读取 YAML
 *
 * Errors    yaml/syntax
 */
export function readYaml(text: string, file: string): PlainYaml {
  const lines = new LineCounter();
  checkYamlDepth(text, file);
  // The library compares each key with all before it; ours are compared below.
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
  });
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
  checkYamlTree(document, (offset, message) => {
    const at = lines.linePos(offset);
    return yamlError("syntax", { file, row: at.line, position: at.col, message });
  });
  let plain: unknown;
  try {
    plain = document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    // Aliases without an anchor, or that repeat without end.
    const message = firstLine(cause);
    throw yamlError("syntax", { file, row: 1, position: 1, message }, cause);
  }
  return { plain, placeOf };
}

/**
 * Checks a part of a YAML file against its schema, with the messages of `parseYaml`.
 * 中文: 按模式检查文件的一部分
 *
 * Errors    yaml/shape
 */
export function checkShape<S extends z.ZodType>(
  plain: unknown,
  schema: S,
  where: ShapePlace,
): z.output<S> {
  const parsed = schema.safeParse(plain);
  if (parsed.success) return parsed.data;
  throw errorsOf(parsed.error.issues, plain, schema, where)[0]!;
}

/** Where in the file a part stands, and what else may stand in it. */
export interface ShapePlace {
  readonly file: string;
  readonly placeOf: ParsedYaml<unknown>["placeOf"];
  readonly at?: readonly PropertyKey[];
  /** The schema of the whole file, for fields that belong at another level. */
  readonly whole?: z.ZodType;
}

/**
 * Every mistake of a part of a YAML file, the one that `checkShape` throws first.
 * 中文: 列出全部结构错误
 */
export function shapeErrors(plain: unknown, schema: z.ZodType, where: ShapePlace): UserError[] {
  const parsed = schema.safeParse(plain);
  return parsed.success ? [] : errorsOf(parsed.error.issues, plain, schema, where);
}

function errorsOf(
  issues: readonly z.core.$ZodIssue[],
  plain: unknown,
  schema: z.ZodType,
  where: ShapePlace,
): UserError[] {
  const placed = sharpest(issues, []);
  const guessed = new Set<string>();
  const errors: UserError[] = [];
  for (const { path, issue } of placed) {
    const unknown = issue.code === "unrecognized_keys" ? issue.keys : [undefined];
    for (const key of unknown) {
      const whole = [...(where.at ?? []), ...path, ...(key === undefined ? [] : [key])];
      const near = suggestion(issue, key, path, schema, where, valueAt(plain, path));
      if (key !== undefined && near?.level === undefined) {
        guessed.add([...path, near?.name].join("\0"));
      }
      // A misspelt field also makes the right one missing.
      if (valueAt(plain, path) === undefined && guessed.has(path.join("\0"))) continue;
      errors.push(
        yamlError("shape", {
          file: where.file,
          ...where.placeOf(whole),
          path: whole.length === 0 ? "(file)" : whole.map(String).join("."),
          problem:
            key === undefined
              ? { en: messageIn("en", issue, plain, path), zh: messageIn("zh", issue, plain, path) }
              : { en: `there is no field "${key}"`, zh: `没有字段“${key}”` },
          nearest: near?.name,
          level: near?.level,
        }),
      );
    }
  }
  return errors;
}

interface Placed {
  readonly path: readonly PropertyKey[];
  readonly issue: z.core.$ZodIssue;
}

/**
 * The issues to show: a misspelt field also makes the right one missing, so misspellings come first;
 * of the forms that an entry may take, the one that fits best speaks.
 */
function sharpest(issues: readonly z.core.$ZodIssue[], at: readonly PropertyKey[]): Placed[] {
  const isUnknown = (i: z.core.$ZodIssue) => i.code === "unrecognized_keys";
  const ordered = [...issues.filter(isUnknown), ...issues.filter((i) => !isUnknown(i))];
  return ordered.flatMap((issue) => {
    const path = [...at, ...issue.path];
    if (issue.code !== "invalid_union" || issue.errors.length === 0) return [{ path, issue }];
    const [first, ...rest] = issue.errors;
    const best = rest.reduce((a, b) => (cost(b) < cost(a) ? b : a), first!);
    return best[0]?.path.length === 0 && best[0].code !== "unrecognized_keys"
      ? [{ path, issue }]
      : sharpest(best, path);
  });
}

/** How far a value is from one of the forms that it may take. */
function cost(branch: readonly z.core.$ZodIssue[]): number {
  return branch.reduce((sum, i) => {
    if (i.code === "unrecognized_keys") return sum + 2 * i.keys.length;
    if (i.code === "invalid_union" && i.errors.length > 0) {
      return sum + least(i.errors.map(cost));
    }
    // Another kind of value altogether is further away than one that lacks a field.
    return sum + (i.path.length === 0 ? 100 : 1.5);
  }, 0);
}

/** The nearest known field with its level, or the nearest known choice. */
function suggestion(
  issue: z.core.$ZodIssue,
  unknown: string | undefined,
  path: readonly PropertyKey[],
  schema: z.ZodType,
  where: ShapePlace,
  found: unknown,
): { readonly name: string; readonly level?: string } | undefined {
  if (unknown !== undefined) {
    return suggestField(unknown, path, schema, { at: where.at ?? [], whole: where.whole });
  }
  if (issue.code === "invalid_value" && typeof found === "string") {
    const name = nearest(found, issue.values.map(String));
    return name === undefined ? undefined : { name };
  }
  return undefined;
}

function messageIn(
  lang: Lang,
  issue: z.core.$ZodIssue,
  plain: unknown,
  path: readonly PropertyKey[],
): string {
  const input = valueAt(plain, path);
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
