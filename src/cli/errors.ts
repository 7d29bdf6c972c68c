import { defineErrors, type Localized } from "../base/index.js";

/** Errors of the command line itself.   中文: 命令行错误 */
export const cliError = defineErrors("cli", {
  "unknown-command": (f: {
    name: string;
    nearest?: string | undefined;
    typed?: Localized | null;
  }) => ({
    what: { en: `there is no command "${f.name}".`, zh: `没有命令“${f.name}”。` },
    fix:
      f.typed ??
      (f.nearest
        ? { en: `Did you mean "xinzhi ${f.nearest}"?`, zh: `是否想用“xinzhi ${f.nearest}”？` }
        : { en: "xinzhi --help lists the commands.", zh: "xinzhi --help 会列出全部命令。" }),
  }),
  source: (f: { url: string; reason: string; retry: string }) => ({
    what: {
      en: `${f.url} could not be had (${f.reason}).`,
      zh: `无法获取 ${f.url}（${f.reason}）。`,
    },
    fix:
      f.retry === "never"
        ? {
            en: "Check the address and what the site allows.",
            zh: "请检查网址以及网站是否允许采集。",
          }
        : { en: "Try again later; check the connection.", zh: "请稍后再试，并检查网络连接。" },
  }),
  "too-deep": (_f: Record<never, never>) => ({
    what: {
      en: "the input nests deeper than this machine has stack for.",
      zh: "输入的嵌套层数超出本机可处理的深度。",
    },
    fix: { en: "Write it flatter.", zh: "请减少嵌套。" },
  }),
  memory: (f: { megabytes: number }) => ({
    what: {
      en: `the work needs more memory than the ${f.megabytes} MB that it may take.`,
      zh: `所需内存超出允许的 ${f.megabytes} MB。`,
    },
    fix: {
      en: "Split the input, or allow more: NODE_OPTIONS=--max-old-space-size=MEGABYTES.",
      zh: "请拆分输入，或放宽上限：NODE_OPTIONS=--max-old-space-size=兆字节数。",
    },
  }),
  output: (f: { reason: string }) => ({
    what: {
      en: `the output cannot be written (${f.reason}).`,
      zh: `结果无法输出（${f.reason}）。`,
    },
    fix: {
      en: "Make room where it is written to, or write elsewhere.",
      zh: "请为输出位置腾出空间，或改写到别处。",
    },
  }),
  usage: (f: { message: Localized; command: string; typed?: Localized | null }) => ({
    what: f.message,
    fix: f.typed ?? {
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
