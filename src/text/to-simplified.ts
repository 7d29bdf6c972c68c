/** What changes on the way from traditional to simplified. */
export type Script = "characters" | "vocabulary";

/** Converts a text to simplified characters. */
export type Convert = (text: string) => string;
const converters = new Map<Script, Promise<Convert>>();

/**
 * Traditional characters to simplified ones, phrase by phrase.   中文: 繁体转简体
 *
 * `characters` keeps the words (人工智慧 stays 人工智慧), `vocabulary` takes those of Taiwan over to
 * mainland use (人工智慧 → 人工智能). Choose by source, and record it.
 *
 * @example await toSimplified("國民經濟與乾燥", "characters") // "国民经济与干燥"
 */
export async function toSimplified(text: string, script: Script = "characters"): Promise<string> {
  return (await simplifier(script))(text);
}

/** The converter, loaded once. */
export function simplifier(script: Script): Promise<Convert> {
  let convert = converters.get(script);
  if (convert === undefined) {
    convert = load(script);
    converters.set(script, convert);
  }
  return convert;
}

async function load(script: Script): Promise<Convert> {
  const { Converter } = await import("opencc-js/t2cn");
  return Converter({ from: script === "vocabulary" ? "twp" : "t", to: "cn" });
}
