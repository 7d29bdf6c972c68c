import { append, greatest, least, type Notice, notice } from "../../base/index.js";
import {
  balanceTable,
  entropyBalance,
  type MatchedEffect,
  type MatchOptions,
  matchError,
  matchedEffect,
  matchScores,
  scoreModel,
  tiesNotice,
} from "../../match/index.js";
import { collinearNotice, independentColumns } from "../../regress/index.js";
import type { Balance } from "../../result/index.js";
import { checkLibraryOptions, type FitData } from "../../result/index.js";
import { twfe } from "../estimators/twfe.js";
import { withoutPeriodConstants } from "../sample/estimable.js";
import { refuseUnused } from "../sample/refuse-unused.js";
import { cohortsOf, type DidSample, restrict } from "../sample/sample.js";
import { PSM_OPTIONS } from "./psm-options.js";

/** Options of {@link psmDid}.   中文: PSM-DID 选项 */
export interface PsmOptions extends MatchOptions {
  readonly score?: "logit" | "probit";
  /**
   * `pre`: once, on the last period before each cohort starts (default); `year`: every period on its
   * own; `pooled`: all rows together; a number: once, on that period.
   */
  readonly when?: "pre" | "year" | "pooled" | number;
  /** Matching weights in the regression, or the matched sample unweighted. Default matching. */
  readonly weighting?: "matching" | "none";
  /** `entropy` replaces matching by entropy balancing of unit means before treatment. */
  readonly kind?: "matching" | "entropy";
}

const KIND = {
  type: "choice",
  choices: ["matching", "entropy"],
  en: "matching | entropy balancing of unit means before treatment",
  zh: "matching（匹配）| entropy（处理前均值的熵平衡）",
} as const;

/** A row in the matching: its score, and 0 where it found no partner.   中文: 参与匹配的观测 */
export interface ScoredRow {
  readonly score: number;
  readonly group: "treated" | "control";
  readonly weight: number;
}

/** Row weights from matching, and how they came about. */
export interface PsmWeights {
  /** Matching weight of each row of the sample; 0 = not used. */
  readonly weights: Float64Array;
  readonly scores: Float64Array;
  /** Every row that was scored for matching, with its weight in that matching. */
  readonly scored: readonly ScoredRow[];
  readonly balance: Balance;
  readonly offSupport: number;
  /** Cross-section effect, where the outcome is a change (`at` a period only). */
  readonly effect: MatchedEffect | null;
  readonly pairs: readonly {
    readonly treated: string;
    readonly controls: readonly string[];
    readonly distance: number;
  }[];
  /** Pairs whose rows are of different periods (pooled only). */
  readonly crossPeriod: number;
  /** Treated for which more controls were equally near than were wanted. */
  readonly tied: number;
  /** Covariates without use in a score beside the constant and earlier ones. */
  readonly spanned: readonly string[];
}

/** Matching, then weighted two-way fixed effects.   中文: PSM-DID 结果 */
export interface PsmDid extends PsmWeights {
  readonly fit: FitData;
  /** The same without the covariates. */
  readonly plain: FitData;
  readonly warnings: readonly Notice[];
}

/**
 * Propensity-score matching, then difference in differences on the matched sample.
 * 中文: 倾向得分匹配—双重差分
 *
 * Treated units are those ever treated. Matched once, the weight of a unit holds in all its rows;
 * year by year or pooled, each row has its own.
 * Agrees    R MatchIt 4.7.1 / psmatch2 rules and fixest, estimates 1e-8, se 1e-7
 */
export function psmDid(sample: DidSample, options: PsmOptions = {}): PsmDid {
  checkLibraryOptions("psm", { ...PSM_OPTIONS, kind: KIND }, options);
  const own = withoutPeriodConstants(sample);
  if (own.X.length === 0) {
    throw matchError("bad-option", {
      option: "FORMULA",
      value: "~ 1",
      expected: "covariates for the score",
    });
  }
  if (options.weighting !== "none") refuseUnused(sample, "psm", ["weights"]);
  const found = options.kind === "entropy" ? entropyWeights(own) : weightsBy(own, options);
  const isPlain = options.weighting === "none";
  const used = restrict(
    { ...own, weights: isPlain ? own.weights : found.weights },
    (i) => found.weights[i]! > 0,
  );
  const fit = twfe(used);
  const plain = twfe({ ...used, X: [], covariates: [] });
  return { ...found, fit, plain, warnings: [...fit.warnings, ...remarks(found, options)] };
}

