import { mean, variance } from "../math/index.js";
import {
  columnsOfVcov,
  columnTerm,
  type Fit,
  type FormulaInput,
  frameClasses,
  modelFrame,
  printExpression,
  productTerm,
  type RegressOptions,
  regress,
  withTerm,
} from "../regress/index.js";
import type { TidyRow } from "../result/index.js";
import { numberColumn, type Panel, type Table } from "../table/index.js";
import { mechanismError } from "./errors.js";
import { oneModel } from "./one-model.js";

export interface ModerateOptions extends RegressOptions {
  readonly moderator: string;
  /** Default: the first regressor. */
  readonly treatment?: string;
  /** `mean`: the moderator less its mean over the rows used; `none`: as it is. */
  readonly centre?: "mean" | "none";
}

/** Effect of the treatment at a value of the moderator. */
export interface SimpleSlope extends TidyRow {
  /** On the scale of the data, not centred. */
  readonly at: number;
}

/** Result of a moderation analysis.   中文: 调节效应结果 */
export interface Moderation {
  readonly kind: "moderation";
  readonly outcome: string;
  readonly treatment: string;
  readonly moderator: string;
  readonly centre: "mean" | "none";
  /** Mean and standard deviation (n − 1) of the moderator over the rows used. */
  readonly mean: number;
  readonly sd: number;
  readonly fit: Fit;
  /** At mean − sd, mean, mean + sd. */
  readonly slopes: readonly SimpleSlope[];
}

/**
 * Moderation: the treatment interacted with a variable.   中文: 调节效应分析
 *
 * Model     y = β d + γ d·(m − c) + δ (m − c) + …; the effect at m is β + γ(m − c). Centring changes β
 *           only, not γ nor the slopes.
 * Defaults  centre "mean"; treatment: the first regressor. A moderator fixed in time is absorbed by
 *           unit effects and listed among the collinear terms.
 * Errors    mechanism/treatment-dropped — the interaction is not estimable.
 * @example
 * moderate(panel, "y ~ did + x1 | city + year", { moderator: "fin", vcov: { type: "cluster", cluster: ["city"] } });
 */
export function moderate(
  table: Table | Panel,
  formula: FormulaInput,
  options: ModerateOptions,
): Moderation {
  const { moderator, centre = "mean", treatment: _t, ...estimation } = options;
  const { formula: model, term, treatment } = oneModel(formula, table, options.treatment);
  const outcome = printExpression(model.outcome);
  const moderated = (by: string) =>
    withTerm(withTerm(model, columnTerm(by)), productTerm(term, columnTerm(by)));
  const frame = modelFrame(table, moderated(moderator), {
    ...estimation,
    required: columnsOfVcov(options.vcov),
  });
  const values = frameClasses(frame).numbers(moderator);
  const average = mean(values);
  const sd = Math.sqrt(variance(values));
  const origin = centre === "mean" ? average : 0;
  const name = centre === "mean" ? `${moderator}_c` : moderator;
  const data =
    centre === "mean"
      ? frame.table.withColumns([
          numberColumn(
            name,
            frame.table.number(moderator).map((v) => v - origin),
          ),
        ])
      : frame.table;
  const fit = regress(data, moderated(name), estimation);
  const interaction = `${treatment}:${name}`;
  for (const wanted of [interaction, treatment]) {
    if (!fit.names.includes(wanted)) {
      throw mechanismError("treatment-dropped", { term: wanted, model: outcome });
    }
  }
  const slopes = [average - sd, average, average + sd].map(
    (value): SimpleSlope => ({
      ...fit.combination({ [treatment]: 1, [interaction]: value - origin }),
      name: treatment,
      at: value,
    }),
  );
  return {
    kind: "moderation",
    outcome,
    treatment,
    moderator,
    centre,
    mean: average,
    sd,
    fit,
    slopes,
  };
}
