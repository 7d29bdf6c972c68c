import { createAbsorber, isNested } from "../../regress/index.js";
import type { Effect } from "./sample.js";
import { twoWay } from "./two-way.js";

/** Removes fixed effects from a column.   中文: 去除固定效应 */
export interface Sweep {
  residual(x: Float64Array): Float64Array;
}

/** Of the iterative sweep; the exact one of two effects is at rounding error. */
const TOLERANCE = 1e-12;

/**
 * A sweep over the effects of a sample.   中文: 建立去均值器
 *
 * Effects nested in another add nothing and are passed over; one or two are removed exactly, more by
 * the absorber of the regression room.
 */
export function sweepOf(effects: readonly Effect[], weights: Float64Array | null): Sweep {
  const outer = withoutNested(effects);
  const [a, b] = outer;
  if (a === undefined) return { residual: (x) => x.slice() };
  if (outer.length > 2) {
    const absorbed = outer.map((e) => ({ name: e.name, codes: e.codes, size: e.levels }));
    const absorber = createAbsorber(absorbed, {
      tolerance: TOLERANCE,
      ...(weights === null ? {} : { weights }),
    });
    return { residual: (x) => absorber.demean([x])[0]! };
  }
  const other = b ?? { name: "constant", codes: new Int32Array(a.codes.length), levels: 1 };
  return twoWay(a.codes, a.levels, other.codes, other.levels, weights);
}

function withoutNested(effects: readonly Effect[]): readonly Effect[] {
  if (effects.length < 3) return effects;
  const coded = effects.map((e) => ({ codes: e.codes, size: e.levels }));
  const isIn = (inner: number, outer: number) => isNested(coded[inner]!, coded[outer]!);
  return effects.filter(
    (_, j) => !effects.some((_outer, k) => k !== j && isIn(k, j) && !(k > j && isIn(j, k))),
  );
}
