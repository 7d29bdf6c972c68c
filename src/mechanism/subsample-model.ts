import {
  type AbsorbedEffect,
  compactCodes,
  createAbsorber,
  INTERCEPT,
  type ModelFrame,
  olsFit,
} from "../regress/index.js";

/** A linear model that is fitted again and again on rows drawn from a frame. */
export interface SubsampleModel {
  readonly n: number;
  /**
   * Coefficients of `terms` in the regression of `outcome` on `regressors`, on the rows given (a row
   * may stand several times: copies of a unit share its effect, which gives the same slopes as if
   * each copy had its own). NaN where a term is collinear.
   */
  fit(
    outcome: string,
    regressors: readonly string[],
    terms: readonly string[],
    rows: Int32Array,
  ): Float64Array;
}

/** Prepares repeated fits of the linear models inside a frame.   中文: 子样本重复估计 */
export function subsampleModel(frame: ModelFrame): SubsampleModel {
  const columns = new Map(frame.regressors.map((c) => [c.name, c.values]));
  columns.set(frame.outcome.name, frame.outcome.values);
  if (frame.intercept === "yes") columns.set(INTERCEPT, new Float64Array(frame.n).fill(1));
  return {
    n: frame.n,
    fit(outcome, regressors, terms, rows) {
      const take = (x: Float64Array) => Float64Array.from(rows, (i) => x[i]!);
      const names = frame.intercept === "yes" ? [INTERCEPT, ...regressors] : regressors;
      const raw = [outcome, ...names].map((name) => take(columns.get(name)!));
      const effects = frame.effects.map((e): AbsorbedEffect => {
        const { codes, size } = compactCodes(e.codes, e.size, rows);
        const slope = e.slope === undefined ? {} : { slope: take(e.slope) };
        return { name: e.name, codes, size, ...slope };
      });
      const weights = frame.weights === null ? null : take(frame.weights);
      const swept =
        effects.length === 0
          ? raw
          : createAbsorber(effects, weights === null ? {} : { weights }).demean(raw);
      const alive = names.map((_, j) => j).filter((j) => isLeft(swept[j + 1]!, raw[j + 1]!));
      const { coefficients, kept } = olsFit(
        alive.map((j) => swept[j + 1]!),
        swept[0]!,
        weights,
        1e-7,
      );
      const found = new Map(kept.map((k, r) => [names[alive[k]!]!, coefficients[r]!]));
      return Float64Array.from(terms, (term) => found.get(term) ?? Number.NaN);
    },
  };
}

/** Whether the effects leave anything of a column. */
function isLeft(swept: Float64Array, raw: Float64Array): boolean {
  const size = (x: Float64Array) => x.reduce((s, v) => s + v * v, 0);
  return size(swept) > 1e-14 * size(raw);
}

/** Rows of each unit. */
export function rowsByUnit(codes: Int32Array, size: number): Int32Array[] {
  const rows = Array.from({ length: size }, (): number[] => []);
  codes.forEach((unit, i) => {
    rows[unit]!.push(i);
  });
  return rows.map((r) => Int32Array.from(r));
}

/** The rows of the units drawn, one after the other. */
export function rowsOfUnits(units: ArrayLike<number>, rows: readonly Int32Array[]): Int32Array {
  let total = 0;
  for (let u = 0; u < units.length; u++) total += rows[units[u]!]!.length;
  const out = new Int32Array(total);
  let at = 0;
  for (let u = 0; u < units.length; u++) {
    out.set(rows[units[u]!]!, at);
    at += rows[units[u]!]!.length;
  }
  return out;
}
