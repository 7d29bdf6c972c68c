import { inverseSpd, maximizeNewton } from "../math/index.js";
import type { FitData } from "../result/index.js";
import type { Panel, Table } from "../table/index.js";
import { type ChoiceGroup, conditionalLikelihood } from "./clogit-likelihood.js";
import { regressError } from "./errors.js";
import { defineFamily } from "./families.js";
import { Fit, type FitEngine, waldOfSlopes } from "./fit.js";
import type { Formula, FormulaInput } from "./formula/syntax.js";
import { droppedOf, leftOutNotice } from "./frame/left-out.js";
import type { ModelFrame } from "./frame/model-frame.js";
import { dropConstantGroups } from "./glm/constant-groups.js";
import { checkDomain } from "./glm/domain.js";
import { type LikelihoodOptions, likelihoodFrame, oneFormula } from "./glm/fit-index.js";
import { subsetFrame } from "./glm/subset-frame.js";
import { collinearNotice } from "./linear/collinear-notice.js";
import { independentColumns, sweptFrom } from "./linear/independent-columns.js";
import { frameInput } from "./linear/linear-problem.js";
import { checkRegressOptions, resolveSsc, type SscSpec, type VcovSpec } from "./options.js";
import { computeVcov } from "./vcov/compute-vcov.js";
import type { VcovInput } from "./vcov/vcov-input.js";

/**
 * Conditional (fixed-effects) logit, exact: the group effect is conditioned out.   中文: 条件 Logit
 *
 * The one effect after `|` is the group. Groups without variation in the outcome carry no
 * information and are dropped, counted as separated; regressors constant in every group are
 * collinear. Robust variances sum the scores by group, so clusters must nest the groups.
 * Defaults  observed information; G/(G−1) for clusters; z statistics.
 * Errors    regress/not-supported — not exactly one level effect, weights, an offset, or a variance
 *           that needs scores of single rows.
 * Agrees    R survival `clogit(method = "exact")`, Stata `clogit` and `xtlogit, fe`.
 * @example clogit(table, "pilot ~ lngdp + rd | city", { vcov: { type: "iid" } });
 */
export function clogit(
  table: Table | Panel,
  formula: FormulaInput,
  options: LikelihoodOptions,
): Fit {
  return clogitFormula(table, oneFormula(formula, table), options);
}

/** As {@link clogit}, of a parsed model. */
export function clogitFormula(
  table: Table | Panel,
  formula: Formula,
  options: LikelihoodOptions,
): Fit {
  checkRegressOptions(options);
  const frame = likelihoodFrame(table, formula, options);
  checkSupported(frame);
  checkDomain(frame, "clogit");
  const keep = dropConstantGroups(frame.outcome.values, frame.effects, "binary");
  const used = subsetFrame(frame, keep);
  const separated = frame.n - used.n;
  if (used.n === 0) throw regressError("all-separated", { rows: frame.n });
  return estimate(frame, used, separated, options);
}

function estimate(
  frame: ModelFrame,
  used: ModelFrame,
  separated: number,
  options: LikelihoodOptions,
): Fit {
  const groups = groupsOf(used);
  const { kept, collinear } = varying(used, groups);
  const names = kept.map((j) => used.regressors[j]!.name);
  if (kept.length === 0) throw regressError("no-regressor", { terms: collinear });
  const columns = centred(
    kept.map((j) => used.regressors[j]!.values),
    groups,
  );
  const y = used.outcome.values;
  const start = new Float64Array(kept.length);
  const found = maximizeNewton((b) => conditionalLikelihood(y, columns, groups, b), start, {
    what: "the conditional logit",
  });
  const point = conditionalLikelihood(y, columns, groups, found.x);
  const logLikNull = conditionalLikelihood(y, columns, groups, start).value;
  const input = inputOf(
    used,
    groups,
    point.groupScores,
    inverseSpd(point.information, kept.length),
  );
  const fixed = [
    ...frame.warnings,
    ...leftOutNotice(frame, separated),
    ...collinearNotice(collinear),
  ];
  const all = names.map((_, j) => j);
  const revise = (spec: VcovSpec, ssc: SscSpec | undefined) => {
    const rule = resolveSsc(ssc ?? options.ssc ?? { kAdj: false });
    const { covariance, warnings } = computeVcov(checkVariance(input, spec, groups), spec, rule);
    const wald = waldOfSlopes(names, found.x, covariance, all);
    return { covariance, wald, warnings: [...fixed, ...warnings] };
  };
  const data: FitData = {
    model: "clogit",
    outcome: frame.outcome.name,
    names,
    coefficients: found.x,
    nobs: used.n,
    dropped: droppedOf(frame, { collinear, separated }),
    fixedEffects: Object.fromEntries(used.effects.map((e) => [e.name, e.size])),
    r2: null,
    r2Adj: null,
    r2Within: null,
    rmse: null,
    extra: {
      logLik: point.value,
      logLikNull,
      pseudoR2: 1 - point.value / logLikNull,
      iterations: found.iterations,
    },
    ...revise(options.vcov, options.ssc),
  };
  const engine: FitEngine = {
    frame: used,
    revise,
    residuals: () => unavailable(),
    fitted: () => unavailable(),
    effects: () => unavailable(),
    predict: () => unavailable(),
  };
  return new Fit(data, engine, options.level);
}

