import { type Notice, UserError } from "../../../base/index.js";
import { checkShape } from "../../../base/parse-yaml.js";
import { fitJson, fitTerms, psmDid, twfe } from "../../../did/index.js";
import { dml } from "../../../learn/index.js";
import {
  type Fit,
  fitFamily,
  interactiveEffects,
  regress,
  regressFamilies,
} from "../../../regress/index.js";
import {
  describeResult,
  type MethodFact,
  type PlainColumn,
  toPlainColumn,
  type Wording,
} from "../../../report/index.js";
import type { FitData } from "../../../result/index.js";
import { studyError } from "../../errors.js";
import type { ColumnEntry } from "../../file/schema/column-schema.js";
import type { StudyFrame } from "../../stages/frame.js";
import { didSample, oneCluster } from "./did-model.js";
import { eventMethod } from "./event-method.js";
import { ivTests } from "./iv-tests.js";
import { type MatchingOptions, matchModel, withoutGaps } from "./match-model.js";
import { METHOD_OPTIONS } from "./method-options.js";
import { formulaOf, type Model, type ModelEntry, resolveModel } from "./model.js";

/** One column of a table as it was estimated.   中文: 一列的估计结果 */
export interface ColumnResult {
  readonly model: Model;
  readonly column: PlainColumn;
  readonly json: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Notice[];
  readonly methods: readonly MethodFact[];
  /** Tests and counts under the column. */
  readonly foot: readonly { readonly label: Wording; readonly value: Wording | number }[];
  readonly notes: readonly Wording[];
}

/** What a column needs besides its entry. */
export interface ColumnContext {
  readonly seed: number;
  /** Where the column stands in the study file, for messages. */
  readonly at: readonly PropertyKey[];
}

/**
 * Estimates one column: the model settled from column, section and study, by the method named.
 * 中文: 估计表中的一列
 *
 * Errors    those of the method; study/refusal-expected — a column that must be refused was not.
 */
export function runColumn(
  frame: StudyFrame,
  section: ModelEntry,
  entry: ColumnEntry,
  context: ColumnContext,
): ColumnResult {
  const model = resolveModel(frame, section, entry);
  if (entry["expect-error"] !== true) return estimate(frame, model, entry, context);
  try {
    estimate(frame, model, entry, context);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return refused(model, error);
  }
  throw studyError("refusal-expected", { file: frame.study.file });
}

/** A column of a model that cannot be estimated: empty, with the reason in a note. */
function refused(model: Model, error: UserError): ColumnResult {
  return {
    model,
    column: { outcome: model.outcome, terms: [], nobs: Number.NaN },
    json: { refused: error.toJSON() },
    warnings: [],
    methods: [],
    foot: [],
    notes: [{ en: error.text.what.en, zh: error.text.what.zh }],
  };
}

function estimate(
  frame: StudyFrame,
  model: Model,
  entry: ColumnEntry,
  context: ColumnContext,
): ColumnResult {
  const method = entry.method ?? (entry.instruments === undefined ? "ols" : "iv");
  const options = optionsOf(frame, method, entry, context);
  switch (method) {
    case "ols":
      return ofFit(model, regress(model.panel, formulaOf(model), model.options));
    case "iv":
      return ofIv(model, entry);
    case "ife":
      return ofFactors(model, options);
    case "dml":
      return ofLearning(model, options, context.seed);
    case "psm":
    case "entropy-balance":
      return ofMatching(frame, model, method, options as MatchingOptions);
    default:
      return regressFamilies().some((family) => family.name === method)
        ? ofFit(model, fitFamily(model.panel, formulaOf(model), method, model.options, options))
        : ofDesign(frame, model, method, options);
  }
}

