import type { Wording } from "./table-model.js";

/** What the stars mean.   中文: 星号说明 */
export const STARS_NOTE: Wording = {
  en: "*** p<0.01, ** p<0.05, * p<0.1.",
  zh: "***、**、* 分别表示在 1%、5%、10% 的水平上显著。",
};
