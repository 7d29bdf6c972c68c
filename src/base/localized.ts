/** The two languages of every user-facing sentence.   中文: 界面语言 */
export type Lang = "zh" | "en";

/** One sentence in both languages.   中文: 双语文本 */
export interface Localized {
  readonly en: string;
  readonly zh: string;
}
