import { kernelDensity } from "../../../math/index.js";
import type { Point } from "./figure-model.js";

/** A smoothed distribution as points of a line; none where all values are the same.   中文: 核密度曲线 */
export function densityPoints(values: readonly number[], weights?: readonly number[]): Point[] {
  const known = values.flatMap((v, i) => (Number.isFinite(v) ? [i] : []));
  if (known.every((i) => values[i] === values[known[0]!])) return [];
  const smooth = kernelDensity(
    known.map((i) => values[i]!),
    weights === undefined ? {} : { weights: known.map((i) => weights[i]!) },
  );
  return Array.from(smooth.x, (x, i) => ({ x, y: smooth.density[i]! }));
}
