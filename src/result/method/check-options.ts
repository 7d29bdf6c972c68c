import { defineErrors, nearest } from "../../base/index.js";
import {
  acceptsValue,
  expectedOf,
  type MethodOption,
  type OptionShape,
  type OptionsOf,
} from "./method-option.js";

/** Errors of options given as an object.   中文: 选项错误 */
const methodError = defineErrors("method", {
  "unknown-option": (f: { method: string; option: string; known: string; nearest?: string }) => ({
    what: {
      en: `${f.method} has no option "${f.option}"; it has ${f.known}.`,
      zh: `${f.method} 没有选项“${f.option}”；可用的选项：${f.known}。`,
    },
    fix:
      f.nearest === undefined
        ? { en: "Leave it out.", zh: "请去掉该选项。" }
        : { en: `Did you mean "${f.nearest}"?`, zh: `是否想写“${f.nearest}”？` },
  }),
  "bad-option": (f: {
    method: string;
    option: string;
    found: string;
    expected: { en: string; zh: string };
    nearest?: string;
  }) => ({
    what: {
      en: `${f.method}: option "${f.option}" cannot be ${f.found}; expected ${f.expected.en}.`,
      zh: `${f.method}：选项“${f.option}”不能取 ${f.found}；应为 ${f.expected.zh}。`,
    },
    fix:
      f.nearest === undefined
        ? { en: "Change the option.", zh: "请修改该选项。" }
        : { en: `Did you mean "${f.nearest}"?`, zh: `是否想写“${f.nearest}”？` },
  }),
  "needs-option": (f: { method: string; option: string; needs: { en: string; zh: string } }) => ({
    what: {
      en: `${f.method}: option "${f.option}" means nothing here; it goes with ${f.needs.en}.`,
      zh: `${f.method}：选项“${f.option}”在此无意义；它须与${f.needs.zh}同用。`,
    },
    fix: {
      en: `Use it with ${f.needs.en}, or leave it out.`,
      zh: `请与${f.needs.zh}同用，或去掉该选项。`,
    },
  }),
  "option-missing": (f: {
    method: string;
    option: string;
    expected: { en: string; zh: string };
  }) => ({
    what: {
      en: `${f.method} needs option "${f.option}": ${f.expected.en}.`,
      zh: `${f.method} 需要选项“${f.option}”：${f.expected.zh}。`,
    },
    fix: { en: "Give it.", zh: "请给出该选项。" },
  }),
});

/** How messages call an option; on the command line by its flag. */
export type OptionNaming = (name: string, option: MethodOption) => string;

/**
 * Options as a caller gave them, checked against what the method knows; those set to undefined are
 * left out. The command line, study files and the library are answered by the same errors.
 * 中文: 按方法的选项表检查选项
 *
 * Errors    method/unknown-option — with the nearest name; method/bad-option — with what is expected;
 *           method/needs-option — an option without the one that gives it a meaning;
 *           method/option-missing — one that the method cannot do without
 * @example checkOptions("cs", { controls: { type: "choice", choices: ["never"], en: "", zh: "" } }, { controls: "never" })
 */
export function checkOptions<S extends OptionShape>(
  method: string,
  shape: S,
  given: Readonly<Record<string, unknown>>,
  naming: OptionNaming = (name) => name,
): OptionsOf<S> {
  const out: Record<string, unknown> = {};
  const known = Object.keys(shape);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const option = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (option === undefined) {
      const near = nearest(name, known);
      throw methodError("unknown-option", {
        method,
        option: name,
        known: known.length === 0 ? "–" : known.join(", "),
        ...(near === undefined ? {} : { nearest: near }),
      });
    }
    if (!acceptsValue(option, value)) throw badOption(method, naming(name, option), option, value);
    out[name] = value;
  }
  for (const [name, option] of Object.entries(shape)) {
    if (out[name] !== undefined) checkNeeds(method, shape, out, name, naming);
    else if (option.required === true) {
      const expected = expectedOf(option);
      throw methodError("option-missing", { method, option: naming(name, option), expected });
    }
  }
  return out as OptionsOf<S>;
}

/** An option that the library alone takes, such as draws made elsewhere. */
const GIVEN = { type: "object", en: "given", zh: "给定" } as const;

/**
 * Checks the options object of a library function, which may hold numbers for what the command line
 * reads from a file; what one option needs of another is left to the function.
 * 中文: 检查库函数的选项对象
 *
 * Errors    method/unknown-option, method/bad-option — as on the command line
 * @example checkLibraryOptions("bacon", baconMethod.options, { balance: "units" })
 */
export function checkLibraryOptions(
  method: string,
  shape: OptionShape,
  given: object,
  alone: readonly string[] = [],
): void {
  const own = Object.entries(shape).map(([name, { needs: _, required: _r, ...option }]) => [
    name,
    option,
  ]);
  const more = alone.map((name) => [name, GIVEN]);
  // What the library alone takes is checked where it is used; here only its name.
  const asked = Object.entries(given).map(([name, value]) => [
    name,
    alone.includes(name) && value !== undefined ? {} : value,
  ]);
  checkOptions(
    method,
    Object.fromEntries([...own, ...more]) as OptionShape,
    Object.fromEntries(asked),
  );
}

/** The error of a value that an option cannot take, with the nearest that it can.   中文: 选项取值错误 */
export function badOption(method: string, name: string, option: MethodOption, value: unknown) {
  const near =
    option.type === "choice" && typeof value === "string"
      ? nearest(value, option.choices)
      : undefined;
  return methodError("bad-option", {
    method,
    option: name,
    found: shown(value),
    expected: expectedOf(option),
    ...(near === undefined ? {} : { nearest: near }),
  });
}

/** A value in a message: as JSON has it, except the numbers that JSON has not. */
function shown(value: unknown): string {
  if (typeof value === "number") return String(value);
  return JSON.stringify(value) ?? String(value);
}

function checkNeeds(
  method: string,
  shape: OptionShape,
  given: Readonly<Record<string, unknown>>,
  name: string,
  naming: OptionNaming,
): void {
  const option = shape[name]!;
  const needs = option.needs === undefined ? [] : [option.needs].flat();
  for (const need of needs) {
    const other = typeof need === "string" ? need : need.option;
    const called = naming(other, shape[other]!);
    const value = given[other] as string | undefined;
    const holds = typeof need === "string" ? value !== undefined : need.is.includes(value);
    if (holds) continue;
    const words = typeof need === "string" ? [] : need.is.filter((v) => v !== undefined);
    const isAbsent = typeof need !== "string" && words.length === 0;
    const values = (or: string) => (words.length === 0 ? "" : ` ${words.join(or)}`);
    throw methodError("needs-option", {
      method,
      option: naming(name, option),
      needs: {
        en: `${isAbsent ? "no " : ""}${called}${values(" or ")}`,
        zh: `${isAbsent ? "不给出 " : " "}${called}${values(" 或 ")} `,
      },
    });
  }
}
