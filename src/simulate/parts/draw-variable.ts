import type { Rng } from "../../base/index.js";
import { blendScores } from "./blend-scores.js";
import { matchMoments } from "./match-moments.js";
import { type PanelSize, panelScores } from "./panel-scores.js";
import { roundTo } from "./round-to.js";
import type { VariableSettings } from "./variable-shape.js";

/** A variable as drawn, with the scores behind it for what is to depend on it. */
export interface DrawnVariable {
  readonly values: Float64Array;
  readonly scores: Float64Array;
}

/**
 * Draws a variable of a balanced panel to its printed moments.   中文: 按描述性统计抽取变量
 *
 * `wealth` scores (unit × time) are mixed in with the share that the settings name.
 */
export function drawVariable(
  size: PanelSize,
  settings: VariableSettings,
  rng: Rng,
  wealth?: Float64Array,
): DrawnVariable {
  const own = panelScores(size, settings, rng);
  const share = settings.wealth;
  const scores =
    share === 0 || wealth === undefined
      ? own
      : blendScores([
          { scores: own, weight: Math.sqrt(1 - share ** 2) },
          { scores: wealth, weight: share },
        ]);
  return { values: roundTo(matchMoments(scores, settings), settings.digits), scores };
}
