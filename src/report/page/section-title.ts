import type { Lang, Localized } from "../../base/index.js";

/** Headings of the parts that have one of their own.   中文: 固定标题 */
const TITLES = {
  lineage: { en: "Lineage", zh: "溯源" },
  methods: { en: "Methods", zh: "方法" },
  referee: { en: "Referee check", zh: "审稿检查" },
  warnings: { en: "Warnings", zh: "提示" },
} as const satisfies Readonly<Record<string, Localized>>;

/** The heading of a part, on the page and in the contents. @example titleOf("methods", "zh") // "方法" */
export function titleOf(kind: keyof typeof TITLES, lang: Lang): string {
  return TITLES[kind][lang];
}
