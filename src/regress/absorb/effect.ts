import type { Factor } from "../../table/index.js";

/** A set of effects to be swept out: one coefficient for each level.   中文: 待吸收的固定效应 */
export interface AbsorbedEffect {
  readonly name: string;
  /** Level of each row, 0 … size − 1; no row is without one. */
  readonly codes: Int32Array;
  readonly size: number;
  /** Left out: level means. Given: a slope of this variable for each level (no intercept). */
  readonly slope?: Float64Array;
}

/** A column as rows of a longer one, so that it need not be copied.   中文: 列的行视图 */
export interface ColumnView {
  readonly values: Float64Array;
  readonly rows: Int32Array | null;
}

/** An effect from a factor without missing codes.   中文: 由分类得到固定效应 */
export function effectOf(name: string, factor: Factor): AbsorbedEffect {
  return { name, codes: factor.codes, size: factor.levels.length };
}
