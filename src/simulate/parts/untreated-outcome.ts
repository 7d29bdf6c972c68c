import type { Rng } from "../../base/index.js";
import { blendScores, type WeightedScores } from "./blend-scores.js";
import { type PanelSize, panelScores } from "./panel-scores.js";
import { standardTrend } from "./standard-trend.js";
import type { VariableSettings } from "./variable-shape.js";

/** The untreated part of an outcome: scores to be mapped, and a trend to be added. */
export interface UntreatedOutcome {
  readonly scores: Float64Array;
  /** The common trend, in the outcome's unit. */
  readonly trend: Float64Array;
}

/**
 * The untreated part of an outcome that a regression with two-way effects is to explain.
 * 中文: 未处理结果
 *
 * The trend is added after the scores are mapped to the printed distribution: inside a skewed
 * mapping it would grow with the level of the unit and no longer be common.
 */
export function untreatedOutcome(
  size: PanelSize,
  settings: VariableSettings,
  loads: readonly WeightedScores[],
  rng: Rng,
): UntreatedOutcome {
  const { between, trend, persistence, sd } = settings;
  const shape = { between: between / (1 - trend), trend: 0, persistence };
  const line = standardTrend(size.times).map((v) => Math.sqrt(trend) * sd * v);
  const own = panelScores(size, shape, rng);
  return {
    scores: blendScores([{ scores: own, weight: 1 }, ...loads]),
    trend: own.map((_, cell) => line[cell % size.times]!),
  };
}
