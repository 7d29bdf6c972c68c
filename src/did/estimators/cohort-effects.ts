import { append, type Notice, notice } from "../../base/index.js";
import type { EventStudy, MethodName } from "../../result/index.js";
import { checkLibraryOptions } from "../../result/index.js";
import { didError } from "../errors.js";
import { defineEffect } from "../methods.js";
import { eventTime } from "../sample/clock.js";
import { collinearNotices } from "../sample/estimable.js";
import {
  combination,
  type Estimate,
  eventRows,
  jointTest,
  levelOf,
  supCritical,
  withTest,
} from "../sample/inference.js";
import { type PanelFit, panelOls } from "../sample/panel-ols.js";
import { type DidSample, dropSingletons, restrict } from "../sample/sample.js";
import { BANDS, CONTROLS, PARALLEL_TRENDS, REFERENCE } from "./card-parts.js";
import { referenceOf, singletonNotice } from "./event-study.js";

const ETWFE_OPTIONS = { controls: CONTROLS, bands: BANDS } as const;

const SUNAB_OPTIONS = {
  reference: REFERENCE,
  withoutNever: {
    type: "choice",
    choices: ["cut", "whole"],
    en: "where everybody is treated in the end: cut the sample before the last cohort starts, or take it whole",
    zh: "全部单位最终都受处理时：cut 在最后一批开始前截断样本（默认）| whole 用全部样本",
  },
  bands: BANDS,
} as const;

/** A dummy for the rows of one cohort at one time. */
export interface CohortCell {
  readonly group: number;
  readonly time: number;
  readonly column: Float64Array;
  readonly count: number;
}

/** Options of {@link sunab}. */
export interface SunabOptions {
  readonly reference?: number;
  /** Without never-treated units: `cut` before the last cohort starts, or the `whole` sample. */
  readonly withoutNever?: "cut" | "whole";
  readonly bands?: "both" | "pointwise";
}

/**
 * Sun–Abraham: dummies of cohort by relative time against −1, averaged with cohort shares.
 * 中文: Sun–Abraham 交互加权估计
 *
 * `att` weights by treated rows; weights are taken as fixed. Cohorts treated throughout get no
 * dummies but stay. Without never-treated units the sample ends before the last cohort starts, which
 * is then the control (as the paper has it); `withoutNever: "whole"` keeps every period, as the
 * package does: comparisons after that start are not clean, and a warning says so.
 * Defaults  reference: the last observed period before treatment; withoutNever cut
 * Agrees    R fixest 0.14.2 `sunab()`, estimates 1e-8, se 1e-7
 * Source    Sun & Abraham (2021), doi 10.1016/j.jeconom.2020.09.006
 */
export function sunab(sample: DidSample, options: SunabOptions = {}): EventStudy {
  checkLibraryOptions("sunab", SUNAB_OPTIONS, options);
  const isWhole = options.withoutNever === "whole";
  const cut = isWhole ? { sample, warnings: [] } : lastCohortAsControl(sample);
  const s = dropSingletons(cut.sample);
  const reference = referenceOf(s, options.reference);
  const end = s.periods[s.periods.length - 1]!;
  const start = s.periods[0]!;
  const since = (c: { readonly time: number; readonly group: number }) =>
    eventTime(s.clock, c.time, c.group);
  const cells = cohortCells(
    s,
    (group, time) => group <= end && group > start && since({ group, time }) !== reference,
  );
  cells.sort((a, b) => since(a) - since(b) || a.group - b.group);
  const X = [...cells.map((c) => c.column), ...s.X];
  const fit = panelOls({ ...s, X });
  const warnings = [
    ...s.warnings,
    ...cut.warnings,
    ...singletonNotice(cut.sample.n - s.n),
    ...(isWhole ? notClean(s, end) : []),
    ...collinearNotices(s, X, [...cells.map(nameOfCell), ...s.covariates], fit),
  ];
  return averaged(SUNAB, s, cells, fit, { reference, warnings, bands: options.bands });
}

/** Options of {@link etwfe}. */
export interface EtwfeOptions {
  /** `notyet`: only treated cells are interacted; `never`: leads too. Default notyet. */
  readonly controls?: "never" | "notyet";
  readonly bands?: "both" | "pointwise";
}

