import type { Localized } from "../base/index.js";

/** One finding of the referee check.   中文: 审稿检查的一条 */
export interface Finding {
  readonly rule: string;
  readonly status: "pass" | "warn" | "fail" | "not-run";
  readonly text: Localized;
  readonly advice?: Localized;
}

/** What the rules look at; a fact left out makes its rule "not-run".   中文: 审稿检查的依据 */
export interface RefereeFacts {
  /** Share of negative weights in the two-way estimate, in size. */
  readonly negativeWeights?: number;
  /** Joint p of the leads. */
  readonly leadsP?: number;
  readonly clusters?: number;
  /** Controls that respond to the treatment, with their p values. */
  readonly controls?: readonly { readonly name: string; readonly p: number }[];
  /** Columns under a logarithm with values of zero or below, and how many. */
  readonly logs?: readonly { readonly name: string; readonly count: number }[];
  /** Standardised bias, percent. */
  readonly balance?: readonly { readonly name: string; readonly bias: number }[];
  /** Of the matched sample (default) or of treated against never treated before any matching. */
  readonly balanceOf?: "matched" | "raw";
  /** First-order autocorrelation of the outcome after unit and time effects. */
  readonly persistence?: number;
  /** Autocorrelation of the residuals inside units, and whether errors are clustered by unit. */
  readonly residuals?: { readonly correlation: number; readonly clustered: "yes" | "no" };
  /** Draws behind each simulated number. */
  readonly draws?: readonly { readonly name: string; readonly count: number }[];
  /** Instruments, and whether they are zero wherever nobody is treated. */
  readonly instruments?: readonly { readonly name: string; readonly fromTreatment: "yes" | "no" }[];
  /** Share of units never treated. */
  readonly neverShare?: number;
  /** Why a fact is missing, by rule. */
  readonly reasons?: Readonly<Record<string, Localized>>;
}

/** Limits at which the rules speak; each can be set. */
export interface RefereeLimits {
  readonly negativeWeights: number;
  readonly leadsP: number;
  readonly clusters: number;
  readonly controlP: number;
  readonly bias: number;
  readonly rawBias: number;
  readonly persistence: number;
  readonly correlation: number;
  readonly draws: number;
}

const LIMITS: RefereeLimits = {
  negativeWeights: 0.05,
  leadsP: 0.1,
  clusters: 30,
  controlP: 0.05,
  bias: 10,
  rawBias: 25,
  persistence: 0.6,
  correlation: 0.2,
  draws: 100,
};

/** What a column is called in the text of a finding. */
type Naming = (name: string) => Localized;

type Rule = (facts: RefereeFacts, limits: RefereeLimits, naming: Naming) => Finding;

/**
 * Goes through what a referee asks and says what is wrong and what to do.   中文: 自动审稿检查
 *
 * The facts of a design come from `designFacts` of the room `did`; a study puts the findings into
 * every report as `{ kind: "referee", findings: referee(designFacts(sample, about)) }`.
 * Defaults  negative weights 5 %, leads p 0.1, 30 clusters, controls p 0.05, bias 10 % after
 *           matching (Rosenbaum & Rubin 1985) and 25 % before (Imbens & Rubin 2015, ch. 14),
 *           persistence 0.6, residual correlation 0.2, 100 draws
 * @example referee({ clusters: 11 })[2].status // "warn"
 */
export function referee(
  facts: RefereeFacts,
  limits: Partial<RefereeLimits> = {},
  naming: Naming = (name) => both(name, name),
): Finding[] {
  return RULES.map((rule) => {
    const found = rule(facts, { ...LIMITS, ...limits }, naming);
    const reason = facts.reasons?.[found.rule];
    if (found.status !== "not-run" || reason === undefined) return found;
    const subject = UNEXAMINED[found.rule]!;
    return {
      ...found,
      text: both(
        `${subject.what.en} not examined: ${reason.en}`,
        `${subject.what.zh}未检查：${reason.zh}`,
      ),
    };
  });
}

