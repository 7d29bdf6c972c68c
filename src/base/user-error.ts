import type { Lang, Localized } from "./localized.js";

/** Where in the user's input the trouble is; every field is optional.   中文: 出错位置 */
export interface Where {
  readonly file?: string;
  /** 1-based row of the file as an editor or spreadsheet shows it (the header is row 1). */
  readonly row?: number;
  readonly column?: string;
  readonly term?: string;
  readonly document?: string;
}

/** What an error says: the trouble, and what to do about it.   中文: 错误文本 */
export interface ErrorText {
  readonly what: Localized;
  readonly fix: Localized;
}

/** Facts of an error as the code that throws it knows them.   中文: 错误事实 */
export type Facts = Where & Readonly<Record<string, unknown>>;

/**
 * Wrong input or an impossible design: the user can mend it.   中文: 用户可修正的错误
 *
 * Carries a stable `code` (`room/name`), the facts, and the text in both languages; the command
 * line prints it and exits with 2. Anything that is not a `UserError` is a fault (exit 1).
 */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly code: string;
  readonly facts: Facts;
  readonly text: ErrorText;

  constructor(code: string, facts: Facts, text: ErrorText, cause?: unknown) {
    super(
      `${describeWhere(facts, "en")}${text.what.en} ${text.fix.en}`.trim(),
      cause === undefined ? {} : { cause },
    );
    this.code = code;
    this.facts = facts;
    this.text = text;
  }

  /** The whole message in one language: where, what, and how to mend it. */
  toText(lang: Lang): string {
    const what = `${describeWhere(this.facts, lang)}${this.text.what[lang]}`;
    const fix = this.text.fix[lang];
    if (fix === "") return what;
    return lang === "zh" ? `${what}\n  处理办法：${fix}` : `${what}\n  Fix: ${fix}`;
  }

  toJSON(): { code: string; facts: Facts; what: Localized; fix: Localized } {
    return { code: this.code, facts: this.facts, what: this.text.what, fix: this.text.fix };
  }
}

function describeWhere(facts: Facts, lang: Lang): string {
  const zh = lang === "zh";
  const parts: string[] = [];
  if (facts.file !== undefined) parts.push(facts.file);
  if (facts.document !== undefined) parts.push(facts.document);
  if (facts.row !== undefined) parts.push(zh ? `第 ${facts.row} 行` : `row ${facts.row}`);
  if (facts.column !== undefined) {
    parts.push(zh ? `列“${facts.column}”` : `column "${facts.column}"`);
  }
  if (parts.length === 0) return "";
  return zh ? `${parts.join("，")}：` : `${parts.join(", ")}: `;
}
