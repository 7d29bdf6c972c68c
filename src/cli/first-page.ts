import { greatest } from "../base/extremes.js";
import type { Lang } from "../base/index.js";
import { version } from "../base/version.js";
import { commands } from "./commands.js";
import { languageOf } from "./language.js";

/**
 * What is answered without running a command: the version, and the list of commands; null for all
 * else. Loads next to nothing, so that it takes no longer than Node itself.   中文: 版本与命令一览
 *
 * @example firstPage(["--version"], {}) // "0.1.0\n"
 */
export function firstPage(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  switch (argv[0]) {
    case "--version":
    case "-V":
      return `${version}\n`;
    case undefined:
    case "--help":
    case "-h":
    case "help":
      return helpPage(languageOf(argv, env));
    default:
      return null;
  }
}

function helpPage(lang: Lang): string {
  const t = (en: string, zh: string) => (lang === "zh" ? zh : en);
  const width = Math.max(greatest(Object.keys(commands).map((n) => n.length)), 8);
  const lines = Object.entries(commands).map(
    ([name, entry]) => `  ${name.padEnd(width)}  ${entry.summary[lang]}`,
  );
  return [
    t(
      `xinzhi ${version}: from policy texts and patents to city-year indices and effects`,
      `xinzhi（新质）${version}：从政策文本与专利到城市—年份指标与政策效应`,
    ),
    "",
    t("Usage: xinzhi COMMAND [options]", "用法：xinzhi 命令 [选项]"),
    "",
    t("Commands:", "命令："),
    ...lines,
    "",
    t(
      "Every command explains itself with --help; --lang zh speaks Chinese.",
      "每个命令都可用 --help 查看说明；--lang en 切换为英文。",
    ),
    "",
  ].join("\n");
}
