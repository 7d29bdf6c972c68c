import { runCli } from "../../src/cli/index.js";

async function helpOf(words: readonly string[], lang: "zh" | "en"): Promise<string> {
  let out = "";
  await runCli([...words, "--help", "--lang", lang], {
    stdout: (part) => {
      out += part;
    },
    stderr: () => {},
    env: { LANG: "en_US.UTF-8", COLUMNS: "100" },
    isTerminal: false,
    now: () => new Date("2026-01-01T00:00:00Z"),
    signal: new AbortController().signal,
  });
  return out.trim();
}

/** Names of the commands that a help text lists under "Commands:". */
export function listedIn(help: string): string[] {
  const part = /^Commands:\n((?: {2}.*\n?)+)/m.exec(help)?.[1] ?? "";
  return [...part.matchAll(/^ {2}([a-z][\w-]*)/gm)]
    .map((m) => m[1]!)
    .filter((name) => name !== "help");
}

/** The reference page of the commands: what each says with `--help`. */
export async function commandPage(lang: "zh" | "en"): Promise<string> {
  const t = (en: string, zh: string) => (lang === "zh" ? zh : en);
  const parts = [
    t("# Commands", "# 命令"),
    t(
      "> In a checkout, type `npx xinzhi` for `xinzhi` ([install](../install.md)).",
      "> 在源码目录中，`xinzhi` 写作 `npx xinzhi`（[安装](../install.zh-CN.md)）。",
    ),
    t(
      "What each command says with `--help`. The page is written by `npm run docs:commands`.",
      "每个命令的 `--help` 内容。本页由 `npm run docs:commands` 生成。",
    ),
  ];
  for (const name of listedIn(await helpOf([], "en"))) {
    const help = await helpOf([name], lang);
    parts.push(`## ${name}`, `\`\`\`text\n${help}\n\`\`\``);
    for (const below of listedIn(help)) {
      const words = [name, below];
      parts.push(`### ${words.join(" ")}`, `\`\`\`text\n${await helpOf(words, lang)}\n\`\`\``);
    }
  }
  return `${parts.join("\n\n")}\n`;
}
