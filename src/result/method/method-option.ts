import type { Localized } from "../../base/index.js";

/** What every option says of itself. */
interface About extends Localized {
  /** Its name on the command line without dashes; default the field's name in kebab case. */
  readonly flag?: string;
  /** Another option without which it means nothing. */
  readonly needs?: string;
}

/** An option of a method: what it may be, and what it does.   中文: 方法的选项 */
export type MethodOption =
  | (About & { readonly type: "integer"; readonly least?: number; readonly word?: string })
  | (About & { readonly type: "number"; readonly above?: number })
  | (About & { readonly type: "choice"; readonly choices: readonly string[] })
  | (About & { readonly type: "range" })
  | (About & { readonly type: "column" })
  | (About & { readonly type: "columns" })
  | (About & { readonly type: "integers"; readonly least?: number })
  | (About & { readonly type: "numbers" })
  | (About & { readonly type: "texts" })
  | (About & { readonly type: "text" })
  | (About & { readonly type: "file" })
  | (About & { readonly type: "switch" });

/** The options of a method by name. */
export type OptionShape = Readonly<Record<string, MethodOption>>;

/** The value that an option may take. */
export type OptionValue<O> = O extends {
  readonly type: "choice";
  readonly choices: readonly (infer C)[];
}
  ? C
  : O extends { readonly type: "integer"; readonly word: infer W }
    ? number | W
    : O extends { readonly type: "integer" | "number" }
      ? number
      : O extends { readonly type: "range" }
        ? readonly [number, number]
        : O extends { readonly type: "column" | "text" | "file" }
          ? string
          : O extends { readonly type: "columns" | "texts" }
            ? readonly string[]
            : O extends { readonly type: "integers" | "numbers" }
              ? readonly number[]
              : O extends { readonly type: "switch" }
                ? boolean
                : never;

/** What the options given to a method are; every option may be left out. */
export type OptionsOf<S extends OptionShape> = {
  readonly [K in keyof S]?: OptionValue<S[K]>;
};

/**
 * What an option expects, in words.   中文: 选项的取值说明
 *
 * @example expectedOf({ type: "integer", least: 1, en: "", zh: "" }).en // "a whole number of at least 1"
 */
export function expectedOf(option: MethodOption): Localized {
  switch (option.type) {
    case "integer": {
      const least = option.least === undefined ? "" : ` of at least ${option.least}`;
      const leastZh = option.least === undefined ? "" : `（不小于 ${option.least}）`;
      const word = option.word === undefined ? "" : ` or ${option.word}`;
      const wordZh = option.word === undefined ? "" : `或 ${option.word}`;
      return { en: `a whole number${least}${word}`, zh: `整数${leastZh}${wordZh}` };
    }
    case "number":
      return option.above === undefined
        ? { en: "a number", zh: "数值" }
        : { en: `a number above ${option.above}`, zh: `大于 ${option.above} 的数` };
    case "choice":
      return { en: option.choices.join(" | "), zh: option.choices.join(" | ") };
    case "range":
      return { en: "two whole numbers low,high with low < high", zh: "两个整数“下限,上限”" };
    case "column":
      return { en: "the name of a column", zh: "列名" };
    case "columns":
      return { en: "names of columns", zh: "列名列表" };
    case "integers":
      return { en: "whole numbers", zh: "整数列表" };
    case "numbers":
      return { en: "numbers", zh: "数值列表" };
    case "texts":
      return { en: "a list of texts", zh: "文本列表" };
    case "text":
      return { en: "a text", zh: "文本" };
    case "file":
      return { en: "the path of a file", zh: "文件路径" };
    case "switch":
      return { en: "true or false", zh: "true 或 false" };
  }
}

/**
 * True where a value is one that the option may take.   中文: 检查选项取值
 *
 * @example acceptsValue({ type: "choice", choices: ["never", "notyet"], en: "", zh: "" }, "never") // true
 */
export function acceptsValue(option: MethodOption, value: unknown): boolean {
  const isList = (of: (v: unknown) => boolean) => Array.isArray(value) && value.every(of);
  const isText = (v: unknown) => typeof v === "string" && v !== "";
  switch (option.type) {
    case "integer":
      if (option.word !== undefined && value === option.word) return true;
      return Number.isInteger(value) && (value as number) >= (option.least ?? -Infinity);
    case "number":
      return Number.isFinite(value) && (value as number) > (option.above ?? -Infinity);
    case "choice":
      return option.choices.includes(value as string);
    case "range":
      return isList(Number.isInteger) && isAscendingPair(value as number[]);
    case "columns":
    case "texts":
      return isList(isText) && (value as unknown[]).length > 0;
    case "integers":
      return isList((v) => Number.isInteger(v) && (v as number) >= (option.least ?? -Infinity));
    case "numbers":
      return isList(Number.isFinite);
    case "switch":
      return typeof value === "boolean";
    default:
      return isText(value);
  }
}

function isAscendingPair(values: readonly number[]): boolean {
  return values.length === 2 && values[0]! < values[1]!;
}

/** The name of an option on the command line: `balanceE` is `balance-e`.   中文: 命令行选项名 */
export function flagOf(name: string, option: MethodOption): string {
  return option.flag ?? name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
}
