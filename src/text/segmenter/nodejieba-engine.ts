import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { EngineLoader } from "./engine.js";

interface Nodejieba {
  readonly DEFAULT_DICT: string;
  readonly DEFAULT_HMM_DICT: string;
  readonly DEFAULT_USER_DICT: string;
  readonly DEFAULT_IDF_DICT: string;
  readonly DEFAULT_STOP_WORD_DICT: string;
  load(paths: Readonly<Record<string, string>>): void;
  cut(text: string, hmm: boolean): string[];
  tag(text: string): { word: string; tag: string }[];
}

/**
 * nodejieba, the reference engine; loaded at the first call since it is optional.
 * 中文: nodejieba 引擎（可选）
 *
 * Guards (each a trap of the package): every dictionary path is checked first, for a missing one
 * aborts the process; the user dictionary is written by us, without mark, one `word frequency tag`
 * for each line; `cut` always gets its second argument, a boolean, for without it there is no HMM;
 * the dictionary is global, so a change of user words loads everything again.
 */
export async function nodejiebaLoader(): Promise<EngineLoader> {
  const module = await import("nodejieba");
  const jieba = ((module as { default?: unknown }).default ?? module) as Nodejieba;
  const paths = {
    dict: jieba.DEFAULT_DICT,
    hmmDict: jieba.DEFAULT_HMM_DICT,
    idfDict: jieba.DEFAULT_IDF_DICT,
    stopWordDict: jieba.DEFAULT_STOP_WORD_DICT,
  };
  const missing = Object.values(paths).find((p) => !existsSync(p));
  if (missing !== undefined) throw new Error(`the dictionary ${missing} is missing`);
  const require = createRequire(import.meta.url);
  const { version } = require("nodejieba/package.json") as { version: string };
  // The package loads its native part at the first cut; load it now, so that a missing one shows.
  const home = dirname(require.resolve("nodejieba/package.json"));
  require(join(home, "build", "Release", "nodejieba.node"));
  let text: string | undefined;
  return {
    name: "nodejieba",
    dictionary() {
      text ??= readFileSync(paths.dict, "utf8");
      return text;
    },
    load(words) {
      const lines = words.map((w) => `${w.word} ${w.frequency} ${w.tag}\n`).join("");
      const own = loadWords(jieba, paths, lines);
      const check = (): void => {
        if (current !== own) loadWords(jieba, paths, lines, own);
      };
      return {
        name: "nodejieba",
        version,
        cut(text, hmm) {
          check();
          return jieba.cut(text, hmm);
        },
        tag(text) {
          check();
          return jieba.tag(text);
        },
      };
    },
  };
}

/** Number of the user dictionary that is loaded in this process; 0 is none. */
let current = 0;
let last = 0;
let loadedLines: string | undefined;

function loadWords(
  jieba: Nodejieba,
  paths: Readonly<Record<string, string>>,
  lines: string,
  number?: number,
): number {
  if (loadedLines === lines && number === undefined) return current;
  const folder = mkdtempSync(join(tmpdir(), "xinzhi-words-"));
  try {
    const userDict = join(folder, "user.utf8");
    // An empty user dictionary is refused by the loader: one word that never occurs.
    writeFileSync(userDict, lines === "" ? "\u{e000} 1 x\n" : lines);
    jieba.load({ ...paths, userDict });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  loadedLines = lines;
  current = number ?? ++last;
  return current;
}
