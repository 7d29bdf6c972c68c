import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runCli } from "../../src/cli/index.js";

const root = join(import.meta.dirname, "../..");

/** A fenced block of a page: its language, the words after it, its text and where the text stands. */
export interface Block {
  readonly language: string;
  readonly words: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The fenced blocks of a page, in order. */
export function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(\w*)([^\n]*)\n(.*?)^```$/gms)].map((m) => {
    const start = m.index + m[0].indexOf("\n") + 1;
    return {
      language: m[1]!,
      words: m[2]!.trim(),
      text: m[3]!,
      start,
      end: start + m[3]!.length,
    };
  });
}

/** The commands of a block: lines that begin with `xinzhi`, without a remark at the end. */
export function commandsIn(block: Block): string[] {
  if (!["sh", "bash", ""].includes(block.language)) return [];
  return block.text
    .split("\n")
    .filter((line) => line.startsWith("xinzhi "))
    .map((line) => line.replace(/\s+# .*$/, ""));
}

/** The words of a command after `xinzhi`; quoted words are one. */
export function wordsIn(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)]
    .map((m) => m[1] ?? m[2] ?? m[3]!)
    .slice(1);
}

/** What a command printed. */
export interface Ran {
  readonly command: string;
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A page that has been run: its commands, and each `text` block beside what belongs into it. */
export interface PageRun {
  readonly folder: string;
  readonly ran: readonly Ran[];
  readonly shown: readonly { readonly block: Block; readonly printed: string }[];
}

/**
 * Runs a page of the documentation in an empty folder that holds the bundled data. A block ```` ```csv NAME ```` or
 * ```` ```yaml NAME ```` is a file the reader writes; a ```` ```text ```` block shows what the block of commands before it
 * printed, or with ```` ```text /PATTERN/ ```` the lines that match.
 */
export async function runPage(page: string, lang: "zh" | "en"): Promise<PageRun> {
  const text = readFileSync(join(root, "docs", page), "utf8");
  const folder = mkdtempSync(join(tmpdir(), "xinzhi-page-"));
  for (const name of ["corpus", "dictionaries", "studies"]) {
    symlinkSync(join(root, name), join(folder, name), "junction");
  }
  const before = process.cwd();
  process.chdir(folder);
  try {
    const ran: Ran[] = [];
    const shown: { block: Block; printed: string }[] = [];
    let printed = "";
    for (const block of blocksOf(text)) {
      if (["csv", "yaml", "txt"].includes(block.language) && block.words !== "") {
        mkdirSync(dirname(block.words), { recursive: true });
        writeFileSync(block.words, block.text);
      } else if (block.language === "text") {
        shown.push({ block, printed: chosen(printed, block.words) });
      } else if (commandsIn(block).length > 0) {
        printed = "";
        for (const command of commandsIn(block)) {
          const one = await runOne(command, lang);
          ran.push(one);
          printed += one.out;
        }
      }
    }
    return { folder, ran, shown };
  } finally {
    process.chdir(before);
  }
}

/** Lines that a block shows: all, or those that its pattern takes; never blanks at the end of a line. */
function chosen(printed: string, words: string): string {
  const pattern = /^\/(.*)\/$/.exec(words)?.[1];
  return printed
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => pattern === undefined || new RegExp(pattern).test(line))
    .join("\n")
    .replace(/^\n+|\s+$/g, "")
    .concat("\n");
}

async function runOne(command: string, lang: "zh" | "en"): Promise<Ran> {
  let out = "";
  let err = "";
  // Results go into folders that a reader would have.
  for (const [, file] of command.matchAll(/ (?:-o|--[a-z-]+) (out\/\S+)/g)) {
    if (file !== undefined && !existsSync(dirname(file)))
      mkdirSync(dirname(file), { recursive: true });
  }
  const code = await runCli(wordsIn(command), {
    stdout: (part) => {
      out += part;
    },
    stderr: (part) => {
      err += part;
    },
    env: { LANG: lang === "zh" ? "zh_CN.UTF-8" : "en_US.UTF-8" },
    isTerminal: false,
    now: () => new Date("2026-01-01T00:00:00Z"),
    signal: new AbortController().signal,
  });
  return { command, code, out, err };
}
