import type { Localized } from "../../../base/index.js";
import type { EventStudy, MethodName } from "../../../result/index.js";
import { checkLibraryOptions } from "../../../result/index.js";
import { defineEffect } from "../../methods.js";
import {
  type Estimate,
  eventRows,
  jointTest,
  levelOf,
  supCritical,
  withTest,
} from "../../sample/inference.js";
import type { DidSample } from "../../sample/sample.js";
import { BANDS, CONTROLS, PARALLEL_TRENDS, SEED } from "../card-parts.js";
import { type Aggregates, aggregate, type Combined } from "./aggregate.js";
import { type AttGt, type AttGtOptions, attGt } from "./att-gt.js";
import { type MultiplierBootstrap, multiplierBootstrap } from "./multiplier-bootstrap.js";

const OPTIONS = {
  controls: CONTROLS,
  est: {
    type: "choice",
    choices: ["dr", "ipw", "reg"],
    en: "dr | ipw | reg",
    zh: "dr | ipw | reg",
  },
  base: {
    type: "choice",
    choices: ["varying", "universal"],
    en: "base period: varying | universal",
    zh: "基期：varying（逐期）| universal（统一）",
  },
  anticipation: { type: "integer", least: 0, en: "periods of anticipation", zh: "预期期数" },
  unbalanced: {
    type: "choice",
    choices: ["drop", "cross-sections"],
    en: "units with gaps: drop | cross-sections",
    zh: "非平衡单位：drop（剔除）| cross-sections（按重复截面）",
  },
  balance: {
    type: "integer",
    least: 0,
    flag: "balance-e",
    en: "keep in the dynamic summary cohorts seen k periods after treatment",
    zh: "动态汇总仅用处理后至少 k 期的批次",
  },
  bootstrap: {
    type: "integer",
    least: 2,
    en: "multiplier draws (default: analytic)",
    zh: "乘数自助抽样次数（默认解析法）",
  },
  seed: {
    type: "integer",
    least: 0,
    needs: "bootstrap",
    en: "seed of the draws (1)",
    zh: "随机种子（默认 1）",
  },
  bands: BANDS,
} as const;

/** Options of {@link callawaySantanna}; those left out take the value named.   中文: 选项 */
export interface CsOptions extends Partial<AttGtOptions> {
  /** Keep in the event summary only cohorts seen this long after treatment. Default: all. */
  readonly balance?: number;
  /** `pointwise` saves the time of the simultaneous band. Default `both`. */
  readonly bands?: "both" | "pointwise";
  /** Multiplier draws. Default: none, analytic standard errors. */
  readonly bootstrap?: { readonly draws: number; readonly seed: number };
}

/** A reference cell has no variance. */
const FIXED = 1e-14;

const DEFAULTS: AttGtOptions = {
  controls: "never",
  est: "dr",
  base: "varying",
  anticipation: 0,
  unbalanced: "drop",
};

/**
 * Callaway–Sant'Anna: effects by cohort and period and their summaries.   中文: CS 双重差分
 *
 * `att` is the simple summary; `events` the dynamic one; `extra.groupTime` and `extra.aggregate` the
 * rest. Standard errors √(Σ influence²)/n, clustered by summing inside clusters, normal p values.
 * Defaults  controls never, est dr, base varying, anticipation 0, units with gaps left out, analytic
 * Agrees    R did 2.3.0 with DRDID 1.2.3, estimates 1e-8, se 1e-7; the bootstrap within its noise
 * Source    Callaway & Sant'Anna (2021), doi 10.1016/j.jeconom.2020.12.001
 */
export function callawaySantanna(sample: DidSample, options: CsOptions = {}): EventStudy {
  // The library takes draws and seed together.
  const { seed: _, bootstrap, ...flat } = OPTIONS;
  checkLibraryOptions("cs", flat, options, ["bootstrap"]);
  if (options.bootstrap !== undefined) {
    checkLibraryOptions("cs bootstrap", { draws: bootstrap, seed: SEED }, options.bootstrap);
  }
  const found = attGt(sample, { ...DEFAULTS, ...options });
  const sums = aggregate(found, options.balance);
  const boot = options.bootstrap;
  const dynamic = sums.dynamic.effects;
  const summaries: readonly Combined[] = [
    sums.simple,
    sums.dynamic.overall,
    sums.group.overall,
    sums.calendar.overall,
    ...sums.group.effects,
    ...sums.calendar.effects,
  ];
  const columns = [...dynamic, ...summaries].map((c) => c.influence).concat(found.influence);
  const band = dynamic.map((_, j) => j);
  const { cluster, clusters } = found;
  const { level } = sample.spec;
  const { se, critical } =
    boot === undefined
      ? analytic(found, columns, dynamic.length, { level, bands: options.bands ?? "both" })
      : multiplierBootstrap(columns, { cluster, clusters, ...boot, band, level });
  const seOf = new Map<Combined, number>();
  [...dynamic, ...summaries].forEach((c, j) => {
    seOf.set(c, se[j]!);
  });
  const one = (c: Combined): Estimate =>
    withTest(c.estimate, seOf.get(c)!, Number.POSITIVE_INFINITY, level);
  const firstCell = dynamic.length + summaries.length;
  const events = eventRows(
    dynamic.map((e, j) => {
      const fixed = !(se[j]! > FIXED);
      return { time: e.at, estimate: e.estimate, se: fixed ? null : se[j]!, n: fixed ? null : e.n };
    }),
    Number.POSITIVE_INFINITY,
    critical,
    level,
  );
  return {
    kind: "cs",
    method: csName({ ...DEFAULTS, ...options }.controls),
    outcome: sample.spec.outcome,
    events,
    att: one(sums.simple),
    pretrend: pretest(found),
    nobs: found.nobs,
    ...levelOf(sample),
    warnings: found.warnings,
    extra: {
      units: found.n,
      clusters: { [sample.clusterName]: found.clusters },
      options: { ...DEFAULTS, ...options },
      groupTime: found.cells.map((c, k) => ({
        group: c.group,
        time: c.time,
        estimate: c.estimate,
        se: c.reference ? null : se[firstCell + k]!,
        n: c.reference ? null : c.n,
      })),
      aggregate: aggregateRecord(sums, one),
      supCritical: critical,
      seed: boot?.seed ?? null,
    },
  };
}

