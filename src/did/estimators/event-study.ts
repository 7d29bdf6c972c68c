import { type Notice, notice } from "../../base/index.js";
import type { EventStudy, MethodName } from "../../result/index.js";
import { checkLibraryOptions } from "../../result/index.js";
import { didError } from "../errors.js";
import { binsOn } from "../sample/clock.js";
import { collinearNotices } from "../sample/estimable.js";
import {
  combination,
  type Estimate,
  type EventCell,
  equalWeights,
  eventRows,
  jointTest,
  levelOf,
  supCritical,
  withTest,
} from "../sample/inference.js";
import { type PanelFit, panelOls } from "../sample/panel-ols.js";
import { type DidSample, dropSingletons, relativeTimes } from "../sample/sample.js";
import { BANDS, BINS, REFERENCE } from "./card-parts.js";

/** The event study by two-way fixed effects, as results carry its name. */
export const EVENT_STUDY: MethodName = {
  name: "event-study",
  title: { en: "Event study (TWFE)", zh: "事件研究（TWFE）" },
  phrase: {
    en: "two-way fixed effects with leads and lags",
    zh: "含前置期与滞后期的双向固定效应模型",
  },
  cites: [],
};

/** Options of {@link eventStudy}.   中文: 事件研究选项 */
export interface EventStudyOptions {
  /** Event time left out. Default: the last observed period before treatment. */
  readonly reference?: number;
  /** Ends that take in everything beyond them. Default: left open. */
  readonly bins?: readonly [number, number];
  /** `pointwise` saves the time of the simultaneous band. Default `both`. */
  readonly bands?: "both" | "pointwise";
}

/** The same as the card has them. */
export const EVENT_OPTIONS = { reference: REFERENCE, bins: BINS, bands: BANDS } as const;

/** Dummies of relative time and what they stand for. */
export interface RelativeDummies {
  readonly times: readonly number[];
  readonly columns: readonly Float64Array[];
  /** Treated rows in each. */
  readonly counts: readonly number[];
  readonly alsoOmitted: readonly number[];
  /** Ends as they were binned, on the grid of event times. */
  readonly binned?: readonly [number, number];
}

/**
 * Event study by two-way fixed effects with dummies of relative time.   中文: 事件研究（双向固定效应）
 *
 * Never-treated units have all dummies zero. Without any the earliest lead is left out too
 * (`extra.alsoOmitted`), unless a bin binds: a row lies strictly beyond its end. Joint tests of leads and lags, the mean of the lags,
 * pointwise and sup-t bands.
 * Defaults  reference: the last observed period before treatment (the convention), ends open
 * Errors    did/missing-reference — nobody is seen at the reference
 * Agrees    R fixest 0.14.2 `feols(y ~ i(rel, ref = -1) | unit + time)`, 1e-8; sup-t within 2e-3
 */
export function eventStudy(sample: DidSample, options: EventStudyOptions = {}): EventStudy {
  checkLibraryOptions("event-study", EVENT_OPTIONS, options);
  const s = dropSingletons(sample);
  const dummies = relativeDummies(s, options);
  const { fit, warnings } = fitEvents(s, dummies);
  return eventResult(EVENT_STUDY, s, dummies, fit, {
    reference: referenceOf(s, options.reference),
    warnings: [...s.warnings, ...warnings, ...singletonNotice(sample.n - s.n)],
    bands: options.bands,
  });
}

/** The event time left out: as asked, or the last observed period before treatment. */
export function referenceOf(s: DidSample, asked?: number): number {
  return asked ?? -s.clock.step;
}

/** The dummies, with the rows treated as the ends say. */
export function relativeDummies(s: DidSample, options: EventStudyOptions): RelativeDummies {
  const reference = referenceOf(s, options.reference);
  const anyNever = s.first.some((g) => !Number.isFinite(g));
  const bins = options.bins === undefined ? {} : { bins: options.bins };
  const all = relativeColumns(s, { ...bins, leave: [] }).times;
  if (!all.includes(reference)) {
    throw didError("missing-reference", { reference, have: all.join(", ") });
  }
  const alsoOmitted =
    anyNever || aBinBinds(s, options.bins) ? [] : all.filter((e) => e !== reference).slice(0, 1);
  return {
    ...relativeColumns(s, { ...bins, leave: [reference, ...alsoOmitted] }),
    alsoOmitted,
  };
}