/**
 * Wooldridge's extended two-way fixed effects.   中文: 扩展的双向固定效应（ETWFE）
 *
 * Cohort-by-period effects with unit and time effects, averaged over treated rows. Covariates enter
 * as differences from their cohort mean times each cell, and times each period; they should be fixed
 * in time. Units treated throughout are left out; without never-treated units the sample ends before
 * the last cohort starts.
 * Agrees    R etwfe 0.5.0, estimates 1e-8, se 1e-5 (theirs are numerical); with covariates `se_plain`
 * Source    Wooldridge (2021), doi 10.2139/ssrn.3906345
 */
export function etwfe(sample: DidSample, options: EtwfeOptions = {}): EventStudy {
  checkLibraryOptions("etwfe", ETWFE_OPTIONS, options);
  const { sample: s, warnings } = comparable(sample);
  const leads = options.controls === "never";
  const base = -s.clock.step;
  const cells = cohortCells(
    s,
    (g, t) => Number.isFinite(g) && (t >= g || (leads && eventTime(s.clock, t, g) !== base)),
  );
  const inCell = s.X.flatMap((x) => cells.map((c) => centred(x, c, s)));
  const byPeriod = s.X.flatMap((x) =>
    s.periods.slice(1).map((_, p) => x.map((v, i) => (s.period[i] === p + 1 ? v : 0))),
  );
  const X = [...cells.map((c) => c.column), ...inCell, ...byPeriod];
  const fit = panelOls({ ...s, X });
  // A covariate enters as many columns; it is left out when not one of them can be estimated.
  const perCovariate = (j: number) => [
    ...cells.map((_, c) => cells.length * (1 + j) + c),
    ...s.periods
      .slice(1)
      .map((_, p) => cells.length * (1 + s.X.length) + j * (s.periods.length - 1) + p),
  ];
  const kept = [
    ...fit.kept.filter((j) => j < cells.length),
    ...s.X.flatMap((_, j) =>
      perCovariate(j).some((at) => fit.kept.includes(at)) ? [cells.length + j] : [],
    ),
  ];
  const lost = collinearNotices(
    s,
    [...cells.map((c) => c.column), ...s.X],
    [...cells.map(nameOfCell), ...s.covariates],
    { kept, absorbed: s.X.map((_, j) => cells.length + j) },
  );
  return averaged(ETWFE, s, cells, fit, {
    reference: leads ? base : null,
    warnings: [...warnings, ...lost],
    bands: options.bands,
  });
}

function cohortCells(s: DidSample, keep: (g: number, t: number) => boolean): CohortCell[] {
  const found = new Map<string, CohortCell>();
  for (let i = 0; i < s.n; i++) {
    const group = s.first[s.unit[i]!]!;
    const time = s.periods[s.period[i]!]!;
    if (!keep(group, time)) continue;
    const key = `${group} ${time}`;
    let cell = found.get(key);
    if (cell === undefined) {
      cell = { group, time, column: new Float64Array(s.n), count: 0 };
    }
    cell.column[i] = 1;
    found.set(key, { ...cell, count: cell.count + 1 });
  }
  return [...found.values()].sort((a, b) => a.group - b.group || a.time - b.time);
}

/** The covariate minus its mean in the cohort, in the rows of a cell. */
function centred(x: Float64Array, cell: CohortCell, s: DidSample): Float64Array {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < s.n; i++) {
    if (s.first[s.unit[i]!]! !== cell.group) continue;
    sum += x[i]!;
    count++;
  }
  const mean = sum / count;
  return cell.column.map((v, i) => (v === 0 ? 0 : x[i]! - mean));
}

