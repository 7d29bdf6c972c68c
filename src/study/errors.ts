import { defineErrors } from "../base/index.js";

/** The nearest name, or all of them. */
function pick(f: { nearest?: string | undefined; known: readonly string[] }) {
  return f.nearest
    ? { en: `Did you mean "${f.nearest}"?`, zh: `是否想写“${f.nearest}”？` }
    : { en: `Known: ${f.known.join(", ")}.`, zh: `可用：${f.known.join("、")}。` };
}

/** Errors of study files and their sections.   中文: 研究文件错误 */
export const studyError = defineErrors("study", {
  "unknown-section": (f: {
    file: string;
    row: number;
    name: string;
    nearest?: string | undefined;
    known: readonly string[];
  }) => ({
    what: {
      en: `there is no table or figure "${f.name}".`,
      zh: `没有名为“${f.name}”的表或图。`,
    },
    fix: pick(f),
  }),
  "unknown-design": (f: {
    file: string;
    row: number;
    name: string;
    nearest?: string | undefined;
    known: readonly string[];
  }) => ({
    what: { en: `there is no simulated study "${f.name}".`, zh: `没有名为“${f.name}”的模拟设计。` },
    fix: pick(f),
  }),
  "unknown-panel": (f: {
    file: string;
    row?: number;
    name: string;
    nearest?: string | undefined;
    known: readonly string[];
  }) => ({
    what: {
      en: `there is no panel "${f.name}" in the study's data.`,
      zh: `研究数据中没有面板“${f.name}”。`,
    },
    fix: pick(f),
  }),
  "unknown-policy": (f: {
    file: string;
    row?: number;
    name: string;
    nearest?: string | undefined;
    known: readonly string[];
  }) => ({
    what: {
      en: `there is no policy "${f.name}" under policies.`,
      zh: `policies 中没有政策“${f.name}”。`,
    },
    fix: pick(f),
  }),
  "unknown-index": (f: {
    file: string;
    name: string;
    nearest?: string | undefined;
    known: readonly string[];
  }) => ({
    what: { en: `there is no index "${f.name}" in the study.`, zh: `研究中没有指数“${f.name}”。` },
    fix: pick(f),
  }),
  "already-there": (_f: { file: string }) => ({
    what: { en: "there is a study file already.", zh: "已有研究文件。" },
    fix: { en: "Choose another folder.", zh: "请另选文件夹。" },
  }),
  "other-study": (f: { file: string; folder: string; other: string }) => ({
    what: {
      en: `the folder ${f.folder} holds the results of another study file, ${f.other}.`,
      zh: `文件夹 ${f.folder} 中是另一研究文件 ${f.other} 的结果。`,
    },
    fix: {
      en: "Name another folder with -o, or give the study another name.",
      zh: "请用 -o 另指文件夹，或为研究另取名称。",
    },
  }),
  "nothing-to-verify": (_f: { file: string }) => ({
    what: { en: "there are no results to compare with.", zh: "没有可供核对的结果。" },
    fix: {
      en: "Run the study first: xinzhi study run FILE.",
      zh: "请先运行研究：xinzhi study run 文件。",
    },
  }),
  "unknown-sample": (f: {
    file: string;
    row?: number;
    name: string;
    nearest?: string | undefined;
    known: readonly string[];
  }) => ({
    what: {
      en: `there is no sample "${f.name}" under samples.`,
      zh: `samples 中没有样本“${f.name}”。`,
    },
    fix: pick(f),
  }),
  "no-policy": (_f: { file: string }) => ({
    what: {
      en: "this needs a policy, and the study has none.",
      zh: "此项需要政策，而研究未设定。",
    },
    fix: {
      en: "Add policies and policy to the study file, or name a policy in the section.",
      zh: "请在研究文件中加入 policies 与 policy，或在该项中指明政策。",
    },
  }),
  "no-regressor": (_f: { file: string }) => ({
    what: {
      en: "there is no variable of interest: the study has neither policy nor regressor.",
      zh: "没有核心解释变量：研究既未设 policy 也未设 regressor。",
    },
    fix: {
      en: "Add policy or regressor to the study file, or regressors to the section.",
      zh: "请在研究文件中加入 policy 或 regressor，或在该项中写明 regressors。",
    },
  }),
  "one-way": (f: { asked: string; accepted: readonly string[] }) => ({
    what: {
      en: `this estimator clusters in one way and cannot take ${f.asked}.`,
      zh: `该估计量只支持单向聚类，不能用 ${f.asked}。`,
    },
    fix: {
      en: `Give the section or column ${f.accepted.map((a) => `cluster: [${a}]`).join(" or ")}, or the method ols, which takes every variance.`,
      zh: `请为该节或该列写明 ${f.accepted.map((a) => `cluster: [${a}]`).join(" 或 ")}，或改用支持各种方差的 method: ols。`,
    },
  }),
  "no-term": (f: {
    place: number;
    wanted: readonly string[];
    have: readonly string[];
    collinear: readonly string[];
  }) => ({
    what: {
      en: `column (${f.place}) has none of the terms to print: ${f.wanted.join(", ")}; its terms are ${f.have.join(", ")}${f.collinear.length === 0 ? "" : `, dropped as collinear ${f.collinear.join(", ")}`}.`,
      zh: `第（${f.place}）列没有任何要报告的项：${f.wanted.join("、")}；其系数有 ${f.have.join("、")}${f.collinear.length === 0 ? "" : `，因共线剔除 ${f.collinear.join("、")}`}。`,
    },
    fix: {
      en: "Name a term of this column under show or regressors, or change its model.",
      zh: "请在 show 或 regressors 中写明该列的项，或更改其模型。",
    },
  }),
  "refusal-expected": (_f: { file: string }) => ({
    what: {
      en: "a column marked expect-error was estimated without an error.",
      zh: "标为 expect-error 的一列却能够估计。",
    },
    fix: { en: "Remove expect-error from it.", zh: "请去掉该列的 expect-error。" },
  }),
  "no-rows": (f: { condition: string }) => ({
    what: {
      en: `no row meets the condition ${f.condition}.`,
      zh: `没有任何行满足条件 ${f.condition}。`,
    },
    fix: { en: "Check the condition.", zh: "请检查该条件。" },
  }),
  "missing-column": (f: {
    file: string;
    row: number;
    column: string;
    nearest?: string | undefined;
    role: { en: string; zh: string };
  }) => ({
    what: {
      en: `${f.role.en} is not a column of the panel.`,
      zh: `${f.role.zh}不是面板中的列。`,
    },
    fix: f.nearest
      ? { en: `Did you mean "${f.nearest}"?`, zh: `是否想写“${f.nearest}”？` }
      : { en: "Correct the name in the study file.", zh: "请更正研究文件中的列名。" },
  }),
  "missing-file": (f: { file: string; row: number; name: string; path: string }) => ({
    what: {
      en: `there is no file or folder "${f.name}" (${f.path}).`,
      zh: `没有文件或文件夹“${f.name}”（${f.path}）。`,
    },
    fix: {
      en: "Paths are relative to the study file: correct it.",
      zh: "路径相对于研究文件，请更正。",
    },
  }),
  "unknown-function": (f: {
    file: string;
    row: number;
    name: string;
    nearest?: string | undefined;
    known: readonly string[];
  }) => ({
    what: {
      en: `formulas have no function "${f.name}()".`,
      zh: `公式中没有函数“${f.name}()”。`,
    },
    fix: pick(f),
  }),
  "nobody-treated": (f: { column: string }) => ({
    what: {
      en: "the policy treats nobody: no unit has a first treated time inside the panel.",
      zh: "政策未覆盖任何单位：面板期内没有首次处理时间。",
    },
    fix: {
      en: `Check column "${f.column}": the first treated time of each unit, 0 or empty = never.`,
      zh: `请检查列“${f.column}”：各单位首次受处理的时间，0 或空表示从未。`,
    },
  }),
  "policy-varies": (f: { column: string; unit: string }) => ({
    what: {
      en: `the first treated time changes inside unit ${f.unit}.`,
      zh: `单位 ${f.unit} 的首次处理时间前后不一。`,
    },
    fix: {
      en: "Give each unit one first treated time in all its rows.",
      zh: "请为每个单位在所有行给出同一个首次处理时间。",
    },
  }),
  "no-match": (f: { what: { en: string; zh: string }; column: string; examples: string }) => ({
    what: {
      en: `${f.what.en} match no row of the panel (${f.examples}).`,
      zh: `${f.what.zh}与面板没有任何匹配（${f.examples}）。`,
    },
    fix: {
      en: `Check the region codes in column "${f.column}" and the years.`,
      zh: `请检查列“${f.column}”中的地区代码与年份。`,
    },
  }),
  "bad-option": (f: {
    file: string;
    row: number;
    section: string;
    problem: { en: string; zh: string };
  }) => ({
    what: { en: `section ${f.section}: ${f.problem.en}.`, zh: `${f.section}：${f.problem.zh}。` },
    fix: { en: "Correct this entry of the study file.", zh: "请更正研究文件中的此项。" },
  }),
});
