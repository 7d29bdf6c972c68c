import { kernelDensity } from "../../math/index.js";
import type { Point } from "./figure-model.js";

/** A smoothed distribution as points of a line; none where all values are the same.   中文: 核密度曲线 */
export function densityPoints(values: readonly number[]): Point[] {
  const known = values.filter((v) => Number.isFinite(v));
  if (known.every((v) => v === known[0])) return [];
  const smooth = kernelDensity(Float64Array.from(known));
  return Array.from(smooth.x, (x, i) => ({ x, y: smooth.density[i]! }));
}
