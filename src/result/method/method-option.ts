import type { Localized } from "../../base/index.js";

/** What every option says of itself. */
interface About extends Localized {
  /** Its name on the command line without dashes; default the field's name in kebab case. */
  readonly flag?: string;
  /** Other options without which it means nothing: all of these must hold. */
  readonly needs?: Need | readonly Need[];
  /** The method cannot run without it. */
  readonly required?: true;
  /**
   * Words of earlier versions, still read on the command line and in study files: by word, the value
   * that it stands for, or null where the value is written as now.
   */
  readonly was?: Readonly<Record<string, string | null>>;
}

/** What another option must be; undefined among the values: left out.   中文: 选项之间的依赖 */
export type Need =
  | string
  | { readonly option: string; readonly is: readonly (string | undefined)[] };

/** An option of a method: what it may be, and what it does.   中文: 方法的选项 */
export type MethodOption =
  | (About & { readonly type: "integer"; readonly least?: number; readonly word?: string })
  | (About & {
      readonly type: "number";
      readonly above?: number;
      readonly least?: number;
      readonly word?: string;
    })
  | (About & {
      readonly type: "choice";
      readonly choices: readonly string[];
      /** A whole number, such as a year, may stand in the place of the words. */
      readonly whole?: true;
    })
  | (About & { readonly type: "range" })
  | (About & { readonly type: "column" })
  | (About & { readonly type: "columns" })
  | (About & { readonly type: "integers"; readonly least?: number })
  | (About & { readonly type: "numbers"; readonly above?: number; readonly least?: number })
  | (About & {
      readonly type: "names";
      /** The names known; asked for when they are needed, as methods may still be added. */
      readonly of: () => readonly string[];
    })
  | (About & { readonly type: "texts" })
  | (About & { readonly type: "text" })
  | (About & { readonly type: "file" })
  | (About & { readonly type: "object" })
  | (About & { readonly type: "switch" });

/** The options of a method by name. */
export type OptionShape = Readonly<Record<string, MethodOption>>;

/** The value that an option may take. */
export type OptionValue<O> = O extends {
  readonly type: "choice";
  readonly choices: readonly (infer C)[];
}
  ? O extends { readonly whole: true }
    ? C | number
    : C
  : O extends { readonly type: "integer" | "number"; readonly word: infer W }
    ? number | W
    : O extends { readonly type: "integer" | "number" }
      ? number
      : O extends { readonly type: "range" }
        ? readonly [number, number]
        : O extends { readonly type: "column" | "text" | "file" }
          ? string
          : O extends { readonly type: "columns" | "texts" | "names" }
            ? readonly string[]
            : O extends { readonly type: "integers" | "numbers" }
              ? readonly number[]
              : O extends { readonly type: "object" }
                ? object
                : O extends { readonly type: "switch" }
                  ? boolean
                  : never;

/** What the options given to a method are; all but the required ones may be left out. */
export type OptionsOf<S extends OptionShape> = {
  readonly [K in keyof S as S[K] extends { readonly required: true } ? never : K]?: OptionValue<
    S[K]
  >;
} & {
  readonly [K in keyof S as S[K] extends { readonly required: true } ? K : never]: OptionValue<
    S[K]
  >;
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
      if (option.word === undefined) return bounded({ en: "a number", zh: "数值" }, option);
      return bounded({ en: `${option.word} or a number`, zh: `${option.word} 或数值` }, option);
    case "choice": {
      const words = option.choices.join(" | ");
      return option.whole === undefined
        ? { en: words, zh: words }
        : { en: `${words} | a whole number`, zh: `${words} | 整数` };
    }
    case "range":
      return { en: "two whole numbers low,high with low < high", zh: "两个整数“下限,上限”" };
    case "column":
      return { en: "the name of a column", zh: "列名" };
    case "columns":
      return { en: "names of columns", zh: "列名列表" };
    case "integers":
      return { en: "whole numbers", zh: "整数列表" };
    case "numbers":
      return bounded({ en: "numbers", zh: "数值列表" }, option);
    case "names": {
      const words = option.of().join(", ");
      return { en: `names among ${words}`, zh: `以下名称：${words}` };
    }
    case "texts":
      return { en: "a list of texts", zh: "文本列表" };
    case "text":
      return { en: "a text", zh: "文本" };
    case "file":
      return { en: "the path of a file", zh: "文件路径" };
    case "object":
      return { en: "an object", zh: "对象" };
    case "switch":
      return { en: "true or false", zh: "true 或 false" };
  }
}

interface Bounds {
  readonly above?: number;
  readonly least?: number;
}

function bounded({ en, zh }: Localized, { above, least }: Bounds): Localized {
  if (above !== undefined) return { en: `${en} above ${above}`, zh: `${zh}（大于 ${above}）` };
  if (least !== undefined) {
    return { en: `${en} of at least ${least}`, zh: `${zh}（不小于 ${least}）` };
  }
  return { en, zh };
}

function isWithin(value: unknown, { above, least }: Bounds): boolean {
  if (!Number.isFinite(value)) return false;
  return (value as number) > (above ?? -Infinity) && (value as number) >= (least ?? -Infinity);
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
      return (option.word !== undefined && value === option.word) || isWithin(value, option);
    case "choice":
      if (option.whole === true && Number.isInteger(value)) return true;
      return option.choices.includes(value as string);
    case "range":
      return isList(Number.isInteger) && isAscendingPair(value as number[]);
    case "names":
      return isList((v) => option.of().includes(v as string)) && (value as unknown[]).length > 0;
    case "columns":
    case "texts":
      return isList(isText) && (value as unknown[]).length > 0;
    case "integers":
      return (
        isList((v) => Number.isInteger(v) && (v as number) >= (option.least ?? -Infinity)) &&
        (value as unknown[]).length > 0
      );
    case "numbers":
      return isList((v) => isWithin(v, option)) && (value as unknown[]).length > 0;
    case "object":
      return typeof value === "object" && value !== null;
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
