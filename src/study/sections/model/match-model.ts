import type { z } from "zod";
import { balanceTable, matchError, matchScores, scoreModel } from "../../../match/index.js";
import {
  composeFormula,
  type Fit,
  independentColumns,
  modelFrame,
  regress,
} from "../../../regress/index.js";
import type { Balance } from "../../../result/index.js";
import { numberColumn, type Panel } from "../../../table/index.js";
import type { matchingShape } from "./method-options.js";
import { formulaOf, type Model } from "./model.js";

/** How rows are matched. */
export type MatchingOptions = z.output<z.ZodObject<typeof matchingShape>>;

/** A weighted regression on matched rows, and how the matching went. */
export interface MatchedModel {
  readonly fit: Fit;
  readonly balance: Balance;
  readonly scores: Float64Array;
  readonly treated: Float64Array;
  readonly weights: Float64Array;
  readonly matched: number;
  readonly offSupport: number;
  readonly rows: number;
}

const WEIGHT = ".matching";

/**
 * Matching of rows on a 0/1 column, then the model on the matched rows, weighted: for variables of
 * interest that are no policy.   中文: 按行匹配后的加权回归
 *
 * Errors    match/bad-option — treated is not 0/1; match/one-group, match/no-match.
 */
export function matchModel(model: Model, o: MatchingOptions): MatchedModel {
  const on = o.on ?? model.controls;
  const treatedName = o.treated!;
  const formula = composeFormula({ outcome: treatedName, terms: on }, model.panel);
  const frame = modelFrame(model.panel, formula, {
    singletons: "keep",
    ...(model.where === undefined ? {} : { where: model.where }),
  });
  const D = frame.outcome.values;
  if (D.some((d) => d !== 0 && d !== 1)) {
    throw matchError("bad-option", {
      option: "treated",
      value: treatedName,
      expected: "a column of 0 and 1",
    });
  }
  const X = frame.regressors.map((r) => r.values);
  const ones = new Float64Array(frame.n).fill(1);
  const columns = [ones, ...X];
  const { kept } = independentColumns(columns, null, { solver: "normal" });
  const { scores } = scoreModel(
    D,
    kept.map((j) => columns[j]!),
    null,
    o.score ?? "logit",
  );
  const { when: _when, weighting, on: _on, treated: _treated, score: _score, ...how } = o;
  const rowOf = (i: number) => (frame.rows === null ? i : frame.rows[i]!);
  const found = matchScores(scores, D, withoutGaps(how), namesOf(model.panel, frame.n, rowOf));
  const weights = new Float64Array(model.panel.nrow);
  found.weights.forEach((w, i) => {
    weights[rowOf(i)] = weighting === "none" ? Number(w > 0) : w;
  });
  const panel = model.panel.withColumns([numberColumn(WEIGHT, weights)]);
  const where =
    model.where === undefined ? `${WEIGHT_NAME} > 0` : `(${model.where}) & ${WEIGHT_NAME} > 0`;
  const fit = regress(panel, formulaOf(model), { ...model.options, where, weights: WEIGHT });
  return {
    fit,
    balance: balanceTable(
      D,
      X,
      frame.regressors.map((r) => r.name),
      found.weights,
    ),
    scores,
    treated: D,
    weights: found.weights,
    matched: found.matches.length,
    offSupport: found.offSupport.length,
    rows: found.weights.reduce((n, w) => n + Number(w > 0), 0),
  };
}

/** The order of rows by unit and time. */
function namesOf(panel: Panel, n: number, rowOf: (i: number) => number): Float64Array {
  const units = panel.unitFactor.codes;
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => {
    const [p, q] = [rowOf(a), rowOf(b)];
    return units[p]! - units[q]! || panel.times[p]! - panel.times[q]!;
  });
  const rank = new Float64Array(n);
  order.forEach((i, at) => {
    rank[i] = at;
  });
  return rank;
}

/** The name as a condition writes it. */
const WEIGHT_NAME = `\`${WEIGHT}\``;

/** Without the keys that are not given. */
export function withoutGaps<T extends object>(
  options: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, v]) => v !== undefined)) as never;
}
