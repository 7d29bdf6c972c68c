/** What changes on the way from traditional to simplified. */
export type Script = "characters" | "vocabulary";

type Convert = (text: string) => string;
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
  let convert = converters.get(script);
  if (convert === undefined) {
    convert = load(script);
    converters.set(script, convert);
  }
  return (await convert)(text);
}

async function load(script: Script): Promise<Convert> {
  const { Converter } = await import("opencc-js/t2cn");
  return Converter({ from: script === "vocabulary" ? "twp" : "t", to: "cn" });
}

const TRADITIONAL =
  "國發經濟會產業實現體與對個來時這為們業務區從進過開關長門東車馬龍學習術應當總結點縣";
const SIMPLIFIED =
  "国发经济会产业实现体与对个来时这为们业务区从进过开关长门东车马龙学习术应当总结点县";

/** Whether a text is written in traditional characters.   中文: 是否为繁体 */
export function isTraditional(text: string): boolean {
  let traditional = 0;
  let simplified = 0;
  const sample = text.slice(0, 5000);
  for (const character of sample) {
    const inOne = TRADITIONAL.includes(character);
    const inOther = SIMPLIFIED.includes(character);
    if (inOne && !inOther) traditional++;
    else if (inOther && !inOne) simplified++;
  }
  return traditional > 3 * simplified && traditional >= 3;
}
