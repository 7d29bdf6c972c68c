/** Which tail a probability means; default `lower`.   中文: 尾部 */
export interface TailOption {
  readonly tail?: "lower" | "upper";
}

/** Both tails of a distribution at a point, each with its own full relative accuracy. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/** Picks the tail asked for. */
export function pick(tails: Tails, option?: TailOption): number {
  return option?.tail === "upper" ? tails.upper : tails.lower;
}
