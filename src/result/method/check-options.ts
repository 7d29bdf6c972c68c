import { defineErrors, nearest } from "../../base/index.js";
import { acceptsValue, expectedOf, type OptionShape, type OptionsOf } from "./method-option.js";

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
  "needs-option": (f: { method: string; option: string; needs: string }) => ({
    what: {
      en: `${f.method}: option "${f.option}" means nothing without "${f.needs}".`,
      zh: `${f.method}：没有“${f.needs}”时，选项“${f.option}”无意义。`,
    },
    fix: {
      en: `Give "${f.needs}" too, or leave it out.`,
      zh: `请同时给出“${f.needs}”，或去掉该选项。`,
    },
  }),
});

/**
 * Options as a caller gave them, checked against what the method knows; those set to undefined are
 * left out.   中文: 按方法的选项表检查选项
 *
 * Errors    method/unknown-option — with the nearest name; method/bad-option — with what is expected;
 *           method/needs-option — an option without the one that gives it a meaning
 * @example checkOptions("cs", { controls: { type: "choice", choices: ["never"], en: "", zh: "" } }, { controls: "never" })
 */
export function checkOptions<S extends OptionShape>(
  method: string,
  shape: S,
  given: Readonly<Record<string, unknown>>,
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
    if (!acceptsValue(option, value)) {
      const near =
        option.type === "choice" && typeof value === "string"
          ? nearest(value, option.choices)
          : undefined;
      throw methodError("bad-option", {
        method,
        option: name,
        found: JSON.stringify(value) ?? String(value),
        expected: expectedOf(option),
        ...(near === undefined ? {} : { nearest: near }),
      });
    }
    out[name] = value;
  }
  for (const name of Object.keys(out)) {
    const needs = shape[name]!.needs;
    if (needs !== undefined && out[needs] === undefined) {
      throw methodError("needs-option", { method, option: name, needs });
    }
  }
  return out as OptionsOf<S>;
}
