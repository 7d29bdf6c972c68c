/** A loaded segmentation engine behind our own small face.   中文: 分词引擎接口 */
export interface Engine {
  readonly name: "nodejieba" | "@node-rs/jieba";
  readonly version: string;
  /** Tokens whose texts add up to the input. */
  cut(text: string, hmm: boolean): string[];
  /** Tokens with their part of speech (jieba's tags). */
  tag(text: string): { word: string; tag: string }[];
}

/** A line of a user dictionary. */
export interface UserWord {
  readonly word: string;
  readonly frequency: number;
  /** Part of speech. */
  readonly tag: string;
}

/** What an engine needs to give a word to: its own dictionary, and a way to load user words. */
export interface EngineLoader {
  readonly name: Engine["name"];
  /** The engine's dictionary as text (word frequency tag), to find frequencies. */
  dictionary(): string;
  load(words: readonly UserWord[]): Engine;
}
