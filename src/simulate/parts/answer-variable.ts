import type { Rng } from "../../base/index.js";
import type { AnswerSettings } from "./answer-shape.js";
import { type PanelSize, panelScores } from "./panel-scores.js";

/**
 * A variable that answers linearly to a regressor: unit effect + AR(1) noise + effect × regressor,
 * so that two-way fixed effects recover the effect.   中文: 对解释变量线性响应的变量
 */
export function answerVariable(
  size: PanelSize,
  settings: AnswerSettings,
  regressor: Float64Array,
  rng: Rng,
): Float64Array {
  const { mean, between, noise, persistence, effect } = settings;
  const levels = Float64Array.from({ length: size.units }, () => between * rng.normal());
  const shocks = panelScores(size, { between: 0, trend: 0, persistence }, rng);
  return regressor.map(
    (x, cell) => mean + levels[Math.floor(cell / size.times)]! + noise * shocks[cell]! + effect * x,
  );
}