function analytic(
  found: AttGt,
  columns: readonly Float64Array[],
  events: number,
  { bands, level }: { readonly bands: "both" | "pointwise"; readonly level: number | undefined },
): MultiplierBootstrap {
  const se = Float64Array.from(columns, (v) => Math.sqrt(covariance(found, [v])[0]!));
  const critical =
    bands === "pointwise"
      ? null
      : supCritical(
          covariance(found, columns.slice(0, events)),
          events,
          Number.POSITIVE_INFINITY,
          level,
        );
  return { se, critical };
}

function aggregateRecord(sums: Aggregates, one: (c: Combined) => Estimate) {
  return {
    simple: one(sums.simple),
    dynamic: one(sums.dynamic.overall),
    group: sums.group.effects.map((e) => ({ group: e.at, ...one(e) })),
    groupOverall: one(sums.group.overall),
    calendar: sums.calendar.effects.map((e) => ({ time: e.at, ...one(e) })),
    calendarOverall: one(sums.calendar.overall),
  };
}

/** Joint test of all cells before treatment. */
function pretest(found: AttGt) {
  const pick = found.cells.flatMap((c, k) => (c.group > c.time && !c.reference ? [k] : []));
  const V = covariance(
    found,
    pick.map((k) => found.influence[k]!),
  );
  return jointTest(
    pick.map((k) => found.cells[k]!.estimate),
    V,
    pick.map((_, j) => j),
    Number.POSITIVE_INFINITY,
  );
}

/** Covariance of estimates from their influence functions, summed inside clusters. */
function covariance(found: AttGt, influence: readonly Float64Array[]): Float64Array {
  const K = influence.length;
  const sums = influence.map((column) => {
    const s = new Float64Array(found.clusters);
    for (let u = 0; u < found.n; u++) s[found.cluster[u]!]! += column[u]!;
    return s;
  });
  const V = new Float64Array(K * K);
  for (let a = 0; a < K; a++) {
    for (let b = a; b < K; b++) {
      let s = 0;
      for (let c = 0; c < found.clusters; c++) s += sums[a]![c]! * sums[b]![c]!;
      V[a * K + b] = s / found.n ** 2;
      V[b * K + a] = V[a * K + b]!;
    }
  }
  return V;
}

const CS: MethodName & { readonly summary: Localized } = {
  name: "cs",
  title: { en: "CS (2021)", zh: "CS（2021）" },
  phrase: {
    en: "the estimator of Callaway and Sant'Anna (2021)",
    zh: " Callaway 和 Sant'Anna（2021）估计量",
  },
  summary: {
    en: "effects by cohort and period against never or not yet treated units, and their summaries",
    zh: "分批次、分时期效应（对照：从未处理或尚未处理）及其汇总",
  },
  cites: [
    {
      key: "cs",
      text: "Callaway, B., & Sant'Anna, P. H. C. (2021). Difference-in-differences with multiple time periods. Journal of Econometrics, 225(2), 200–230.",
    },
  ],
};

/** The card of {@link callawaySantanna}; its title names the controls. */
export const csMethod = defineEffect({
  ...CS,
  position: 40,
  role: "dynamic",
  takes: ["cluster", "weights"],
  assumptions: [PARALLEL_TRENDS],
  options: OPTIONS,
  compared: { when: "usual", covariates: "kept" },
  variants: { "cs-notyet": { controls: "notyet" } },
  run: ({ sample }, { bootstrap, seed, ...rules }) =>
    callawaySantanna(sample(), {
      ...rules,
      ...(bootstrap === undefined ? {} : { bootstrap: { draws: bootstrap, seed: seed ?? 1 } }),
    }),
});

/** The name with the controls, which decide what is compared. */
function csName(controls: AttGtOptions["controls"]): MethodName {
  const [en, zh] =
    controls === "never" ? ["never treated", "从未处理"] : ["not yet treated", "尚未处理"];
  const { summary: _, ...name } = CS;
  return { ...name, title: { en: `CS (2021, ${en})`, zh: `CS（2021，${zh}）` } };
}
