import type { Localized } from "../base/index.js";

/** What the parser of the command line says, and the same in Chinese. */
const WORDS: readonly (readonly [RegExp, (...parts: readonly string[]) => string])[] = [
  [/^missing required argument '(.+)'$/, (name) => `缺少参数 ${name}`],
  [/^required option '(.+)' not specified$/, (option) => `缺少必需的选项 ${option}`],
  [/^option '(.+)' argument missing$/, (option) => `选项 ${option} 缺少取值`],
  [/^unknown option '(.+)'$/, (option) => `没有选项 ${option}`],
  [/^unknown command '(.+)'$/, (name) => `没有子命令 ${name}`],
  [
    /^too many arguments(?: for '.+')?\. Expected (\d+) arguments? but got (\d+)\.$/,
    (expected, got) => `参数过多：应有 ${expected} 个，给了 ${got} 个`,
  ],
  [
    /^option '(.+?)' argument '(.+)' is invalid\./,
    (option, value) => `选项 ${option} 的取值“${value}”无效`,
  ],
  [/^(.+) cannot be used with (.+)$/, (one, other) => `${one} 不能与 ${other} 同时使用`],
];

/**
 * What the parser of the command line found wrong, in both languages, with the name that was probably
 * meant.   中文: 命令行用法错误
 *
 * @example usageWords("error: unknown option '--clustr'\n(Did you mean --cluster?)").zh
 * // "没有选项 --clustr；是否想用 --cluster？"
 */
export function usageWords(message: string): Localized {
  const [first = "", hint = ""] = message.replace(/^error: /, "").split("\n");
  const meant = /^\(Did you mean (?:one of )?(.+)\?\)$/.exec(hint)?.[1];
  let zh = first;
  for (const [pattern, say] of WORDS) {
    const found = pattern.exec(first);
    if (found !== null) zh = say(...found.slice(1));
  }
  return meant === undefined
    ? { en: first, zh }
    : { en: `${first}; did you mean ${meant}?`, zh: `${zh}；是否想用 ${meant}？` };
}
