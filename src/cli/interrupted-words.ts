import type { Localized } from "../base/index.js";

/** What is said when the user stopped a command. */
export const INTERRUPTED_WORDS: Localized = {
  en: "Interrupted. What was finished is kept; run the same command again to go on.",
  zh: "已中断。完成的部分已保存；再次运行同一命令即可继续。",
};
