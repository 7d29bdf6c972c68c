import {
  columnTerm,
  type Family,
  type Fit,
  type FormulaInput,
  fitFamily,
  type RegressOptions,
  regress,
  withTerm,
} from "../../regress/index.js";
import type { EventStudy } from "../../result/index.js";
import { checkLibraryOptions } from "../../result/index.js";
import { numberColumn, Panel, type Table } from "../../table/index.js";
import { didError } from "../errors.js";
import { defineEffect } from "../methods.js";
import type { PanelFit } from "../sample/panel-ols.js";
import { type DidKeys, didFormula, readFormula } from "../sample/read-formula.js";
import { treatmentOf } from "../sample/sample.js";
import { PARALLEL_TRENDS } from "./card-parts.js";
import {
  EVENT_OPTIONS,
  EVENT_STUDY,
  type EventStudyOptions,
  eventResult,
  eventStudy,
  referenceOf,
  relativeDummies,
} from "./event-study.js";

/**
 * Two-way fixed effects through the regression engine: any variance, any number of fixed effects,
 * trends, offsets, and other families (Poisson with fixed effects for counts).
 * 中文: 经回归引擎的双向固定效应 DID
 *
 * The term is called `did`; a column of that name is replaced by the treatment derived from timing.
 * Defaults  family gaussian
 * Agrees    R fixest `feols(y ~ did + x | unit + time)`, `fepois(…)`
 */
export function twfeFit(
  table: Table,
  formula: FormulaInput,
  keys: DidKeys,
  options: RegressOptions,
  family: Family = "gaussian",
): Fit {
  const sample = readFormula(table, formula, { ...keys, ...whereOf(options) });
  const did = new Float64Array(table.nrow).fill(Number.NaN);
  const D = treatmentOf(sample);
  sample.rows.forEach((row, i) => {
    did[row] = D[i]!;
  });
  const data = new Panel(table, keys).withColumns([numberColumn("did", did)]);
  const model = withTerm(didFormula(table, formula, keys), columnTerm("did"));
  const plain = fitFamily(data, model, family, options);
  const fit = keys.level === undefined ? plain : plain.withLevel(keys.level);
  if (fit.names.includes("did")) return fit;
  throw didError("no-variation", {
    reason: "treatment does not vary inside units and periods",
    reasonZh: "处理变量在单位与时期之内没有变异",
  });
}

/** Event study through the regression engine: any variance, any number of fixed effects. */
export function eventStudyFit(
  table: Table,
  formula: FormulaInput,
  keys: DidKeys,
  options: RegressOptions,
  events: EventStudyOptions = {},
): EventStudy {
  checkLibraryOptions("event-study", EVENT_OPTIONS, events);
  const sample = readFormula(table, formula, { ...keys, ...whereOf(options) });
  const dummies = relativeDummies(sample, events);
  const names = dummies.times.map((t) => `relative time ${t}`);
  const columns = dummies.columns.map((column, j) => {
    const whole = new Float64Array(table.nrow).fill(Number.NaN);
    sample.rows.forEach((row, i) => {
      whole[row] = column[i]!;
    });
    return numberColumn(names[j]!, whole);
  });
  const data = new Panel(table, keys).withColumns(columns);
  const model = didFormula(table, formula, keys);
  const whole = { ...model, terms: [...names.map(columnTerm), ...model.terms] };
  const fit = regress(data, whole, options);
  const all = [...names, ...sample.covariates];
  const { type, ways, clusters } = fit.covariance;
  return eventResult(EVENT_STUDY, { ...sample, n: fit.nobs }, dummies, panelFit(fit, all), {
    reference: referenceOf(sample, events.reference),
    warnings: [...sample.warnings, ...fit.warnings],
    bands: events.bands,
    extra: { vcov: { type, ways, clusters }, clusters, fixedEffects: fit.fixedEffects },
  });
}

function whereOf(options: RegressOptions): { where?: string; weights?: string } {
  return {
    ...(options.where === undefined ? {} : { where: options.where }),
    ...(options.weights === undefined ? {} : { weights: options.weights }),
  };
}

/** A fit laid out on the names wanted, collinear ones as holes. */
function panelFit(fit: Fit, names: readonly string[]): PanelFit {
  const k = names.length;
  const from = fit.names.length;
  const coefficients = new Float64Array(k).fill(Number.NaN);
  const V = new Float64Array(k * k);
  const place = names.map((name) => fit.names.indexOf(name));
  const kept = names.flatMap((_, j) => (place[j]! >= 0 ? [j] : []));
  for (const a of kept) {
    coefficients[a] = fit.coefficients[place[a]!]!;
    for (const b of kept) V[a * k + b] = fit.covariance.matrix[place[a]! * from + place[b]!]!;
  }
  return {
    coefficients,
    V,
    kept,
    absorbed: [],
    residuals: new Float64Array(0),
    df: fit.covariance.df,
  };
}

/** The card of the event study by two-way fixed effects; with data and formula through the engine. */
export const eventStudyMethod = defineEffect({
  ...EVENT_STUDY,
  summary: {
    en: "two-way fixed effects with dummies of relative time",
    zh: "含相对期虚拟变量的双向固定效应",
  },
  position: 20,
  role: "dynamic",
  takes: ["engine"],
  assumptions: [
    PARALLEL_TRENDS,
    {
      en: "The path of effects is the same for every cohort.",
      zh: "各批次的动态效应路径相同。",
      remedy: {
        en: "Where it is not, use sunab, cs, bjs or gardner.",
        zh: "若不相同，请改用 sunab、cs、bjs 或 gardner。",
      },
    },
  ],
  options: EVENT_OPTIONS,
  compared: { when: "all", covariates: "kept", averages: "events" },
  run: ({ sample, model }, options) =>
    model === undefined
      ? eventStudy(sample(), options)
      : eventStudyFit(model.table, model.formula, model.keys, model.options, options),
});
