import type { Lang } from "../../base/index.js";
import { didAnalyses, didEffects } from "../../did/index.js";
import { cardFlags, signOf } from "./card-flags.js";

/**
 * The reference page of the estimators, from their cards.   中文: 由方法卡片生成的参考页
 *
 * @example methodPage("zh").startsWith("# 双重差分估计量") // true
 */
export function methodPage(lang: Lang): string {
  const t = (en: string, zh: string) => (lang === "zh" ? zh : en);
  const parts = [...didEffects(), ...didAnalyses()].map((card) => {
    const rows = cardFlags(card).flatMap(({ name, option, flag: long, of, was }) => {
      if (was !== undefined) return [];
      const key = of === "options" ? `\`${name}\`` : "–";
      const sign = signOf(long, option).replaceAll("|", "\\|");
      return [`| \`${sign}\` | ${key} | ${option[lang].replaceAll("|", "\\|")} |`];
    });
    const table = [
      `| ${t("command line", "命令行")} | ${t("study, library", "研究文件、库")} | ${t("meaning", "含义")} |`,
      "| --- | --- | --- |",
      ...rows,
    ];
    const works = card.cites.map(({ text }) => (typeof text === "string" ? text : text[lang]));
    const premises = card.assumptions.map(
      (a) => `- ${a[lang]}${a.remedy === undefined ? "" : `${t(" ", "")}${a.remedy[lang]}`}`,
    );
    return [
      `## ${card.title[lang]}`,
      `\`xinzhi did ${card.name} DATA FORMULA --unit U --time T --first G\``,
      `${card.summary[lang]}${t(".", "。")}`,
      ...(premises.length === 0 ? [] : [t("It assumes:", "识别假设："), premises.join("\n")]),
      ...(rows.length === 0 ? [] : [table.join("\n")]),
      ...works,
    ].join("\n\n");
  });
  const called = t(
    "> In a checkout, type `npx xinzhi` for `xinzhi` ([install](../install.md)).",
    "> 在源码目录中，`xinzhi` 写作 `npx xinzhi`（[安装](../install.zh-CN.md)）。",
  );
  return `${[t("# Estimators of `did`", "# 双重差分估计量"), called, ...parts].join("\n\n")}\n`;
}
