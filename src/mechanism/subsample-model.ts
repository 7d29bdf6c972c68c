import {
  type AbsorbedEffect,
  compactCodes,
  createAbsorber,
  INTERCEPT,
  type ModelFrame,
  normBefore,
  olsFit,
} from "../regress/index.js";
import type { DrawnUnits, SubsampleRegression } from "./drawn-units.js";
import { rowsByUnit, rowsOfUnits } from "./rows-of-units.js";
import { type UnitProducts, unitProducts } from "./unit-products.js";

/** Linear models that are fitted again and again on rows drawn from a frame. */
export interface SubsampleModel {
  readonly n: number;
  /**
   * Coefficients of each regression on the rows given (a row may stand several times: copies of a
   * unit share its effect, which gives the same slopes as if each copy had its own). The columns are
   * swept once for all regressions. NaN where a term is collinear.
   */
  fit(rows: Int32Array, regressions: readonly SubsampleRegression[]): Float64Array[];
  /** The same on whole units, each as often as it stands in the list. */
  fitUnits(units: ArrayLike<number>, regressions: readonly SubsampleRegression[]): Float64Array[];
}

/** Draws need fewer digits than estimates, yet far more than their own spread. */
const SWEEP_TOLERANCE = 1e-9;

/** Prepares repeated fits of the linear models inside a frame.   中文: 子样本重复估计 */
export function subsampleModel(frame: ModelFrame, unit: DrawnUnits): SubsampleModel {
  const columns = new Map(frame.regressors.map((c) => [c.name, c.values]));
  columns.set(frame.outcome.name, frame.outcome.values);
  const hasConstant = frame.intercept === "yes";
  if (hasConstant) columns.set(INTERCEPT, new Float64Array(frame.n).fill(1));
  let members: readonly Int32Array[] | undefined;
  let products: UnitProducts | null | undefined;
  const model: SubsampleModel = {
    n: frame.n,
    fitUnits(units, regressions) {
      products ??= unitProducts(frame, unit) ?? null;
      if (products !== null) {
        const counts = new Float64Array(unit.size);
        for (let u = 0; u < units.length; u++) counts[units[u]!]!++;
        const found = products.fit(counts, regressions);
        if (found !== undefined) return found;
      }
      members ??= rowsByUnit(unit.codes, unit.size);
      return model.fit(rowsOfUnits(units, members), regressions);
    },
    fit(rows, regressions) {
      const take = (x: Float64Array) => takeRows(x, rows);
      const wanted = new Set(regressions.flatMap((r) => [r.outcome, ...r.regressors]));
      if (hasConstant) wanted.add(INTERCEPT);
      const names = [...wanted];
      const raw = names.map((name) => take(columns.get(name)!));
      const weights = frame.weights === null ? null : take(frame.weights);
      const swept = sweepRows(frame, rows, raw, weights);
      const column = new Map(names.map((name, j) => [name, swept[j]!]));
      const norms = new Map(
        names.map((name, j) => [name, normBefore(raw[j]!, weights, "centred")]),
      );
      return regressions.map((r) => {
        const used = [...(hasConstant ? [INTERCEPT] : []), ...r.regressors];
        const { coefficients, kept } = olsFit(
          used.map((x) => column.get(x)!),
          column.get(r.outcome)!,
          weights,
          frame.effects.length === 0 ? {} : { before: used.map((x) => norms.get(x)!) },
        );
        const found = new Map(kept.map((k, at) => [used[k]!, coefficients[at]!]));
        return Float64Array.from(r.terms, (term) => found.get(term) ?? Number.NaN);
      });
    },
  };
  return model;
}

function sweepRows(
  frame: ModelFrame,
  rows: Int32Array,
  raw: readonly Float64Array[],
  weights: Float64Array | null,
): readonly Float64Array[] {
  if (frame.effects.length === 0) return raw;
  const effects = frame.effects.map((e): AbsorbedEffect => {
    const { codes, size } = compactCodes(e.codes, e.size, rows);
    const slope = e.slope === undefined ? {} : { slope: takeRows(e.slope, rows) };
    return { name: e.name, codes, size, ...slope };
  });
  return createAbsorber(effects, {
    tolerance: SWEEP_TOLERANCE,
    ...(weights === null ? {} : { weights }),
  }).demean(raw);
}

/** The values at the rows (a plain loop: `from` with a callback is ten times slower). */
function takeRows(x: Float64Array, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = x[rows[i]!]!;
  return out;
}
