import { type Localized, UserError } from "../../base/index.js";
import type { RefereeFacts } from "../../check/index.js";
import { balanceTable } from "../../match/index.js";
import { twoSidedP } from "../../math/index.js";
import { type FormulaInput, isNested } from "../../regress/index.js";
import type { Balance } from "../../result/index.js";
import type { Table } from "../../table/index.js";
import { eventStudy } from "../estimators/event-study.js";
import { lagCorrelation } from "../power/lag-correlation.js";
import { atRows } from "../sample/at-rows.js";
import { withEstimable } from "../sample/estimable.js";
import { logsOfZero } from "../sample/logs-of-zero.js";
import { panelOls } from "../sample/panel-ols.js";
import { cohortsOf, type DidSample, dropSingletons, treatmentOf } from "../sample/sample.js";
import { sweepOf } from "../sample/sweep.js";
import { twfeWeights } from "./weights.js";

/** What a referee asks of a design, in numbers.   中文: 审稿检查所需的事实 */
export interface DesignFacts extends RefereeFacts {
  readonly clusters: number;
  readonly controls: NonNullable<RefereeFacts["controls"]>;
  /** Why a fact is missing, by rule of the referee check. */
  readonly reasons: Readonly<Record<string, Localized>>;
}

/** What {@link designFacts} cannot see in the sample.   中文: 样本之外的信息 */
export interface FactsAbout {
  /** The table of the sample and the formula as written: its logarithms are examined. */
  readonly logs?: { readonly table: Table; readonly formula: FormulaInput };
  /** The variance reported, where it is not clustered as the sample says. */
  readonly variance?: "clustered" | "not-clustered";
  /** Balance after matching; left out: before any matching, in the last year without treatment. */
  readonly balance?: Balance;
  /** Draws behind each simulated number of the report (placebo, bootstrap, fold splits). */
  readonly draws?: readonly { readonly name: string; readonly count: number }[];
  /** Instruments by row of the sample. */
  readonly instruments?: readonly { readonly name: string; readonly values: Float64Array }[];
  /** The regressor of interest by row of the sample, where it is no policy with a first year. */
  readonly treatment?: Float64Array;
}

/**
 * Gathers the facts that the referee rules of `check` look at.   中文: 汇总审稿检查的事实
 *
 * A fact that the design does not have (leads without two periods before, weights of a regressor
 * that is no policy) is left out, with the reason in `reasons`.
 * @example
 * // in every report of a study:
 * const findings = referee(designFacts(sample, { logs: { table, formula }, draws: [{ name: "placebo", count: 500 }] }));
 * sections.push({ kind: "referee", findings });
 */
export function designFacts(sample: DidSample, about: FactsAbout = {}): DesignFacts {
  const reasons: Record<string, Localized> = {};
  const attempt = <T>(rule: string, run: () => T | null): T | undefined => {
    try {
      const found = run();
      if (found !== null) return found;
    } catch (error) {
      // What a design forbids is told; any other error is a fault.
      if (!(error instanceof UserError)) throw error;
      reasons[rule] = error.text.what;
    }
    return undefined;
  };
  const s = withEstimable(dropSingletons(sample));
  const isPolicy = about.treatment === undefined;
  const D = about.treatment === undefined ? treatmentOf(s) : atRows(about.treatment, sample, s);
  const sweep = sweepOf(s.effects, s.weights);
  const fit = panelOls({ ...s, X: [D, ...s.X] }, sweep);
  const controls = s.X.flatMap((x, j) => {
    const own = panelOls({ ...s, y: x, X: [D] }, sweep);
    const p = twoSidedP(own.coefficients[0]! / Math.sqrt(own.V[0]!), own.df);
    return Number.isNaN(p) ? [] : [{ name: s.covariates[j]!, p }];
  });
  const weights = attempt("negative-weights", () => (isPolicy ? twfeWeights(s) : null));
  const leads = attempt("pre-trends", () =>
    isPolicy ? eventStudy(s, { bands: "pointwise" }).pretrend : null,
  );
  const balance = attempt("balance", () => balanceRows(s, about.balance));
  const { logs } = about;
  const persistence = lagCorrelation(s, sweep.residual(s.y));
  // Only against untreated rows can an instrument be told from one built from the treatment.
  const isSeenUntreated = D.some((d) => d === 0);
  if (about.instruments !== undefined && !isSeenUntreated) {
    reasons["instrument-from-treatment"] = {
      en: "the regressor is zero nowhere, so this cannot be told from the data",
      zh: "解释变量没有取零的观测，无法由数据判断",
    };
  }
  const clustered =
    about.variance === "not-clustered" || !unitsInsideClusters(s) ? "no" : ("yes" as const);
  const end = s.periods[s.periods.length - 1]!;
  return {
    ...(weights === undefined
      ? {}
      : {
          negativeWeights:
            Math.abs(weights.negative.sum) / (weights.positive.sum - weights.negative.sum),
        }),
    ...(leads === undefined ? {} : { leadsP: leads.p }),
    clusters: s.clusters,
    controls,
    ...(logs === undefined ? {} : { logs: logsOfZero(logs.table, logs.formula) }),
    ...(balance === undefined
      ? {}
      : { balance, balanceOf: about.balance === undefined ? "raw" : "matched" }),
    ...(Number.isNaN(persistence)
      ? {}
      : {
          persistence,
          residuals: { correlation: lagCorrelation(s, fit.residuals), clustered },
        }),
    ...(about.draws === undefined ? {} : { draws: about.draws }),
    ...(about.instruments === undefined || !isSeenUntreated
      ? {}
      : {
          instruments: about.instruments.map(({ name, values }) => ({
            name,
            fromTreatment: vanishes(atRows(values, sample, s), D) ? "yes" : "no",
          })),
        }),
    ...(isPolicy ? { neverShare: s.first.filter((g) => g > end).length / s.first.length } : {}),
    reasons,
  };
}

/** Bias of each covariate: after matching where that is given, else of treated against never. */
function balanceRows(s: DidSample, matched: Balance | undefined) {
  if (matched !== undefined) {
    return matched.rows.map((r) => ({ name: r.variable, bias: r.after.bias }));
  }
  const start = cohortsOf(s)[0];
  const before = s.periods.filter((t) => start !== undefined && t < start);
  const last = before[before.length - 1];
  if (last === undefined || s.X.length === 0) return null;
  const rows: number[] = [];
  for (let i = 0; i < s.n; i++) if (s.periods[s.period[i]!] === last) rows.push(i);
  const D = Float64Array.from(rows, (i) => (Number.isFinite(s.first[s.unit[i]!]!) ? 1 : 0));
  if (D.every((v) => v === 1)) return null;
  const X = s.X.map((x) => Float64Array.from(rows, (i) => x[i]!));
  const ones = new Float64Array(rows.length).fill(1);
  return balanceTable(D, X, s.covariates, ones).rows.map((r) => ({
    name: r.variable,
    bias: r.before.bias,
  }));
}

function unitsInsideClusters(s: DidSample): boolean {
  return isNested(
    { codes: s.unit, size: s.unitLevels.length },
    { codes: s.cluster, size: s.clusters },
  );
}

/** True where a column is zero in every untreated row and not everywhere. */
function vanishes(z: Float64Array, D: Float64Array): boolean {
  return z.some((v) => v !== 0) && z.every((v, i) => D[i] !== 0 || v === 0);
}