/** Leaves out units treated throughout, and the time when everybody is treated. */
function comparable(sample: DidSample): { sample: DidSample; warnings: readonly Notice[] } {
  const warnings: Notice[] = [...sample.warnings];
  const start = sample.periods[0]!;
  let s = sample;
  const always = s.first.filter((g) => g <= start).length;
  if (always > 0) {
    s = restrict(s, (i) => s.first[s.unit[i]!]! > start);
    if (s.n === 0) throw didError("no-controls", { method: "etwfe" });
    warnings.push(
      notice(
        "did/always-treated",
        `${always} units treated throughout were left out`,
        `剔除了 ${always} 个始终受处理的单位`,
      ),
    );
  }
  const cut = lastCohortAsControl(s);
  s = cut.sample;
  append(warnings, cut.warnings);
  const kept = dropSingletons(s);
  append(warnings, singletonNotice(s.n - kept.n));
  return { sample: kept, warnings };
}

/** Without never-treated units: ends the sample before the last cohort starts, now the control. */
function lastCohortAsControl(sample: DidSample): {
  readonly sample: DidSample;
  readonly warnings: readonly Notice[];
} {
  const end = sample.periods[sample.periods.length - 1]!;
  const hasNever = sample.first.some((g) => g > end);
  const last = latest(sample.first);
  const s = hasNever ? sample : restrict(sample, (i) => sample.periods[sample.period[i]!]! < last);
  const own = s.periods[s.periods.length - 1] ?? Number.NEGATIVE_INFINITY;
  const first = s.first.map((g) => (g > own ? Number.POSITIVE_INFINITY : g));
  return {
    sample: { ...s, first },
    warnings: hasNever
      ? []
      : [
          notice(
            "did/no-never-treated",
            `no unit is never treated: periods from ${last} on were cut, the last cohort is the control`,
            `没有从未处理的单位：截去 ${last} 年及以后，以最后一批为对照`,
          ),
        ],
  };
}

function latest(first: Float64Array): number {
  return first.reduce((a, g) => Math.max(a, g), Number.NEGATIVE_INFINITY);
}

function averaged(
  method: MethodName,
  s: DidSample,
  cells: readonly CohortCell[],
  fit: PanelFit,
  about: {
    readonly reference: number | null;
    readonly warnings: readonly Notice[];
    readonly bands?: "both" | "pointwise" | undefined;
  },
): EventStudy {
  const k = fit.coefficients.length;
  const { level } = s.spec;
  const kept = cells.map((_, j) => j).filter((j) => fit.kept.includes(j));
  const b = fit.coefficients.map((v) => (Number.isNaN(v) ? 0 : v));
  const weightsOn = (pick: readonly number[]): Float64Array => {
    const w = new Float64Array(k);
    const total = pick.reduce((a, j) => a + cells[j]!.count, 0);
    for (const j of pick) w[j] = cells[j]!.count / total;
    return w;
  };
  const mean = (pick: readonly number[]): Estimate => {
    const c = combination(weightsOn(pick), b, fit.V);
    return withTest(c.estimate, c.se, fit.df, level);
  };
  const rel = (j: number) => eventTime(s.clock, cells[j]!.time, cells[j]!.group);
  const post = kept.filter((j) => rel(j) >= 0);
  if (post.length === 0) throw didError("no-controls", { method: method.name });
  const times = distinct(kept.map(rel));
  const picks = times.map((e) => kept.filter((j) => rel(j) === e));
  const W = picks.map(weightsOn);
  const m = times.length;
  const V = new Float64Array(m * m);
  W.forEach((a, i) => {
    W.forEach((c, j) => {
      let sum = 0;
      for (const p of picks[i]!)
        for (const q of picks[j]!) sum += a[p]! * c[q]! * fit.V[p * k + q]!;
      V[i * m + j] = sum;
    });
  });
  const estimates = W.map((w) => combination(w, b, fit.V).estimate);
  const critical = about.bands === "pointwise" ? null : supCritical(V, m, fit.df, level);
  const rows = times.map((time, j) => ({
    time,
    estimate: estimates[j]!,
    se: Math.sqrt(V[j * m + j]!) as number | null,
    n: picks[j]!.reduce((a, c) => a + cells[c]!.count, 0) as number | null,
  }));
  if (about.reference !== null) {
    rows.push({ time: about.reference, estimate: 0, se: null, n: null });
    rows.sort((x, y) => x.time - y.time);
  }
  const by = (of: (j: number) => number, name: string) =>
    distinct(post.map(of)).map((v) => ({ [name]: v, ...mean(post.filter((j) => of(j) === v)) }));
  const lost = cells.filter((_, j) => !fit.kept.includes(j));
  return {
    kind: method.name,
    method,
    outcome: s.spec.outcome,
    events: eventRows(rows, fit.df, critical, level),
    att: mean(post),
    pretrend: jointTest(
      estimates,
      V,
      times.flatMap((t, j) => (t < 0 ? [j] : [])),
      fit.df,
    ),
    nobs: s.n,
    ...levelOf(s),
    warnings: about.warnings,
    extra: {
      aggregate: {
        simple: mean(post),
        group: by((j) => cells[j]!.group, "group"),
        calendar: by((j) => cells[j]!.time, "time"),
      },
      groupTime: kept.map((j) => ({
        group: cells[j]!.group,
        time: cells[j]!.time,
        ...withTest(b[j]!, Math.sqrt(fit.V[j * k + j]!), fit.df, level),
        n: cells[j]!.count,
      })),
      reference: about.reference,
      supCritical: critical,
      clusters: { [s.clusterName]: s.clusters },
      df: fit.df,
      collinear: lost.map((c) => ({ group: c.group, time: c.time })),
    },
  };
}