/** A dummy for each relative time that is seen, without those in `leave`. */
export function relativeColumns(
  s: DidSample,
  options: { readonly bins?: readonly [number, number]; readonly leave: readonly number[] },
): RelativeDummies {
  const { leave } = options;
  const bins = options.bins === undefined ? undefined : binsOn(s.clock, options.bins);
  const clamp = (e: number) => (bins === undefined ? e : Math.min(Math.max(e, bins[0]), bins[1]));
  const rel = relativeTimes(s).map(clamp);
  const all = [...new Set(rel)].filter((e) => !Number.isNaN(e)).sort((a, b) => a - b);
  const times = all.filter((e) => !leave.includes(e));
  const columns = times.map((e) => rel.map((v) => (v === e ? 1 : 0)));
  const counts = columns.map((c) => c.reduce((a, v) => a + v, 0));
  return {
    times,
    columns,
    counts,
    alsoOmitted: [],
    ...(bins === undefined ? {} : { binned: bins }),
  };
}

/** Whether a row lies strictly beyond an end: then the ends break the trend in event time. */
function aBinBinds(s: DidSample, bins: readonly [number, number] | undefined): boolean {
  if (bins === undefined) return false;
  const [low, high] = binsOn(s.clock, bins);
  return relativeTimes(s).some((e) => e < low || e > high);
}

function fitEvents(
  s: DidSample,
  dummies: RelativeDummies,
): { fit: PanelFit; warnings: readonly Notice[] } {
  const X = [...dummies.columns, ...s.X];
  const fit = panelOls({ ...s, X });
  const names = [...dummies.times.map((t) => `relative time ${t}`), ...s.covariates];
  return { fit, warnings: collinearNotices(s, X, names, fit) };
}

export function singletonNotice(count: number): Notice[] {
  if (count === 0) return [];
  return [
    notice(
      "did/singletons",
      `${count} rows alone in a level of a fixed effect were left out`,
      `剔除了 ${count} 个单例观测`,
    ),
  ];
}

function referenceCell(time: number): EventCell {
  return { time, estimate: 0, se: null, n: null };
}

/** Turns a fit whose first columns are relative times into an event study. */
export function eventResult(
  method: MethodName,
  s: DidSample,
  dummies: RelativeDummies,
  fit: PanelFit,
  about: {
    /** Relative time shown as zero; null when none is. */
    readonly reference: number | null;
    readonly warnings: readonly Notice[];
    readonly bands?: "both" | "pointwise" | undefined;
    readonly att?: Estimate | null;
    readonly extra?: Readonly<Record<string, unknown>>;
  },
): EventStudy {
  const found = dummies.times.flatMap((_, j) => (fit.kept.includes(j) ? [j] : []));
  const m = found.length;
  const k = fit.coefficients.length;
  const { level } = s.spec;
  const V = new Float64Array(m * m);
  found.forEach((a, i) => {
    found.forEach((b, j) => {
      V[i * m + j] = fit.V[a * k + b]!;
    });
  });
  const b = Float64Array.from(found, (j) => fit.coefficients[j]!);
  const times = found.map((j) => dummies.times[j]!);
  const position = (keep: (t: number) => boolean) => times.flatMap((t, j) => (keep(t) ? [j] : []));
  const leads = position((t) => t < 0);
  const lags = position((t) => t >= 0);
  const critical = about.bands === "pointwise" ? null : supCritical(V, m, fit.df, level);
  const cells: EventCell[] = found.map((j, i) => ({
    time: dummies.times[j]!,
    estimate: b[i]!,
    se: Math.sqrt(V[i * m + i]!),
    n: dummies.counts[j]!,
  }));
  const zero = about.reference === null ? [] : [referenceCell(about.reference)];
  const rows = [...cells, ...zero].sort((x, y) => x.time - y.time);
  const average = lags.length === 0 ? null : combination(equalWeights(m, lags), b, V);
  const averagePost =
    average === null ? null : withTest(average.estimate, average.se, fit.df, level);
  const { binned } = dummies;
  const inner = binned === undefined ? leads : position((t) => t < 0 && t > binned[0]);
  return {
    kind: method.name,
    method,
    outcome: s.spec.outcome,
    events: eventRows(rows, fit.df, critical, level),
    att: about.att === undefined ? averagePost : about.att,
    pretrend: jointTest(b, V, leads, fit.df),
    nobs: s.n,
    ...levelOf(s),
    warnings: about.warnings,
    extra: {
      averagePost,
      postTest: jointTest(b, V, lags, fit.df),
      pretrendWithoutBinnedEnd: binned === undefined ? null : jointTest(b, V, inner, fit.df),
      reference: about.reference,
      alsoOmitted: dummies.alsoOmitted,
      supCritical: critical,
      clusters: { [s.clusterName]: s.clusters },
      df: fit.df,
      covariates: s.covariates.map((name, j) => {
        const at = dummies.times.length + j;
        const se = fit.kept.includes(at) ? Math.sqrt(fit.V[at * k + at]!) : null;
        return { name, ...withTest(fit.coefficients[at]!, se, fit.df, level) };
      }),
      covariance: {
        times,
        matrix: Array.from({ length: m }, (_, i) => [...V.slice(i * m, i * m + m)]),
      },
      ...about.extra,
    },
  };
}
