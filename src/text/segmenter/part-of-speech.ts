import type { Engine } from "./engine.js";

/**
 * Parts of speech of tokens by the engine's dictionary, each distinct token asked for once.
 * 中文: 词性
 *
 * jieba's tags are those of a word, not of its place in the sentence. A token that the engine
 * would cut is in no dictionary: as in jieba, digits are `m`, Latin words `eng`, others `x`.
 */
export class PartOfSpeech {
  readonly #engine: Engine;
  readonly #tags = new Map<string, string>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  of(token: string): string {
    let tag = this.#tags.get(token);
    if (tag === undefined) {
      const found = this.#engine.tag(token);
      tag = found.length === 1 ? found[0]!.tag : unknownTag(token);
      this.#tags.set(token, tag);
    }
    return tag;
  }
}

function unknownTag(token: string): string {
  if (/^[\d.]+%?$/.test(token)) return "m";
  return /^[a-z0-9.]+%?$/.test(token) ? "eng" : "x";
}
