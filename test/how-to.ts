import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Io, runCli } from "../src/cli/index.js";

export const root = join(import.meta.dirname, "..");

/** The commands that a how-to page prints. */
export function commandsOf(page: string): string[] {
  const text = readFileSync(join(root, "docs/how-to", page), "utf8");
  return [...text.matchAll(/```(?:sh)?\n(.*?)```/gs)]
    .flatMap((m) => m[1]!.trim().split("\n"))
    .filter((line) => line.startsWith("xinzhi "));
}

/** The words of a command after `xinzhi`, with quoted words put together. */
export function wordsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2]!).slice(1);
}

/** Runs the words of a command in this process. */
export async function runWords(
  words: readonly string[],
): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const io: Io = {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
    env: { LANG: "en_US.UTF-8" },
    isTerminal: false,
    now: () => new Date("2026-01-01T00:00:00Z"),
    signal: new AbortController().signal,
  };
  const code = await runCli([...words], io);
  return { code, out, err };
}
