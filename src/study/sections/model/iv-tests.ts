import type { Fit } from "../../../regress/index.js";
import type { Wording } from "../../../report/index.js";

/** Strength and validity of the instruments.   中文: 工具变量检验 */
export function ivTests(
  fit: Fit,
): readonly { readonly label: Wording; readonly value: Wording | number }[] {
  const iv = fit.extra?.iv as
    | {
        readonly kpLm: { statistic: number; p: number | null } | null;
        readonly kpF: number | null;
        readonly cdF: number;
        readonly stockYogo: { size10: number } | null;
        readonly overid: { test: string; statistic: number; p: number | null } | null;
      }
    | undefined;
  if (iv === undefined) return [];
  const test = (t: { statistic: number; p: number | null }): string =>
    `${t.statistic.toFixed(3)} [${t.p === null ? "–" : t.p.toFixed(3)}]`;
  return [
    ...(iv.kpLm === null
      ? []
      : [{ label: { en: "KP rk LM [p]", zh: "KP rk LM [p]" }, value: test(iv.kpLm) }]),
    ...(iv.kpF === null
      ? [{ label: "Cragg–Donald F", value: iv.cdF.toFixed(3) }]
      : [{ label: "KP rk Wald F", value: iv.kpF.toFixed(3) }]),
    ...(iv.stockYogo === null
      ? []
      : [
          {
            label: { en: "Stock–Yogo, 10% size", zh: "Stock–Yogo 10% 临界值" },
            value: `{${iv.stockYogo.size10}}`,
          },
        ]),
    ...(iv.overid === null
      ? []
      : [
          {
            label: {
              en: `${iv.overid.test === "hansen" ? "Hansen J" : "Sargan"} [p]`,
              zh: `${iv.overid.test === "hansen" ? "Hansen J" : "Sargan"} [p]`,
            },
            value: test(iv.overid),
          },
        ]),
  ];
}
