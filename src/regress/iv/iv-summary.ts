import type { Lang } from "../../base/index.js";
import type { ChiSquared, FTest, IvDiagnostics } from "./diagnostics.js";

/** The first stages behind the diagnostics, as far as a summary names them. */
export interface IvStages {
  readonly iv: IvDiagnostics;
  readonly firstStage: readonly { readonly outcome: string }[];
}

/**
 * The tests that ivreg2 prints below its table, one to a line.   中文: 工具变量检验的输出
 *
 * Each line says what the null hypothesis is, as users of Stata know them.
 */
export function ivSummary({ iv, firstStage }: IvStages, lang: Lang): string[] {
  const zh = lang === "zh";
  const t = (en: string, chinese: string) => (zh ? chinese : en);
  const lines = firstStage.map(({ outcome }, j) => {
    const sw =
      firstStage.length > 1 ? `, Sanderson–Windmeijer F ${number(iv.swF[j]!.statistic)}` : "";
    return `${t("First stage", "第一阶段")} ${outcome}: ${f(iv.partialF[j]!)}, ${t("partial R²", "偏 R²")} ${number(iv.partialR2[j]!)}${sw}`;
  });
  const under = iv.kpLm ?? iv.andersonLm;
  if (under !== null) {
    const name = iv.kpLm === null ? "Anderson LM" : "Kleibergen–Paap rk LM";
    lines.push(`${t("Underidentification", "识别不足检验")} (${name}): ${chi2(under)}`);
  }
  lines.push(weak(iv, t));
  if (iv.overid === null)
    lines.push(t("Overidentification: exactly identified", "过度识别检验：恰好识别"));
  else {
    const name = iv.overid.test === "hansen" ? "Hansen J" : "Sargan";
    lines.push(`${t("Overidentification", "过度识别检验")} (${name}): ${chi2(iv.overid)}`);
  }
  if (iv.endogeneity !== null) {
    lines.push(
      `${t("Endogeneity (H0: exogenous)", "内生性检验（H0：外生）")}: ${chi2(iv.endogeneity)}; Wu–Hausman ${f(iv.wuHausman)}`,
    );
  }
  lines.push(
    `Anderson–Rubin ${t("(H0: no effect)", "（H0：系数为零）")}: ${f(iv.andersonRubin.f)}; Stock–Wright S: ${chi2(iv.stockWright)}`,
  );
  return lines;
}

function weak(iv: IvDiagnostics, t: (en: string, zh: string) => string): string {
  const rk = iv.kpF === null ? "" : `Kleibergen–Paap rk Wald F ${number(iv.kpF)}, `;
  const critical =
    iv.stockYogo === null
      ? ""
      : ` (Stock–Yogo 10% ${number(iv.stockYogo.size10)}, 15% ${number(iv.stockYogo.size15)}, 25% ${number(iv.stockYogo.size25)})`;
  return `${t("Weak identification", "弱工具变量检验")}: ${rk}Cragg–Donald F ${number(iv.cdF)}${critical}`;
}

function f({ statistic, df1, df2, p }: FTest): string {
  return `F(${df1}, ${df2}) = ${number(statistic)}, ${probability(p)}`;
}

function chi2({ statistic, df, p }: ChiSquared): string {
  return `χ²(${df}) = ${number(statistic)}${p === null ? "" : `, ${probability(p)}`}`;
}

function number(value: number): string {
  return String(Number(value.toPrecision(5)));
}

function probability(p: number): string {
  return p < 2.2e-16 ? "p < 2e-16" : `p = ${p < 1e-4 ? p.toExponential(2) : p.toFixed(4)}`;
}
