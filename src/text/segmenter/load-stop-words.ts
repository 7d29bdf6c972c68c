import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { nearest, packageRoot } from "../../base/index.js";
import { decodeWhole } from "../../bytes/index.js";
import { readBytes } from "../../table/index.js";
import { textError } from "../errors.js";

const FOLDER = join("dictionaries", "stop-words");

/**
 * Stop words: a bundled list by name (`function-words`), or a file with one word a line in any
 * encoding.   中文: 读取停用词表
 *
 * Words are taken as they are counted: Latin letters in lower case. Blank lines are passed over.
 *
 * Errors    text/unknown-stop-words (with the nearest name), text/empty-stop-words.
 * @example loadStopWords("function-words").has("的") // true
 */
export function loadStopWords(nameOrFile: string): ReadonlySet<string> {
  const folder = join(packageRoot(), FOLDER);
  const known = readdirSync(folder)
    .filter((f) => f.endsWith(".txt"))
    .map((f) => f.slice(0, -4));
  const file = known.includes(nameOrFile) ? join(folder, `${nameOrFile}.txt`) : nameOrFile;
  if (!existsSync(file)) {
    const near = nearest(nameOrFile, known);
    throw textError("unknown-stop-words", { name: nameOrFile, nearest: near, known });
  }
  const words = decodeWhole(readBytes(file), { file })
    .split(/\r\n?|\n/)
    .map((w) => w.trim().toLowerCase())
    .filter((w) => w !== "");
  if (words.length === 0) throw textError("empty-stop-words", { file });
  return new Set(words);
}
