import { defineErrors } from "../base/index.js";

/** Errors of the difference-in-differences room.   中文: 双重差分错误 */
export const didError = defineErrors("did", {
  "nobody-treated": (f: { column: string; file?: string }) => ({
    what: {
      en: `no unit is treated in the sample (column "${f.column}").`,
      zh: `样本中没有任何单位受到处理（列“${f.column}”）。`,
    },
    fix: {
      en: "Check --first: it holds the first treated year of each unit, 0 for never.",
      zh: "请检查 --first：该列应为各单位的首次处理年份，从未处理为 0。",
    },
  }),
  "no-variation": (f: { reason: string; reasonZh: string }) => ({
    what: {
      en: `the effect cannot be told from the fixed effects: ${f.reason}.`,
      zh: `处理效应无法与固定效应区分：${f.reasonZh}。`,
    },
    fix: {
      en: "Add periods before treatment or units that are not treated then.",
      zh: "请加入处理前的时期，或同期未处理的单位。",
    },
  }),
  "no-controls": (f: { method: string }) => ({
    what: {
      en: `${f.method}: no comparison of a treated with an untreated unit is possible.`,
      zh: `${f.method}：没有可比的对照单位。`,
    },
    fix: {
      en: "Add never-treated or later-treated units, or earlier periods; with everybody treated use --controls notyet.",
      zh: "请加入从未处理或较晚处理的单位，或更早的时期；若全部单位最终都受处理，请用 --controls notyet。",
    },
  }),
  "unbalanced-bacon": (f: {
    units: number;
    periods: number;
    rows: number;
    complete: number;
    examples: string;
  }) => ({
    what: {
      en: `Goodman-Bacon needs a balanced panel: ${f.units} units × ${f.periods} periods would be ${f.units * f.periods} rows, there are ${f.rows} (incomplete: ${f.examples}).`,
      zh: `Goodman-Bacon 分解要求平衡面板：${f.units} 个单位 × ${f.periods} 期应有 ${f.units * f.periods} 行，实有 ${f.rows} 行（不完整的单位：${f.examples}）。`,
    },
    fix: {
      en: `Use the balanced sub-panel of the ${f.complete} units seen in every period: --balance units.`,
      zh: `可改用各期均有观测的 ${f.complete} 个单位组成的平衡子面板：--balance units。`,
    },
  }),
  "missing-reference": (f: { reference: number; have: string }) => ({
    what: {
      en: `no treated unit is seen at relative time ${f.reference}; seen are ${f.have}.`,
      zh: `没有处理组单位在相对期 ${f.reference} 有观测；可用的相对期：${f.have}。`,
    },
    fix: {
      en: "Methods with --reference take another; did honest needs the last observed period before treatment: keep the units that have it.",
      zh: "有 --reference 选项的方法可另选基期；did honest 须有处理前最后一个观测期：请保留有该期观测的单位。",
    },
  }),
  collinear: (f: { column: string }) => ({
    what: {
      en: `"${f.column}" is a linear combination of the other terms and the fixed effects.`,
      zh: `“${f.column}”与其他变量及固定效应完全共线。`,
    },
    fix: { en: "Leave it out.", zh: "请将其剔除。" },
  }),
  "not-supported": (f: { what: string; whatZh: string; instead: string; insteadZh: string }) => ({
    what: { en: f.what, zh: f.whatZh },
    fix: { en: f.instead, zh: f.insteadZh },
  }),
  "bad-design": (f: { field: string; found: string; expected: string }) => ({
    what: {
      en: `the planned design cannot be drawn: ${f.field} is ${f.found}, expected ${f.expected}.`,
      zh: `无法按该设计抽样：${f.field} 为 ${f.found}，应为 ${f.expected}。`,
    },
    fix: { en: "Change the design.", zh: "请修改设计。" },
  }),
  "unused-option": (f: { method: string; option: string; methods: readonly string[] }) => ({
    what: {
      en: `did ${f.method} does not use ${f.option}.`,
      zh: `did ${f.method} 不使用 ${f.option}。`,
    },
    fix:
      f.methods.length === 0
        ? { en: "Leave it out.", zh: "请去掉该选项。" }
        : {
            en: `Leave it out; it belongs to ${f.methods.join(", ")}.`,
            zh: `请去掉该选项；它用于 ${f.methods.join("、")}。`,
          },
  }),
  "unused-part": (f: { method: string; part: string; partZh: string }) => ({
    what: {
      en: `${f.method} has no use for ${f.part}.`,
      zh: `${f.method} 用不到${f.partZh}。`,
    },
    fix: {
      en: "Leave them out, or use another estimator: did compare says which the design allows.",
      zh: "请去掉，或改用其他估计量：did compare 会说明该设计可用哪些。",
    },
  }),
  "cluster-varies": (f: { method: string; column: string; count: number; examples: string }) => ({
    what: {
      en: `${f.method}: the cluster "${f.column}" changes inside ${f.count} unit(s): ${f.examples}.`,
      zh: `${f.method}：聚类“${f.column}”在 ${f.count} 个单位内发生变化：${f.examples}。`,
    },
    fix: {
      en: "Give each unit one cluster (its first, say), or cluster by the unit.",
      zh: "请让每个单位只属于一个聚类（例如取最初的），或按单位聚类。",
    },
  }),
  "bad-option": (f: { option: string; value: string; expected: string }) => ({
    what: {
      en: `${f.option}: "${f.value}" is not possible here; expected ${f.expected}.`,
      zh: `${f.option}：不能取“${f.value}”；应为 ${f.expected}。`,
    },
    fix: { en: "Change the option.", zh: "请修改该选项。" },
  }),
  "not-identified": (f: { count: number; examples: string }) => ({
    what: {
      en: `the counterfactual of ${f.count} treated observation(s) cannot be imputed: no untreated row shares their unit or their time (${f.examples}).`,
      zh: `有 ${f.count} 个处理观测无法推算反事实：其单位或时期没有未处理的行（${f.examples}）。`,
    },
    fix: {
      en: "Cut the sample before everybody is treated (--where), and drop units without untreated rows.",
      zh: "请用 --where 截去全部单位都已处理的时期，并剔除没有处理前观测的单位。",
    },
  }),
  "event-time-hole": (f: { missing: string }) => ({
    what: {
      en: `the bounds need an estimate at every event time; there is none at ${f.missing}.`,
      zh: `敏感性界限要求每个相对期都有估计值；缺少 ${f.missing}。`,
    },
    fix: {
      en: "Join the ends with --bins low,high, or keep units that are seen then.",
      zh: "请用 --bins 归并两端，或保留在该期有观测的单位。",
    },
  }),
});
