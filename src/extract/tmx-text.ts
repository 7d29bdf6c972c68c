import { parseXml, xmlAll } from "./parse-xml.js";

/** The Chinese side of a translation memory. */
export interface TmxText {
  readonly text: string;
  /** Languages that were left out. */
  readonly others: readonly string[];
}

/**
 * The Chinese segments of a translation memory (.tmx), one a line, in the order of the file.
 * 中文: 提取翻译记忆库中的中文
 *
 * Without a Chinese side, the language that most units have.
 *
 * Errors    extract/malformed-xml.
 */
export function tmxText(xml: string, file: string): TmxText {
  const segments = new Map<string, string[]>();
  for (const variant of xmlAll(parseXml(xml, file), "tuv")) {
    const language = (variant.attributes.lang ?? "").toLowerCase();
    const lines = segments.get(language) ?? [];
    segments.set(language, lines);
    for (const segment of xmlAll(variant, "seg")) lines.push(segment.text.replace(/\s+/g, " "));
  }
  const languages = [...segments].sort((a, b) => b[1].length - a[1].length);
  const chosen = languages.find(([l]) => /^(?:zh|cmn|chi)/.test(l)) ?? languages[0];
  return {
    text: (chosen?.[1] ?? []).join("\n"),
    others: languages.filter((l) => l !== chosen).map(([l]) => l),
  };
}