/** What a rule looks at, and why there is nothing to look at where no reason is given. */
const UNEXAMINED: Readonly<Record<string, { readonly what: Localized; readonly why: Localized }>> =
  {
    "negative-weights": {
      what: both("weights of the two-way estimate", "双向固定效应估计的权重"),
      why: both("there is no policy with first treated periods", "没有分批实施的政策"),
    },
    "pre-trends": {
      what: both("trends before treatment", "事前趋势"),
      why: both("there are no leads to test", "没有可检验的前置期"),
    },
    "few-clusters": {
      what: both("number of clusters", "聚类数"),
      why: both("errors are not clustered", "标准误未聚类"),
    },
    "post-treatment-controls": {
      what: both("whether controls respond to the treatment", "控制变量是否受政策影响"),
      why: both("the model has no controls", "模型没有控制变量"),
    },
    "log-of-zero": {
      what: both("logarithms of zero", "对零取对数"),
      why: both("the formula is not known", "未给出公式"),
    },
    balance: {
      what: both("balance of covariates", "协变量平衡性"),
      why: both(
        "there are no treated and untreated groups to compare",
        "没有可比较的处理组与控制组",
      ),
    },
    persistence: {
      what: both("persistence of the outcome", "因变量的持续性"),
      why: both("units are not observed in neighbouring periods", "单位没有相邻时期的观测"),
    },
    "serial-correlation": {
      what: both("serial correlation of the residuals", "残差的序列相关"),
      why: both("units are not observed in neighbouring periods", "单位没有相邻时期的观测"),
    },
    "single-draw": {
      what: both("number of random draws", "随机抽样次数"),
      why: both("no number rests on random draws", "没有依赖随机抽样的结果"),
    },
    "instrument-from-treatment": {
      what: both("instruments", "工具变量的来源"),
      why: both("the design has no instruments", "该设计未使用工具变量"),
    },
    "never-treated": {
      what: both("share of units never treated", "从未处理的单位占比"),
      why: both(
        "the regressor is no policy with first treated periods",
        "解释变量不是有实施时点的政策",
      ),
    },
  };

