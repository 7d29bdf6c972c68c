import {
  choleskyInOrder,
  choleskySolve,
  crossProducts,
  crossVector,
  dot,
} from "../../math/index.js";
import { createAbsorber } from "../absorb/create-absorber.js";
import type { AbsorbedEffect } from "../absorb/effect.js";
import { independentColumns, sweptFrom } from "../linear/independent-columns.js";

/** Where a row's part of a separating combination may lie. */
export type Side = "zero" | "negative" | "positive";

const MAX_ROUNDS = 2000;
/** A combination smaller than this share of its largest entry counts as zero. */
const NEGLIGIBLE = 1e-4;
/** Movement of the projection, relative to its size, at which it has settled. */
const SETTLED = 1e-6;

/**
 * Rows that a combination of regressors and effects separates: the likelihood can be raised without
 * end by sending their index to ±∞, so no finite estimate exists with them in the sample.
 * 中文: 分离观测检测
 *
 * A vector z in the span of X and the effects with z = 0 on rows whose outcome is inside the range,
 * z ≤ 0 where it is at the lower end and z ≥ 0 at the upper end, not all zero, separates the rows
 * with z ≠ 0. It is looked for by alternating projections between the span and that cone, the
 * "iterative rectifier" of the source, for Poisson (zeros only) as for logit and probit.
 *
 * Shapes    sides n; result 1 for separated rows.
 * Source    Correia, Guimarães & Zylkin (2019), Verifying the existence of ML estimates for GLMs.
 */
export function findSeparation(
  columns: readonly Float64Array[],
  effects: readonly AbsorbedEffect[],
  sides: readonly Side[],
): Uint8Array {
  const n = sides.length;
  const separated = new Uint8Array(n);
  const project = projector(columns, effects, n);
  let target = Float64Array.from(sides, (s) => (s === "zero" ? 0 : s === "negative" ? -1 : 1));
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const z = project(target);
    let size = 0;
    let moved = 0;
    let allowed = 0;
    const next = z.map((v, i) => {
      const side = sides[i]!;
      const clipped = side === "zero" ? 0 : side === "negative" ? Math.min(v, 0) : Math.max(v, 0);
      size = Math.max(size, Math.abs(v));
      moved = Math.max(moved, Math.abs(v - clipped));
      allowed = Math.max(allowed, Math.abs(clipped));
      return clipped;
    });
    // Nothing admissible is left: the cone and the span meet in zero only.
    if (allowed < 1e-3 || size === 0) return separated;
    if (moved <= SETTLED * allowed) {
      for (let i = 0; i < n; i++) if (Math.abs(next[i]!) > NEGLIGIBLE * allowed) separated[i] = 1;
      return separated;
    }
    target = next;
  }
  return separated;
}

/** Orthogonal projection on the span of columns and effects, by residuals. */
function projector(
  columns: readonly Float64Array[],
  effects: readonly AbsorbedEffect[],
  n: number,
): (v: Float64Array) => Float64Array {
  const absorber = effects.length === 0 ? undefined : createAbsorber(effects, { tolerance: 1e-10 });
  const swept = absorber === undefined ? columns : absorber.demean(columns);
  const { kept } = independentColumns(swept, null, {
    solver: "normal",
    ...(absorber === undefined ? {} : sweptFrom(columns, null)),
  });
  // Unit length, so that the normal equations stay well scaled.
  const X = kept.map((j) => {
    const x = swept[j]!;
    const length = Math.sqrt(dot(x, x));
    return x.map((value) => value / length);
  });
  const { L } = choleskyInOrder(crossProducts(X), X.length, 0);
  return (v) => {
    const rest = absorber === undefined ? v.slice() : absorber.demean([v])[0]!;
    const b = choleskySolve(L, X.length, crossVector(X, rest));
    X.forEach((x, j) => {
      for (let i = 0; i < n; i++) rest[i]! -= b[j]! * x[i]!;
    });
    return v.map((value, i) => value - rest[i]!);
  };
}
