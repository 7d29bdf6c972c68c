import { createRequire } from "node:module";
import type { EngineLoader } from "./engine.js";

/**
 * @node-rs/jieba, the prebuilt engine that takes over where nodejieba cannot be built.
 * 中文: 预编译分词引擎
 */
export async function nodeRsLoader(): Promise<EngineLoader> {
  const { Jieba } = await import("@node-rs/jieba");
  const { dict } = await import("@node-rs/jieba/dict.js");
  const { version } = createRequire(import.meta.url)("@node-rs/jieba/package.json") as {
    version: string;
  };
  return {
    name: "@node-rs/jieba",
    dictionary: () => Buffer.from(dict).toString("utf8"),
    load(words) {
      const jieba = Jieba.withDict(dict);
      const lines = words.map((w) => `${w.word} ${w.frequency} ${w.tag}\n`).join("");
      if (lines !== "") jieba.loadDict(Buffer.from(lines, "utf8"));
      return {
        name: "@node-rs/jieba",
        version,
        cut: (text, hmm) => jieba.cut(text, hmm),
        tag: (text) => jieba.tag(text, true),
      };
    },
  };
}