const RULES: readonly Rule[] = [
  (f, l) =>
    judge("negative-weights", f.negativeWeights, (share) => ({
      bad: share > l.negativeWeights,
      text: both(
        `${percent(share)} of the weights of the two-way estimate are negative`,
        `双向固定效应估计中负权重占 ${percent(share)}`,
      ),
      advice: both(
        "Report a robust estimator beside it: xinzhi did compare",
        "请同时报告稳健估计量：xinzhi did compare",
      ),
    })),
  (f, l) =>
    judge("pre-trends", f.leadsP, (p) => ({
      bad: p < l.leadsP,
      text: both(
        `joint test of all leads of the baseline, none binned: ${pText(p)}`,
        `基准模型全部前置期（不归并）联合检验：${pText(p)}`,
      ),
      advice: both(
        "Bound what the violation can do (did honest), add covariates (did cs --est dr), or match first (did psm)",
        "请评估偏离的影响（did honest），加入协变量（did cs --est dr），或先匹配（did psm）",
      ),
    })),
  (f, l) =>
    judge("few-clusters", f.clusters, (count) => ({
      bad: count < l.clusters,
      text: both(`${count} clusters`, `聚类数 ${count}`),
      advice: both(
        "Use the wild cluster bootstrap (regress --wild webb) or permutation (did placebo)",
        "请使用 wild 聚类自助法（regress --wild webb）或置换检验（did placebo）",
      ),
    })),
  (f, l, naming) =>
    judge("post-treatment-controls", f.controls, (list) => {
      const moved = list.filter((c) => c.p < l.controlP);
      const names = listed(moved, naming, (c) => pText(c.p));
      return {
        bad: moved.length > 0,
        text:
          moved.length === 0
            ? both("no control responds to the treatment", "没有控制变量受政策影响")
            : both(
                `controls that respond to the treatment: ${names.en}`,
                `受政策影响的控制变量：${names.zh}`,
              ),
        advice: both(
          "Take their value before treatment, times year dummies, or leave them out",
          "请改用其处理前取值与年份的交互，或将其剔除",
        ),
      };
    }),
  (f, _l, naming) =>
    judge("log-of-zero", f.logs, (list) => {
      const hit = list.filter((c) => c.count > 0);
      const names = {
        en: listed(hit, naming, (c) => `${c.count} rows`).en,
        zh: listed(hit, naming, (c) => `${c.count} 行`).zh,
      };
      return {
        bad: hit.length > 0,
        text:
          hit.length === 0
            ? both("no logarithm of zero", "没有对零取对数")
            : both(`logarithms of zero or less: ${names.en}`, `对零或负值取对数：${names.zh}`),
        advice: both(
          "Use Poisson (regress --family poisson); ln(1+x) makes the effect depend on the unit",
          "请使用泊松回归（regress --family poisson）；ln(1+x) 的结果依赖于计量单位",
        ),
      };
    }),
  (f, l, naming) =>
    judge("balance", f.balance, (list) => {
      const isRaw = f.balanceOf === "raw";
      const most = isRaw ? l.rawBias : l.bias;
      const hit = list.filter((c) => Math.abs(c.bias) > most);
      const names = listed(hit, naming, (c) => `${c.bias.toFixed(1)}%`);
      const when = isRaw ? both("before treatment", "处理前") : both("after matching", "匹配后");
      return {
        bad: hit.length > 0,
        text:
          hit.length === 0
            ? both(
                `standardised bias ${when.en} within ${most}%`,
                `${when.zh}标准化偏差均不超过 ${most}%`,
              )
            : both(
                `standardised bias ${when.en} above ${most}%: ${names.en}`,
                `${when.zh}标准化偏差超过 ${most}%：${names.zh}`,
              ),
        advice: isRaw
          ? both(
              "Match first (did psm), balance by entropy (did entropy-balance), or use did cs --est dr",
              "请先匹配（did psm），或使用熵平衡（did entropy-balance）、双重稳健估计（did cs --est dr）",
            )
          : both(
              "Tighten the caliper, match on more, or balance by entropy (did entropy-balance)",
              "请收紧卡尺、增加匹配变量，或使用熵平衡（did entropy-balance）",
            ),
      };
    }),
  (f, l) =>
    judge("persistence", f.persistence, (rho) => ({
      bad: rho > l.persistence,
      text: both(
        `autocorrelation of the outcome ${rho.toFixed(2)}`,
        `因变量自相关 ${rho.toFixed(2)}`,
      ),
      advice: both(
        "Estimate in differences too, and do not shuffle rows in placebo tests",
        "请同时以差分估计；安慰剂检验不要打乱行",
      ),
    })),
  (f, l) =>
    judge("serial-correlation", f.residuals, ({ correlation, clustered }) => ({
      bad: Math.abs(correlation) > l.correlation && clustered === "no",
      text: both(
        `autocorrelation of the residuals ${correlation.toFixed(2)}, errors clustered by unit: ${clustered}`,
        `残差自相关 ${correlation.toFixed(2)}，标准误按单位聚类：${clustered === "yes" ? "是" : "否"}`,
      ),
      advice: both("Cluster by unit or above", "请按单位或更高层级聚类"),
    })),
  (f, l, naming) =>
    judge("single-draw", f.draws, (list) => {
      const hit = list.filter((c) => c.count < l.draws);
      const names = listed(hit, naming, (c) => String(c.count));
      return {
        bad: hit.length > 0,
        text:
          hit.length === 0
            ? both(
                "numbers from random draws rest on enough of them",
                "依赖随机抽样的结果抽样次数充足",
              )
            : both(`too few draws: ${names.en}`, `抽样次数过少：${names.zh}`),
        advice: both(`Draw at least ${l.draws} times`, `请至少抽样 ${l.draws} 次`),
      };
    }),
  (f, _l, naming) =>
    judge("instrument-from-treatment", f.instruments, (list) => {
      const hit = list.filter((c) => c.fromTreatment === "yes");
      const names = listed(hit, naming);
      return {
        bad: hit.length > 0,
        text:
          hit.length === 0
            ? both("no instrument is built from the treatment", "工具变量均非由处理变量构造")
            : both(
                `built from the treatment itself, so not excludable: ${names.en}`,
                `由处理变量本身构造，不满足排他性：${names.zh}`,
              ),
        advice: both(
          "Take an instrument that varies without the policy, such as policies hypothetical",
          "请选用不依赖政策本身而变动的工具变量，例如 policies hypothetical",
        ),
      };
    }),
  (f) =>
    judge("never-treated", f.neverShare, (share) => ({
      bad: share === 0,
      text: both(`never treated: ${percent(share)} of units`, `从未处理的单位占 ${percent(share)}`),
      advice: both(
        "Compare with the not-yet-treated only, and stop before the last cohort starts",
        "请只与尚未处理的单位比较，并在最后一批开始之前截止",
      ),
    })),
];

function judge<T>(
  rule: string,
  fact: T | undefined,
  look: (fact: T) => { bad: boolean; text: Localized; advice: Localized },
): Finding {
  if (fact === undefined) {
    const { what, why } = UNEXAMINED[rule]!;
    return {
      rule,
      status: "not-run",
      text: both(`${what.en} not examined: ${why.en}`, `${what.zh}未检查：${why.zh}`),
    };
  }
  const { bad, text, advice } = look(fact);
  return bad ? { rule, status: "warn", text, advice } : { rule, status: "pass", text };
}

/** Columns by their names, each with a remark in brackets. */
function listed<T extends { readonly name: string }>(
  list: readonly T[],
  naming: Naming,
  remark?: (entry: T) => string,
): Localized {
  const words = list.map((entry) => {
    const { en, zh } = naming(entry.name);
    const more = remark?.(entry);
    return more === undefined ? { en, zh } : { en: `${en} (${more})`, zh: `${zh}（${more}）` };
  });
  return both(words.map((w) => w.en).join(", "), words.map((w) => w.zh).join("、"));
}

function both(en: string, zh: string): Localized {
  return { en, zh };
}

function pText(p: number): string {
  return p < 0.0005 ? "p < 0.001" : `p = ${p.toFixed(3)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
