import { readFileSync } from "node:fs";
import { defineConfig } from "vitepress";

// Read where the pages are staged (scripts/site/build.mjs): Chinese at the root, English below en/.
const sidebar = JSON.parse(readFileSync(new URL("sidebar.json", import.meta.url), "utf8"));

export default defineConfig({
  title: "xinzhi 新质",
  outDir: "../docs",
  cleanUrls: false,
  lastUpdated: false,
  // Formulas and placeholders such as <mirror address> are text, not tags.
  markdown: { html: false, config: (md) => md.set({ html: false }) },
  locales: {
    root: {
      label: "简体中文",
      lang: "zh-CN",
      description: "政策文本、专利、指数与双重差分",
      themeConfig: {
        sidebar: sidebar.zh,
        outline: { label: "本页内容", level: [2, 3] },
        docFooter: { prev: "上一页", next: "下一页" },
        darkModeSwitchLabel: "深浅色",
        sidebarMenuLabel: "目录",
        returnToTopLabel: "回到顶部",
        langMenuLabel: "语言",
      },
    },
    en: {
      label: "English",
      lang: "en",
      link: "/en/",
      description: "Policy texts, patents, indices and difference-in-differences",
      themeConfig: { sidebar: sidebar.en, outline: { level: [2, 3] } },
    },
  },
  themeConfig: {
    search: {
      provider: "local",
      options: {
        miniSearch: {
          options: {
            // Chinese words are cut by the browser itself. The function is carried into the page as
            // text, so that it must stand alone.
            tokenize: (text: string) =>
              [...new Intl.Segmenter("zh", { granularity: "word" }).segment(text)]
                .filter((part) => part.isWordLike)
                .map((part) => part.segment.toLowerCase()),
          },
        },
        locales: {
          root: {
            translations: {
              button: { buttonText: "搜索", buttonAriaLabel: "搜索" },
              modal: {
                noResultsText: "没有找到",
                resetButtonTitle: "清除",
                footer: { selectText: "打开", navigateText: "上下选择", closeText: "关闭" },
              },
            },
          },
        },
      },
    },
  },
});
