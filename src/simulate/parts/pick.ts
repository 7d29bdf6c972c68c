import type { Rng } from "../../base/index.js";

/** One of several, drawn. */
export function pick<T>(from: readonly T[], rng: Rng): T {
  return from[rng.integer(from.length)]!;
}
