import { defineErrors, type Localized } from "../base/index.js";
import { type Translated, translateTyped } from "./formula/translate-typed.js";

const nearestFix = (nearest: string | undefined, en: string, zh: string) =>
  nearest === undefined
    ? { en, zh }
    : { en: `Did you mean "${nearest}"?`, zh: `是否想写“${nearest}”？` };

/** Errors of the regression engine.   中文: 回归模块错误 */
export const regressError = defineErrors("regress", {
  formula: (f: { formula: string; at: number; found: string; expected: string; zh: string }) => ({
    what: {
      en: `the formula cannot be read: ${f.expected}.${place(f.formula, f.at)}`,
      zh: `公式无法解析：${f.zh}。${place(f.formula, f.at)}`,
    },
    fix: typedFix(f.formula, {
      en: "Form: outcome ~ regressors | fixed effects | endogenous ~ instruments.",
      zh: "格式：因变量 ~ 解释变量 | 固定效应 | 内生变量 ~ 工具变量。",
    }),
  }),
  "bad-formula": (f: { formula: string; problem: { en: string; zh: string } }) => ({
    what: { en: `${f.formula}: ${f.problem.en}.`, zh: `${f.formula}：${f.problem.zh}。` },
    fix: { en: "Correct the formula.", zh: "请更正公式。" },
  }),
  "formula-name": (f: {
    formula: string;
    at: number;
    name: string;
    nearest?: string | undefined;
    have: readonly string[];
  }) => ({
    what: {
      en: `there is no column "${f.name}".${place(f.formula, f.at)}`,
      zh: `没有列“${f.name}”。${place(f.formula, f.at)}`,
    },
    fix:
      f.name === "."
        ? everyColumnFix(f.formula, f.have)
        : typedFix(
            f.formula,
            nearestFix(
              f.nearest,
              `The columns are: ${f.have.slice(0, 40).join(", ")}.`,
              `现有的列：${f.have.slice(0, 40).join("、")}。`,
            ),
          ),
  }),
  "text-times": (f: { formula: string; at: number; variable: string; by: string }) => ({
    what: {
      en: `i(${f.variable}, ${f.by}) multiplies with a number column, and "${f.by}" is text.${place(f.formula, f.at)}`,
      zh: `i(${f.variable}, ${f.by}) 与一列数值相乘，而“${f.by}”是文本。${place(f.formula, f.at)}`,
    },
    fix: typedFix(
      f.formula.replace(new RegExp(`(i\\(\\s*${f.variable}\\s*,\\s*)(?=${f.by})`), "$1i."),
      {
        en: `Type: i(${f.variable}):i(${f.by})`,
        zh: `请写：i(${f.variable}):i(${f.by})`,
      },
    ),
  }),
  "no-rows": (f: { input: number; missing: number; where: number; singletons: number }) => ({
    what: {
      en: `no row is left: of ${f.input}, ${f.where} were excluded by the condition, ${f.missing} had missing values, ${f.singletons} were singletons.`,
      zh: `没有可用的观测：共 ${f.input} 行，条件排除 ${f.where} 行，缺失 ${f.missing} 行，单例 ${f.singletons} 行。`,
    },
    fix: {
      en: "Check the condition and the columns with missing values.",
      zh: "请检查筛选条件与含缺失值的列。",
    },
  }),
  "constant-outcome": (f: { column: string; value: number }) => ({
    what: {
      en: `the outcome is the same in every row used (${f.value}).`,
      zh: `因变量在所用观测中全部相同（${f.value}）。`,
    },
    fix: { en: "Choose another outcome or sample.", zh: "请更换因变量或样本。" },
  }),
  "outcome-absorbed": (_f: { column: string }) => ({
    what: {
      en: "the fixed effects explain the outcome completely: nothing is left to estimate from.",
      zh: "固定效应已完全解释因变量：没有可供估计的变异。",
    },
    fix: { en: "Use fewer fixed effects.", zh: "请减少固定效应。" },
  }),
  "no-regressor": (f: { terms: readonly string[] }) => ({
    what: {
      en:
        f.terms.length === 0
          ? "the model has nothing to estimate."
          : `no regressor is left: ${f.terms.join(", ")} are collinear with the fixed effects or with each other.`,
      zh:
        f.terms.length === 0
          ? "模型没有需要估计的系数。"
          : `没有剩余的解释变量：${f.terms.join("、")} 与固定效应共线或彼此共线。`,
    },
    fix: { en: "Add a regressor that varies.", zh: "请加入有变异的解释变量。" },
  }),
  "too-many-parameters": (f: { rows: number; parameters: number }) => ({
    what: {
      en: `there are ${f.parameters} coefficients (fixed effects included) for ${f.rows} rows.`,
      zh: `${f.rows} 行观测不足以估计 ${f.parameters} 个系数（含固定效应）。`,
    },
    fix: {
      en: "Use fewer regressors or fixed effects.",
      zh: "请减少解释变量或固定效应。",
    },
  }),
  "bad-weights": (f: { column: string; value: number; count: number; row?: number }) => ({
    what: {
      en: `weights must be positive and finite, found ${f.value} (${f.count} such rows).`,
      zh: `权重须为有限正数，却有 ${f.value}（共 ${f.count} 行）。`,
    },
    fix: {
      en: "Exclude these rows with a condition, or correct the weights.",
      zh: "请用筛选条件排除这些行，或更正权重。",
    },
  }),
  "one-cluster": (f: { column: string; clusters: number }) => ({
    what: {
      en: `clustering needs at least two clusters, found ${f.clusters}.`,
      zh: `聚类至少需要两个类，却只有 ${f.clusters} 个。`,
    },
    fix: { en: "Cluster by another column.", zh: "请换一列聚类。" },
  }),
  "cluster-missing": (f: { column: string; count: number }) => ({
    what: {
      en: `the column is missing in ${f.count} of the rows used.`,
      zh: `所用观测中有 ${f.count} 行缺少该列。`,
    },
    fix: {
      en: "Fit again with this variance from the start: such rows are then dropped and counted.",
      zh: "请从一开始就以该方差估计：这些行会被剔除并计数。",
    },
  }),
  "not-converged": (f: {
    what: string;
    iterations: number;
    reached: number;
    tolerance: number;
  }) => ({
    what: {
      en: `${f.what} did not converge in ${f.iterations} iterations (reached ${f.reached.toExponential(1)}, wanted ${f.tolerance.toExponential(1)}).`,
      zh: `${f.what} 在 ${f.iterations} 次迭代后未收敛（达到 ${f.reached.toExponential(1)}，要求 ${f.tolerance.toExponential(1)}）。`,
    },
    fix: {
      en: "Allow a larger tolerance, or check for effects that almost coincide.",
      zh: "请放宽容差，或检查几乎重合的固定效应。",
    },
  }),
  "needs-panel": (f: { what: string }) => ({
    what: {
      en: `${f.what} needs a panel: unit and time are not declared.`,
      zh: `${f.what} 需要面板数据：尚未声明单位与时间。`,
    },
    fix: {
      en: "Declare them: --panel unit,time (in the library: new Panel(table, { unit, time })).",
      zh: "请声明：--panel 单位,时间（库中：new Panel(table, { unit, time })）。",
    },
  }),
  "off-step": (f: { term: string; step: number; instead: string; isMultiple: boolean }) => ({
    what: f.isMultiple
      ? {
          en: `no unit has a row for ${f.term}: the panel's step is ${f.step}, and no two rows of a unit are that far apart.`,
          zh: `没有单位存在 ${f.term} 所指的观测：面板的时间间隔为 ${f.step}，没有单位有相隔那么远的两行。`,
        }
      : {
          en: `no unit has a row for ${f.term}: the panel's step is ${f.step}.`,
          zh: `没有单位存在 ${f.term} 所指的观测：面板的时间间隔为 ${f.step}。`,
        },
    fix: f.isMultiple
      ? { en: "Take a shorter lag.", zh: "请改用较短的滞后期。" }
      : {
          en: `Shifts count calendar time: write ${f.instead}.`,
          zh: `滞后以日历时间计：请写 ${f.instead}。`,
        },
  }),
  "instrument-absorbed": (f: { instruments: readonly string[] }) => ({
    what: {
      en: `the fixed effects and controls absorb the instrument ${f.instruments.join(", ")}: it does not vary any more.`,
      zh: `工具变量 ${f.instruments.join("、")} 被固定效应或控制变量完全吸收，已无变异。`,
    },
    fix: {
      en: "Use an instrument that varies inside the fixed effects, or drop the effect that absorbs it.",
      zh: "请使用在固定效应内有变异的工具变量，或去掉吸收它的固定效应。",
    },
  }),
  "not-identified": (f: { endogenous: number; instruments: number }) => ({
    what: {
      en: `${f.endogenous} endogenous regressors need at least as many instruments, there are ${f.instruments}.`,
      zh: `${f.endogenous} 个内生变量至少需要同样多的工具变量，现只有 ${f.instruments} 个。`,
    },
    fix: { en: "Add instruments.", zh: "请增加工具变量。" },
  }),
  "unknown-term": (f: { term: string; nearest?: string | undefined; have: readonly string[] }) => ({
    what: { en: `the fit has no term "${f.term}".`, zh: `估计结果中没有“${f.term}”。` },
    fix: nearestFix(
      f.nearest,
      `Its terms are: ${f.have.slice(0, 40).join(", ")}.`,
      `现有的项：${f.have.slice(0, 40).join("、")}。`,
    ),
  }),
  restriction: (f: { text: string; at: number; nearest?: string | undefined; have: string }) => ({
    what: {
      en: `a coefficient or a number is needed here.\n    ${f.text}\n    ${caret(f.text, f.at)}`,
      zh: `此处应为系数名或数字。\n    ${f.text}\n    ${caret(f.text, f.at)}`,
    },
    fix: nearestFix(
      f.nearest,
      `Write e.g. "x1 - 2*x2 = 0"; the coefficients are: ${f.have}.`,
      `例如“x1 - 2*x2 = 0”；系数有：${f.have}。`,
    ),
  }),
  "unknown-option": (f: {
    option: string;
    nearest?: string | undefined;
    have: readonly string[];
  }) => ({
    what: { en: `there is no option "${f.option}".`, zh: `没有选项“${f.option}”。` },
    fix: nearestFix(
      f.nearest,
      `The options are: ${f.have.join(", ")}.`,
      `可用选项：${f.have.join("、")}。`,
    ),
  }),
  "bad-outcome": (f: {
    column: string;
    model: string;
    value: number;
    count: number;
    row?: number;
    kind: "binary" | "counts";
  }) => ({
    what: {
      en: `${f.model} needs ${f.kind === "binary" ? "an outcome of 0 and 1" : "an outcome that is never negative"}, found ${f.value} (${f.count} such rows).`,
      zh: `${f.model} 要求因变量${f.kind === "binary" ? "只取 0 和 1" : "非负"}，却有 ${f.value}（共 ${f.count} 行）。`,
    },
    fix: {
      en: "Recode the outcome, or choose another --family.",
      zh: "请重新编码因变量，或更换 --family。",
    },
  }),
  "bad-factors": (f: { found: number; units: number; periods: number; most: number }) => ({
    what: {
      en: `${f.found} factors cannot be estimated from ${f.units} units and ${f.periods} periods.`,
      zh: `${f.units} 个单位、${f.periods} 期的面板无法估计 ${f.found} 个因子。`,
    },
    fix: { en: `Give 0 to ${f.most}.`, zh: `请给 0 至 ${f.most}。` },
  }),
  "all-separated": (f: { rows: number }) => ({
    what: {
      en: `the regressors and effects predict the outcome of all ${f.rows} rows perfectly: no finite estimate exists.`,
      zh: `解释变量与固定效应完全预测了全部 ${f.rows} 行的结果：不存在有限的估计值。`,
    },
    fix: {
      en: "Remove the regressor or effect that separates the outcome.",
      zh: "请去掉造成完全分离的变量或固定效应。",
    },
  }),
  "not-supported": (f: { what: string; whatZh: string; why: string; whyZh: string }) => ({
    what: { en: `${f.what} is not defined: ${f.why}.`, zh: `${f.whatZh} 没有定义：${f.whyZh}。` },
    fix: { en: "Choose another combination of options.", zh: "请更换选项组合。" },
  }),
});

