import type { Lang, Localized } from "../../base/index.js";
import { didAnalyses, didEffects } from "../../did/index.js";
import { weightMethods } from "../../indices/index.js";
import { regressFamilies } from "../../regress/index.js";
import type { Citation, MethodCard, OptionShape } from "../../result/index.js";
import { cardFlags, signOf } from "./card-flags.js";

/** What a page says of a method. */
type Card = Omit<MethodCard<never, OptionShape, unknown>, "run">;

/** A page of methods: its file, its title, and how each is called on the command line. */
interface Page {
  readonly title: Localized;
  readonly cards: () => readonly Card[];
  readonly line: (name: string) => string;
}

/** The reference pages by the names of their files.   中文: 参考页 */
const PAGES: Readonly<Record<string, Page>> = {
  "did-methods": {
    title: { en: "Methods of `did`", zh: "双重差分方法" },
    cards: () => [...didEffects(), ...didAnalyses()],
    line: (name) => `xinzhi did ${name} DATA FORMULA --unit U --time T --first G`,
  },
  "regress-families": {
    title: { en: "Families of `regress`", zh: "`regress` 的分布族" },
    cards: regressFamilies,
    line: (name) => `xinzhi regress DATA FORMULA --family ${name}`,
  },
  "weight-methods": {
    title: { en: "Weight methods of `index`", zh: "`index` 的赋权方法" },
    cards: weightMethods,
    line: (name) => `xinzhi index SYSTEM PANEL --weights ${name}`,
  },
};

/**
 * The reference pages of all methods, by the names of their files, from the methods' cards.
 * 中文: 由方法卡片生成的参考页
 *
 * @example methodPages("zh")["did-methods"]!.startsWith("# 双重差分方法") // true
 */
export function methodPages(lang: Lang): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(PAGES).map(([name, page]) => [
      name,
      `${[`# ${page.title[lang]}`, ...page.cards().map((card) => entry(card, page, lang))].join("\n\n")}\n`,
    ]),
  );
}

function entry(card: Card, page: Page, lang: Lang): string {
  const t = (en: string, zh: string) => (lang === "zh" ? zh : en);
  const rows = cardFlags(card).flatMap(({ name, option, flag, of, was }) => {
    if (was !== undefined) return [];
    const key = of === "options" ? `\`${name}\`` : "–";
    const sign = signOf(flag, option).replaceAll("|", "\\|");
    return [`| \`${sign}\` | ${key} | ${option[lang].replaceAll("|", "\\|")} |`];
  });
  const table = [
    `| ${t("command line", "命令行")} | ${t("study, library", "研究文件、库")} | ${t("meaning", "含义")} |`,
    "| --- | --- | --- |",
    ...rows,
  ];
  const work = ({ text }: Citation) => (typeof text === "string" ? text : text[lang]);
  const premises = card.assumptions.map(
    (a) => `- ${a[lang]}${a.remedy === undefined ? "" : `${t(" ", "")}${a.remedy[lang]}`}`,
  );
  return [
    `## ${card.title[lang]}`,
    `\`${page.line(card.name)}\``,
    `${card.summary[lang]}${t(".", "。")}`,
    ...(premises.length === 0 ? [] : [t("It assumes:", "识别假设："), premises.join("\n")]),
    ...(rows.length === 0 ? [] : [table.join("\n")]),
    ...card.cites.map(work),
  ].join("\n\n");
}