function unavailable(): never {
  throw regressError("not-supported", {
    what: "fitted values of a conditional logit",
    whatZh: "条件 Logit 的拟合值",
    why: "the group effects are conditioned out, not estimated",
    whyZh: "组效应被条件化消去，没有估计",
  });
}

function checkSupported(frame: ModelFrame): void {
  const isGrouped = frame.effects.length === 1 && frame.effects[0]!.slope === undefined;
  if (isGrouped && frame.weights === null && frame.offset === null) return;
  throw regressError("not-supported", {
    what: isGrouped
      ? "a conditional logit with weights or an offset"
      : "a conditional logit without exactly one group after |",
    whatZh: isGrouped ? "带权重或 offset 的条件 Logit" : "| 之后不是恰好一个组的条件 Logit",
    why: "the exact likelihood conditions on one group",
    whyZh: "精确似然只对一个组条件化",
  });
}

/** Rows of one group share a score, which stands on the first of them. */
function checkVariance(
  input: VcovInput,
  spec: VcovSpec,
  groups: readonly ChoiceGroup[],
): VcovInput {
  const refuse = (why: string, whyZh: string) =>
    regressError("not-supported", {
      what: "this variance of a conditional logit",
      whatZh: "条件 Logit 的该方差",
      why,
      whyZh,
    });
  if (spec.type === "iid") return input;
  if (spec.type !== "cluster") {
    throw refuse("scores exist by group: cluster by the group", "得分以组为单位：请按组聚类");
  }
  for (const name of spec.cluster) {
    const { codes } = input.classes(name);
    for (const { rows } of groups) {
      if (rows.some((i) => codes[i] !== codes[rows[0]!])) {
        throw refuse(
          `groups are not nested in the clusters of "${name}"`,
          `组没有嵌套在“${name}”的聚类中`,
        );
      }
    }
  }
  return input;
}

function groupsOf(frame: ModelFrame): ChoiceGroup[] {
  const { codes, size } = frame.effects[0]!;
  const rows = Array.from({ length: size }, (): number[] => []);
  codes.forEach((g, i) => {
    rows[g]!.push(i);
  });
  return rows.map((members) => ({
    rows: members,
    ones: members.reduce((s, i) => s + frame.outcome.values[i]!, 0),
  }));
}

function varying(
  frame: ModelFrame,
  groups: readonly ChoiceGroup[],
): { kept: readonly number[]; collinear: string[] } {
  const columns = frame.regressors.map((c) => c.values);
  const { kept } = independentColumns(centred(columns, groups), null, {
    solver: "normal",
    ...sweptFrom(columns, null),
  });
  return {
    kept,
    collinear: frame.regressors.map((c) => c.name).filter((_, j) => !kept.includes(j)),
  };
}

/** Group means cancel from the likelihood; taking them out keeps exponents small. */
function centred(columns: readonly Float64Array[], groups: readonly ChoiceGroup[]): Float64Array[] {
  return columns.map((x) => {
    const out = x.slice();
    for (const { rows } of groups) {
      let total = 0;
      for (const i of rows) total += x[i]!;
      for (const i of rows) out[i]! -= total / rows.length;
    }
    return out;
  });
}

function inputOf(
  frame: ModelFrame,
  groups: readonly ChoiceGroup[],
  groupScores: Float64Array,
  bread: Float64Array,
): VcovInput {
  const k = groupScores.length / groups.length;
  const columns = Array.from({ length: k }, (_, j) => {
    const column = new Float64Array(frame.n);
    groups.forEach(({ rows }, g) => {
      column[rows[0]!] = groupScores[g * k + j]!;
    });
    return column;
  });
  return {
    ...frameInput(frame),
    effects: [],
    columns,
    multiplier: null,
    bread,
    classical: () => bread,
    leverage: null,
    parameters: k,
    constant: "none",
    reference: "normal",
  };
}

/** The card of {@link clogit}. */
export const clogitFamily = defineFamily({
  name: "clogit",
  title: { en: "Conditional logit", zh: "条件 Logit" },
  phrase: { en: "conditional logit", zh: "条件 Logit 模型" },
  summary: {
    en: "0/1 outcomes with one effect conditioned out",
    zh: "0/1 因变量，一组固定效应被条件化消去",
  },
  cites: [],
  role: "fit",
  position: 50,
  takes: ["engine", "wild"],
  assumptions: [],
  options: {},
  run: ({ table, formula, options }) => clogitFormula(table, formula, options),
});
