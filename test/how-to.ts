import { readFileSync } from "node:fs";
import { join } from "node:path";

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