function nameOfCell(c: CohortCell): string {
  return `cohort ${c.group} in ${c.time}`;
}

function notClean(s: DidSample, end: number): Notice[] {
  if (s.first.some((g) => g > end)) return [];
  const last = latest(s.first);
  return [
    notice(
      "did/not-clean",
      `no unit is never treated: from ${last} on there is no clean control and the estimate may have the wrong sign; --without-never cut ends the sample there`,
      `没有从未处理的单位：${last} 年起没有干净的对照，估计值的符号可能有误；--without-never cut 会在该年之前截断样本`,
    ),
  ];
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

const SUNAB: MethodName = {
  name: "sunab",
  title: { en: "Sun–Abraham (2021)", zh: "Sun–Abraham（2021）" },
  phrase: {
    en: "the estimator of Sun and Abraham (2021)",
    zh: " Sun 和 Abraham（2021）估计量",
  },
  cites: [
    {
      key: "sunab",
      text: "Sun, L., & Abraham, S. (2021). Estimating dynamic treatment effects in event studies with heterogeneous treatment effects. Journal of Econometrics, 225(2), 175–199.",
    },
  ],
};

/** The card of {@link sunab}. */
export const sunabMethod = defineEffect({
  ...SUNAB,
  summary: {
    en: "interaction-weighted event study: cohort by relative time, averaged with cohort shares",
    zh: "交互加权事件研究：批次与相对期交互，以批次份额加权",
  },
  position: 50,
  role: "dynamic",
  takes: ["cluster", "weights"],
  assumptions: [PARALLEL_TRENDS],
  options: SUNAB_OPTIONS,
  compared: { when: "usual", covariates: "kept" },
  run: ({ sample }, options) => sunab(sample(), options),
});

const ETWFE: MethodName = {
  name: "etwfe",
  title: { en: "ETWFE (Wooldridge 2025)", zh: "ETWFE（Wooldridge，2025）" },
  phrase: {
    en: "extended two-way fixed effects (Wooldridge 2025)",
    zh: "扩展的双向固定效应模型（Wooldridge，2025）",
  },
  cites: [
    {
      key: "etwfe",
      text: "Wooldridge, J. M. (2025). Two-way fixed effects, the two-way Mundlak regression, and difference-in-differences estimators. Empirical Economics, 69, 2545–2587.",
    },
  ],
};

/** The card of {@link etwfe}. */
export const etwfeMethod = defineEffect({
  ...ETWFE,
  summary: {
    en: "extended two-way fixed effects: an effect for each cohort and period, averaged",
    zh: "扩展的双向固定效应：批次与时期交互后加权平均",
  },
  position: 70,
  role: "dynamic",
  takes: ["cluster", "weights"],
  assumptions: [PARALLEL_TRENDS],
  options: ETWFE_OPTIONS,
  compared: { when: "all", covariates: "left-out" },
  run: ({ sample }, options) => etwfe(sample(), options),
});
