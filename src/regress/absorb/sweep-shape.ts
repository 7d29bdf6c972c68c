/** What the code of a sweep depends on. */
export interface SweepShape {
  /** Interleaved columns. */
  readonly K: number;
  /** The iterated effects: one coefficient for each level, or one slope of a variable. */
  readonly effects: readonly ("levels" | "slopes")[];
  /** Whether a mean of the primary effect is eliminated, and how many slopes with it. */
  readonly mean: "yes" | "no";
  readonly slopes: number;
  readonly weights: "yes" | "no";
}

/** Cells of the descriptor in memory: addresses of the plan's arrays. */
export const DESCRIPTOR = {
  starts: 0,
  inverse: 1,
  weights: 2,
  /** Rows of one group for each thread, and the bytes from one thread's to the next's. */
  scratch: 3,
  scratchBytes: 4,
  vectorBytes: 5,
  rows: 6,
  /** (values, inverse) of each eliminated slope, then (codes, values) of each iterated effect. */
  first: 8,
} as const;

/** Cells that a descriptor of this shape has. */
export function descriptorCells(shape: SweepShape): number {
  return DESCRIPTOR.first + 2 * (shape.slopes + shape.effects.length);
}