/** The weights alone. */
export function weightsBy(sample: DidSample, options: PsmOptions): PsmWeights {
  const when = options.when ?? "pre";
  if (when === "pooled") {
    const found = matchRows(sample, allRows(sample), options);
    const rowOf = (i: number) => label(sample, i);
    const crossPeriod = found.matched.matches.filter((m) =>
      m.controls.some((c) => sample.period[c] !== sample.period[m.treated]),
    ).length;
    return {
      weights: found.weights,
      scores: found.scores,
      scored: found.scored,
      balance: found.balance,
      offSupport: found.matched.offSupport.length,
      effect: null,
      pairs: pairsOf(found.matched.matches, rowOf),
      crossPeriod,
      tied: found.local.tied,
      spanned: found.spanned,
    };
  }
  if (when === "year") return byPeriod(sample, options);
  return when === "pre" ? beforeCohorts(sample, options) : atPeriod(sample, when, options);
}

function allRows(s: DidSample): number[] {
  return Array.from({ length: s.n }, (_, i) => i);
}

function everTreated(s: DidSample, i: number): number {
  return Number.isFinite(s.first[s.unit[i]!]!) ? 1 : 0;
}

/** Score and matching among the rows picked; results by row of the sample. */
function matchRows(
  s: DidSample,
  rows: readonly number[],
  options: PsmOptions,
  group: (i: number) => number = (i) => everTreated(s, i),
) {
  const D = Float64Array.from(rows, group);
  const X = s.X.map((x) => Float64Array.from(rows, (i) => x[i]!));
  const { columns, spanned } = scoreColumns(X, s.covariates);
  const model = scoreModel(D, columns, null, options.score ?? "logit");
  const rank = rows.map((i) => s.unit[i]! * s.periods.length + s.period[i]!);
  const local = matchScores(model.scores, D, options, rank);
  const weights = new Float64Array(s.n);
  const scores = new Float64Array(s.n).fill(Number.NaN);
  rows.forEach((row, i) => {
    weights[row] = local.weights[i]!;
    scores[row] = model.scores[i]!;
  });
  const matched = {
    weights: local.weights,
    offSupport: local.offSupport.map((i) => rows[i]!),
    matches: local.matches.map((m) => ({
      ...m,
      treated: rows[m.treated]!,
      controls: m.controls.map((c) => rows[c]!),
    })),
  };
  const scored = rows.map(
    (_, i): ScoredRow => ({
      score: model.scores[i]!,
      group: D[i] === 1 ? "treated" : "control",
      weight: local.weights[i]!,
    }),
  );
  const balance = balanceTable(D, X, s.covariates, local.weights);
  return { model, matched, local, weights, scores, scored, balance, spanned };
}

/** The constant and the covariates that it and earlier ones do not span. */
function scoreColumns(X: readonly Float64Array[], names: readonly string[]) {
  const all = [new Float64Array(X[0]?.length ?? 0).fill(1), ...X];
  const { kept } = independentColumns(all, null, { solver: "normal" });
  return {
    columns: kept.map((j) => all[j]!),
    spanned: names.filter((_, j) => !kept.includes(j + 1)),
  };
}

function byPeriod(s: DidSample, options: PsmOptions): PsmWeights {
  const weights = new Float64Array(s.n);
  const scores = new Float64Array(s.n);
  let offSupport = 0;
  let tied = 0;
  const spanned = new Set<string>();
  const scored: ScoredRow[] = [];
  const pairs: PsmWeights["pairs"][number][] = [];
  for (let p = 0; p < s.periods.length; p++) {
    const rows = allRows(s).filter((i) => s.period[i] === p);
    const found = matchRows(s, rows, options);
    for (const i of rows) {
      weights[i] = found.weights[i]!;
      scores[i] = found.scores[i]!;
    }
    offSupport += found.matched.offSupport.length;
    tied += found.local.tied;
    for (const name of found.spanned) spanned.add(name);
    append(scored, found.scored);
    append(
      pairs,
      pairsOf(found.matched.matches, (i) => label(s, i)),
    );
  }
  const D = Float64Array.from(allRows(s), (i) => everTreated(s, i));
  const balance = balanceTable(D, s.X, s.covariates, weights);
  return {
    weights,
    scores,
    scored,
    balance,
    offSupport,
    effect: null,
    pairs,
    crossPeriod: 0,
    tied,
    spanned: [...spanned],
  };
}