function optionsOf(
  frame: StudyFrame,
  method: string,
  entry: ColumnEntry,
  context: ColumnContext,
): Record<string, unknown> {
  const schema = METHOD_OPTIONS[method];
  const { file, placeOf } = frame.study;
  if (schema === undefined) {
    if (entry.options === undefined) return {};
    throw studyError("bad-option", {
      file,
      row: placeOf([...context.at, "options"]).row,
      section: method,
      problem: { en: "this method takes no options", zh: "该方法没有选项" },
    });
  }
  const at = [...context.at, "options"];
  return withoutGaps(checkShape(entry.options ?? {}, schema, { file, placeOf, at }));
}

/** A result of the regression engine as a column. */
export function ofFit(
  model: Model,
  fit: Fit,
  foot: ColumnResult["foot"] = [],
  notes: readonly Wording[] = [],
): ColumnResult {
  return {
    model,
    column: toPlainColumn(fit),
    json: fit.toJSON(),
    warnings: fit.warnings,
    methods: [describeResult(fit)],
    foot,
    notes,
  };
}

function ofIv(model: Model, entry: ColumnEntry): ColumnResult {
  const endogenous = entry.endogenous ?? model.regressors;
  const terms = [
    ...model.regressors.filter((r) => !endogenous.includes(r)),
    ...model.controls.filter((c) => !endogenous.includes(c)),
  ];
  const instruments = { endogenous, instruments: entry.instruments ?? [] };
  const fit = regress(model.panel, formulaOf(model, { terms, instruments }), model.options);
  if (entry.stage === "first") {
    const stages = fit.extra as { readonly firstStage: readonly Fit[] };
    const { json: _json, ...rest } = ofFit(model, stages.firstStage[0]!);
    return { ...rest, json: fit.toJSON(), warnings: fit.warnings };
  }
  return ofFit(model, fit, ivTests(fit));
}

function ofFactors(model: Model, options: Record<string, unknown>): ColumnResult {
  const { vcov, where } = model.options;
  const fit = interactiveEffects(model.panel, formulaOf(model), {
    factors: "auto",
    ...options,
    vcov,
    ...(where === undefined ? {} : { where }),
  });
  return ofFit(model, fit, [
    { label: { en: "Factors", zh: "因子个数" }, value: Number(fit.extra?.factors) },
  ]);
}

function ofLearning(model: Model, options: Record<string, unknown>, seed: number): ColumnResult {
  const { where } = model.options;
  const cluster = oneCluster(model);
  const found = dml(model.panel, formulaOf(model), {
    learner: "lasso",
    ...options,
    seed,
    ...(cluster === undefined ? {} : { cluster }),
    ...(where === undefined ? {} : { where }),
  });
  return {
    model,
    column: {
      outcome: found.outcome,
      terms: [found.term],
      controls: model.controls.length > 0 ? "yes" : "no",
      nobs: found.nobs,
      fixedEffects: found.fixedEffects,
      ...(found.seType === "cluster"
        ? {
            errors: {
              type: "cluster",
              ways: Object.keys(found.clusters),
              clusters: found.clusters,
            },
          }
        : { covarianceNote: { en: "robust", zh: "稳健标准误" } }),
    },
    json: {
      ...found,
      repetitions: found.repetitions.map((r) => ({ ...r, thetaByFold: [...r.thetaByFold] })),
    },
    warnings: found.warnings,
    methods: [
      {
        kind: "fit",
        estimator: "dml",
        outcome: found.outcome,
        effects: Object.keys(found.fixedEffects),
        errors: {
          type: found.seType === "cluster" ? "cluster" : "hc1",
          ways: Object.keys(found.clusters),
          clusters: found.clusters,
        },
        nobs: found.nobs,
        dropped: 0,
      },
      {
        en: `Double machine learning takes ${found.learner.outcome} as learner, ${found.folds} folds and ${found.repetitions.length} partitions.`,
        zh: `双重机器学习以 ${found.learner.outcome} 为学习器，${found.folds} 折交叉拟合，重复分折 ${found.repetitions.length} 次。`,
        cites: [],
      },
    ],
    foot: [{ label: { en: "Learner", zh: "学习器" }, value: found.learner.outcome }],
    notes: [],
  };
}

