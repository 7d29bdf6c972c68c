import type { ColumnView } from "./effect.js";
import type { AbsorbPlan } from "./plan.js";

/**
 * The rows and vectors of one sweep of K columns, with the passes over them. Columns are interleaved:
 * value k of row (or coefficient) i stands at i·K + k.   中文: 吸收计算的工作区
 *
 * One implementation is plain JavaScript, one WebAssembly on shared memory; they give the same bits.
 */
export interface Workspace {
  readonly plan: AbsorbPlan;
  readonly K: number;
  /** The columns' rows in the plan's order. */
  readonly rows: Float64Array;
  /** A vector of coefficients, zero at first. At most `VECTORS` in all. */
  vector(): Float64Array;
  take(columns: readonly ColumnView[]): void;
  /** The rows as columns in the table's own order. */
  restore(): Float64Array[];
  /** rows ← (I − P) rows, where P projects on the eliminated factor. */
  eliminate(): void;
  /** Σ w z² of each column. */
  squares(): Float64Array;
  /** to ← D′W rows, D the iterated effects. */
  gather(to: Float64Array): void;
  /** to ← D′W (I − P) D from: the normal equations after elimination. */
  apply(from: Float64Array, to: Float64Array): void;
  /** rows ← rows − (I − P) D alpha. */
  subtract(alpha: Float64Array): void;
  /** Σ a·b of each column. */
  dots(a: Float64Array, b: Float64Array): Float64Array;
  /** Σ d·p² of each column, d the diagonal of the normal equations. */
  diagonalSquares(p: Float64Array): Float64Array;
  /** x += step·p, r −= step·q. */
  step(
    x: Float64Array,
    p: Float64Array,
    r: Float64Array,
    q: Float64Array,
    step: Float64Array,
  ): void;
  /** p ← z + turn·p. */
  turn(p: Float64Array, z: Float64Array, turn: Float64Array): void;
  /** z ← r / diagonal. */
  divideByDiagonal(r: Float64Array, z: Float64Array): void;
  /** Gives the memory back: nothing of the workspace may be used afterwards. */
  close(): void;
}

/** Vectors that a workspace has room for. */
export const VECTORS = 5;