/** Matches units on their row of one period; the weight holds for all rows of the unit. */
function atPeriod(s: DidSample, time: number, options: PsmOptions): PsmWeights {
  const at = s.periods.indexOf(time);
  if (at < 0) {
    throw matchError("bad-option", {
      option: "--when at",
      value: String(time),
      expected: `one of ${s.periods.join(", ")}`,
    });
  }
  const rows = allRows(s).filter((i) => s.period[i] === at);
  const found = matchRows(s, rows, options);
  const unitWeight = new Float64Array(s.unitLevels.length);
  for (const i of rows) unitWeight[s.unit[i]!] = found.weights[i]!;
  return {
    weights: Float64Array.from(s.unit, (u) => unitWeight[u]!),
    scores: found.scores,
    scored: found.scored,
    balance: found.balance,
    offSupport: found.matched.offSupport.length,
    effect: null,
    pairs: pairsOf(found.matched.matches, (i) => String(s.unitLevels[s.unit[i]!])),
    crossPeriod: 0,
    tied: found.local.tied,
    spanned: found.spanned,
  };
}

/** Each cohort against never-treated units in the last period before it starts. */
function beforeCohorts(s: DidSample, options: PsmOptions): PsmWeights {
  const unitWeight = new Float64Array(s.unitLevels.length);
  const scores = new Float64Array(s.n).fill(Number.NaN);
  const pairs: PsmWeights["pairs"][number][] = [];
  const used: number[] = [];
  const usedWeights: number[] = [];
  const scored: ScoredRow[] = [];
  let offSupport = 0;
  let tied = 0;
  const spanned = new Set<string>();
  for (const g of cohortsOf(s)) {
    const at = lastBefore(s.periods, g);
    if (at < 0) continue;
    const rows = allRows(s).filter((i) => {
      const first = s.first[s.unit[i]!]!;
      return s.period[i] === at && (first === g || !Number.isFinite(first));
    });
    if (!rows.some((i) => everTreated(s, i) === 1)) continue;
    const found = matchRows(s, rows, options);
    for (const i of rows) {
      unitWeight[s.unit[i]!]! += found.weights[i]!;
      scores[i] = found.scores[i]!;
      used.push(i);
      usedWeights.push(found.weights[i]!);
    }
    offSupport += found.matched.offSupport.length;
    tied += found.local.tied;
    for (const name of found.spanned) spanned.add(name);
    append(scored, found.scored);
    append(
      pairs,
      pairsOf(found.matched.matches, (i) => String(s.unitLevels[s.unit[i]!])),
    );
  }
  if (pairs.length === 0) throw matchError("no-match", { treated: offSupport });
  const D = Float64Array.from(used, (i) => everTreated(s, i));
  const X = s.X.map((x) => Float64Array.from(used, (i) => x[i]!));
  return {
    weights: Float64Array.from(s.unit, (u) => unitWeight[u]!),
    scores,
    scored,
    balance: balanceTable(D, X, s.covariates, Float64Array.from(usedWeights)),
    offSupport,
    effect: null,
    pairs,
    crossPeriod: 0,
    tied,
    spanned: [...spanned],
  };
}