/** Where the line is Stata's or fixest's, ours to type in its place. */
function typedFix(formula: string, otherwise: Localized): Localized {
  const found = translateTyped(formula);
  return found === null ? otherwise : lineFix(found);
}

/** What to type, with what is not the same in it. */
export function lineFix({ formula, options, command, note, unread = [] }: Translated): Localized {
  const start = command === undefined ? "" : `xinzhi ${command} `;
  const line = `${start}"${formula}"${options === "" ? "" : ` ${options}`}`;
  const words = unread.join(" ");
  return {
    en: `Type: ${line}${note === undefined ? "" : ` (${note.en})`}${words === "" ? "" : `; not translated: ${words}`}`,
    zh: `请写：${line}${note === undefined ? "" : `（${note.zh}）`}${words === "" ? "" : `；未译：${words}`}`,
  };
}

/** The formula with `.` of R and fixest, all other columns, written out. */
function everyColumnFix(formula: string, have: readonly string[]): Localized {
  const rest = formula.replace(/(?<![\p{L}\p{N}_.`])\.(?![\p{L}\p{N}_.])/u, " ");
  const used = new Set(rest.match(/[\p{L}_][\p{L}\p{N}_.]*/gu));
  const names = have
    .filter((name) => !used.has(name))
    .map((name) => (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : `\`${name}\``));
  const line = formula.replace(/(?<![\p{L}\p{N}_.`])\.(?![\p{L}\p{N}_.])/u, names.join(" + "));
  return lineFix({ formula: line, options: "" });
}

/** The formula with a mark under the character meant; nothing for a part that was added to it. */
function place(text: string, at: number): string {
  return at < 0 ? "" : `\n    ${text}\n    ${caret(text, at)}`;
}

/** Full-width characters take two columns in a terminal, so the caret counts them twice. */
function caret(text: string, at: number): string {
  let width = 0;
  for (const char of text.slice(0, at))
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(char)
        ? 2
        : 1;
  return `${" ".repeat(width)}^`;
}
