import type { Localized } from "../../base/index.js";
import { type Equation, effectLabel, type Factor, spaceChinese } from "../../report/index.js";
import type { StudyRun } from "../run-study.js";
import { labelsOf } from "../sections/labels.js";
import { labelOf } from "../sections/section.js";
import { series } from "./series.js";

/** Symbols of fixed effects beside those of unit and time. */
const OTHER_EFFECTS = ["η", "θ", "ζ", "κ", "ρ"] as const;

/**
 * The model that a study names, as an equation with what its symbols stand for; undefined where the study
 * names no regressor.   中文: 由研究设定生成的模型公式 (1)
 */
export function modelEquation({
  frame,
}: StudyRun):
  | { readonly intro: Localized; readonly equation: Equation; readonly where: Localized }
  | undefined {
  const { study, panel } = frame;
  const main = study.regressor ?? study.policyName;
  if (main === undefined) return undefined;
  const labels = labelsOf(frame);
  const symbol = (text: string, index?: Factor["index"]): Factor => ({
    text,
    look: "symbol",
    ...(index === undefined ? {} : { index }),
  });
  const named = (name: string): Factor => ({
    text: labelOf(frame, name),
    look: "name",
    index: "it",
  });
  const index = { [panel.unit]: "i", [panel.time]: "t" } as Readonly<Record<string, string>>;
  const usual = { [panel.unit]: "μ", [panel.time]: "λ" } as Readonly<Record<string, string>>;
  const others = [...OTHER_EFFECTS];
  const effects = study.fixedEffects.map((name) => {
    const trend = /^(.+)\[(.+)\]$/.exec(name);
    const base = usual[name] ?? others.shift() ?? "δ";
    const parts = (trend?.[1] ?? name).split("^");
    const sub = (lang: "en" | "zh") =>
      parts.map((p) => index[p] ?? effectLabel(p, labels)[lang]).join(lang === "zh" ? "、" : ",");
    const isShort = parts.every((p) => index[p] !== undefined);
    const at = isShort ? parts.map((p) => index[p]).join("") : { en: sub("en"), zh: sub("zh") };
    const slope = trend === null ? [] : [symbol(index[trend[2]!] ?? trend[2]!)];
    return { base, label: effectLabel(name, labels), term: [symbol(base, at), ...slope] };
  });
  const controls = study.controls.map((name) => labelOf(frame, name));
  const equation: Equation = {
    number: "1",
    left: [named(study.outcome)],
    right: [
      [symbol("α")],
      [symbol("β"), named(main)],
      ...(controls.length === 0 ? [] : [[symbol("γ′"), symbol("X", "it")]]),
      ...effects.map((e) => e.term),
      [symbol("ε", "it")],
    ],
  };
  const clusters = study.cluster.map((name) => effectLabel(name, labels));
  const [unit, time] = [panel.unit, panel.time].map((name) => effectLabel(name, labels));
  const en = [
    `where i is the ${unit!.en} and t the ${time!.en}; β is the coefficient of interest`,
    ...(controls.length === 0
      ? []
      : [`X holds the controls: ${controls.map((c) => c.en).join(", ")}`]),
    ...effects.map(
      (e) => `${e.base}: ${/trends$/.test(e.label.en) ? "" : "fixed effects of "}${e.label.en}`,
    ),
    clusters.length === 0
      ? "ε is the error; standard errors are robust to heteroskedasticity"
      : `ε is the error; standard errors are clustered by ${series(
          clusters.map((c) => c.en),
          ", ",
          " and ",
        )}`,
  ];
  const zh = [
    `其中，i 与 t 分别表示${unit!.zh}与${time!.zh}；β 为核心系数`,
    ...(controls.length === 0 ? [] : [`X 为控制变量，包括${controls.map((c) => c.zh).join("、")}`]),
    ...effects.map((e) => `${e.base} 为${e.label.zh}${/趋势$/.test(e.label.zh) ? "" : "固定效应"}`),
    clusters.length === 0
      ? "ε 为随机误差项，采用异方差稳健标准误"
      : `ε 为随机误差项，标准误聚类到${series(
          clusters.map((c) => c.zh),
          "、",
          "与",
        )}`,
  ];
  return {
    intro: { en: "The baseline is model (1):", zh: "基准回归设定为模型 (1)：" },
    equation,
    where: {
      en: `${en.join("; ")}. Tables name what departs from model (1).`,
      zh: spaceChinese(`${zh.join("；")}。与模型 (1) 不同的设定在各表中注明。`),
    },
  };
}
