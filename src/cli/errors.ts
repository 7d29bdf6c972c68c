import { defineErrors } from "../base/index.js";

/** Errors of the command line itself.   中文: 命令行错误 */
export const cliError = defineErrors("cli", {
  "unknown-command": (f: { name: string; nearest?: string | undefined }) => ({
    what: { en: `there is no command "${f.name}".`, zh: `没有命令“${f.name}”。` },
    fix: f.nearest
      ? { en: `Did you mean "xinzhi ${f.nearest}"?`, zh: `是否想用“xinzhi ${f.nearest}”？` }
      : { en: "xinzhi --help lists the commands.", zh: "xinzhi --help 会列出全部命令。" },
  }),
  usage: (f: { message: string; command: string }) => ({
    what: { en: f.message, zh: f.message },
    fix: {
      en: `See: xinzhi ${f.command} --help`,
      zh: `用法见：xinzhi ${f.command} --help`,
    },
  }),
  "bad-option": (f: {
    option: string;
    value: string;
    expected: string;
    nearest?: string | undefined;
  }) => ({
    what: {
      en: `${f.option} is "${f.value}"; expected ${f.expected}.`,
      zh: `${f.option} 的值为“${f.value}”；应为 ${f.expected}。`,
    },
    fix: f.nearest
      ? { en: `Did you mean "${f.nearest}"?`, zh: `是否想写“${f.nearest}”？` }
      : { en: "Correct the option.", zh: "请更正该选项。" },
  }),
});