/** Entropy balancing on unit means before the first cohort starts. */
function entropyWeights(s: DidSample): PsmWeights {
  const g = least(cohortsOf(s));
  const units = s.unitLevels.length;
  const count = new Float64Array(units);
  const sums = s.X.map(() => new Float64Array(units));
  for (let i = 0; i < s.n; i++) {
    if (s.periods[s.period[i]!]! >= g) continue;
    const u = s.unit[i]!;
    count[u]!++;
    s.X.forEach((x, j) => {
      sums[j]![u]! += x[i]!;
    });
  }
  const seen = Array.from(count, (_, u) => u).filter((u) => count[u]! > 0);
  const D = Float64Array.from(seen, (u) => (Number.isFinite(s.first[u]!) ? 1 : 0));
  const X = sums.map((x) => Float64Array.from(seen, (u) => x[u]! / count[u]!));
  const { columns, spanned } = scoreColumns(X, s.covariates);
  const w = entropyBalance(D, columns.slice(1));
  const unitWeight = new Float64Array(units);
  seen.forEach((u, j) => {
    unitWeight[u] = w[j]!;
  });
  return {
    weights: Float64Array.from(s.unit, (u) => unitWeight[u]!),
    scores: new Float64Array(s.n).fill(Number.NaN),
    scored: [],
    balance: balanceTable(D, X, s.covariates, w),
    offSupport: 0,
    effect: null,
    pairs: [],
    crossPeriod: 0,
    tied: 0,
    spanned,
  };
}

/** The cross-section effect of an outcome by unit, on units matched at one period. */
export function effectAt(
  s: DidSample,
  time: number,
  outcome: (unit: number) => number,
  options: PsmOptions,
): MatchedEffect {
  const at = s.periods.indexOf(time);
  const rows = allRows(s).filter((i) => s.period[i] === at);
  const { local } = matchRows(s, rows, options);
  return matchedEffect(
    Float64Array.from(rows, (i) => outcome(s.unit[i]!)),
    local,
  );
}

function lastBefore(periods: readonly number[], g: number): number {
  let at = -1;
  periods.forEach((t, i) => {
    if (t < g) at = i;
  });
  return at;
}

function pairsOf(
  matches: readonly { treated: number; controls: readonly number[]; distance: number }[],
  name: (i: number) => string,
): PsmWeights["pairs"] {
  return matches.map((m) => ({
    treated: name(m.treated),
    controls: m.controls.map(name),
    distance: m.distance,
  }));
}

function label(s: DidSample, i: number): string {
  return `${s.unitLevels[s.unit[i]!]} ${s.periods[s.period[i]!]}`;
}

function remarks(found: PsmWeights, options: PsmOptions): Notice[] {
  const out: Notice[] = collinearNotice(
    found.spanned.map((name) => ({ name, why: "dependent" })),
    { en: "in the score, ", zh: "在得分模型中" },
  );
  if (found.tied > 0 && options.ties !== "all") out.push(tiesNotice(found.tied));
  if (found.offSupport > 0) {
    out.push(
      notice(
        "match/off-support",
        `${found.offSupport} treated found no partner and were left out`,
        `${found.offSupport} 个处理组观测未找到匹配对象，已剔除`,
      ),
    );
  }
  if (found.crossPeriod > 0) {
    out.push(
      notice(
        "match/cross-period",
        `${found.crossPeriod} of ${found.pairs.length} pairs join rows of different periods (pooled matching)`,
        `${found.pairs.length} 对匹配中有 ${found.crossPeriod} 对跨年（混合匹配）`,
      ),
    );
  }
  if (options.when === "year" || options.when === "pooled") {
    const partners = new Map<string, Set<string>>();
    for (const p of found.pairs) {
      const unit = p.treated.split(" ")[0]!;
      const own = partners.get(unit) ?? new Set<string>();
      for (const c of p.controls) own.add(c.split(" ")[0]!);
      partners.set(unit, own);
    }
    const sizes = [...partners.values()].map((v) => v.size);
    const mean = sizes.reduce((a, v) => a + v, 0) / Math.max(1, sizes.length);
    out.push(
      notice(
        "match/changing-partners",
        `a treated unit has ${mean.toFixed(1)} different partners over the periods on average (${greatest(sizes)} at most): match once before treatment instead (--when pre)`,
        `每个处理组单位平均有 ${mean.toFixed(1)} 个不同的匹配对象（最多 ${greatest(sizes)} 个）：建议只在处理前匹配一次（--when pre）`,
      ),
    );
  }
  const worst = found.balance.rows.filter((r) => Math.abs(r.after.bias) > 10);
  if (worst.length > 0) {
    const list = worst.map((r) => `${r.variable} ${r.after.bias.toFixed(1)} %`).join(", ");
    out.push(
      notice(
        "match/poor-balance",
        `standardised bias above 10 % after matching: ${list}`,
        `匹配后标准化偏差仍超过 10%：${list}`,
      ),
    );
  }
  return out;
}