function ofMatching(
  frame: StudyFrame,
  model: Model,
  method: "psm" | "entropy-balance",
  options: MatchingOptions,
): ColumnResult {
  if (options.treated !== undefined) {
    const found = matchModel(model, options);
    return ofFit(model, found.fit, [
      { label: { en: "Matching", zh: "匹配方法" }, value: matchingName(options) },
    ]);
  }
  const { on, treated: _treated, ...how } = options;
  const { sample, policy } = didSample(
    frame,
    on === undefined ? model : { ...model, controls: on },
  );
  const found = psmDid(sample, {
    ...withoutGaps(how),
    ...(method === "psm" ? {} : { kind: "entropy" as const }),
  });
  const notes =
    found.crossPeriod === 0
      ? []
      : [
          {
            en: `${found.crossPeriod} matched pairs join rows of different years.`,
            zh: `${found.crossPeriod} 对匹配跨越不同年份。`,
          },
        ];
  return ofData(
    model,
    found.fit,
    policy.name,
    [
      {
        label: { en: "Matching", zh: "匹配方法" },
        value: method === "psm" ? matchingName(options) : { en: "entropy balancing", zh: "熵平衡" },
      },
    ],
    notes,
  );
}

/** A matching in words. */
export function matchingName(o: MatchingOptions): Wording {
  const { method = "nearest", ratio = 1 } = o;
  if (method === "radius") {
    return { en: `radius ${o.radius ?? 0.05}`, zh: `半径匹配 ${o.radius ?? 0.05}` };
  }
  if (method === "kernel") {
    return { en: `kernel ${o.bandwidth ?? 0.06}`, zh: `核匹配 ${o.bandwidth ?? 0.06}` };
  }
  return { en: `nearest 1:${ratio}`, zh: `最近邻 1:${ratio}` };
}

/** A result of the difference-in-differences room; its term takes the policy's name. */
export function ofData(
  model: Model,
  fit: FitData,
  term: string,
  foot: ColumnResult["foot"] = [],
  notes: readonly Wording[] = [],
): ColumnResult {
  const named = { ...fit, names: fit.names.map((n) => (n === "did" ? term : n)) };
  const { outcome, nobs, fixedEffects, r2, r2Adj, r2Within, covariance } = fit;
  return {
    model,
    column: {
      outcome,
      terms: fitTerms(named),
      nobs,
      fixedEffects,
      r2,
      r2Adj,
      r2Within,
      errors: covariance,
    },
    json: fitJson(named),
    warnings: fit.warnings,
    methods: [describeResult({ ...named, tidy: () => fitTerms(named) })],
    foot,
    notes,
  };
}

function ofDesign(
  frame: StudyFrame,
  model: Model,
  method: string,
  options: Record<string, unknown>,
): ColumnResult {
  const { sample, policy } = didSample(frame, model);
  if (method === "twfe") return ofData(model, twfe(sample), policy.name);
  const found = eventMethod(method, sample, options);
  const { extra, ...common } = found;
  return {
    model,
    column: {
      outcome: found.outcome,
      terms: found.att === null ? [] : [{ name: policy.name, ...found.att }],
      controls: model.controls.length > 0 ? "yes" : "no",
      nobs: found.nobs,
      fixedEffects: Object.fromEntries(sample.effects.map((e) => [e.name, e.levels])),
      errors: {
        type: "cluster",
        ways: [sample.clusterName],
        clusters: { [sample.clusterName]: sample.clusters },
      },
    },
    json: { ...common, ...extra },
    warnings: found.warnings,
    methods: [describeResult(found)],
    foot: [{ label: { en: "Estimator", zh: "估计量" }, value: found.method?.title ?? method }],
    notes: [],
  };
}
