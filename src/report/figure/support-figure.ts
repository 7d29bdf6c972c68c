import { greatest, least } from "../../base/index.js";
import type { Wording } from "../table/table-model.js";
import { densityPoints } from "./chart/density-points.js";
import type { FigureModel, Panel } from "./chart/figure-model.js";

/** Scores of treated and controls. */
export interface ScoreGroups {
  readonly treated: readonly number[];
  readonly control: readonly number[];
  /** Matching weights of the two; without them radius and kernel matching would change nothing. */
  readonly weights?: { readonly treated: readonly number[]; readonly control: readonly number[] };
}

/**
 * Densities of the propensity score of treated and controls, before and after matching: the
 * common-support figure.   中文: 共同支撑图（倾向得分核密度）
 */
export function supportFigure(
  before: ScoreGroups,
  after: ScoreGroups | null,
  options: { readonly title?: Wording; readonly notes?: readonly Wording[] } = {},
): FigureModel {
  const sides = { before, ...(after === null ? {} : { after }) };
  const curves = (groups: ScoreGroups) => ({
    treated: scoreDensity(groups.treated, groups.weights?.treated),
    control: scoreDensity(groups.control, groups.weights?.control),
  });
  const all = Object.values(sides).map(curves);
  // The same scales left and right: heights are to be compared.
  const points = all.flatMap((c) => [...c.treated, ...c.control]);
  const heights = [0, ...points.map((p) => p.y)];
  const panel = (side: number, title: Wording): Panel => ({
    title,
    x: {
      kind: "value",
      include: points.map((p) => p.x),
      label: { en: "Propensity score", zh: "倾向得分" },
    },
    y: {
      kind: "value",
      include: [least(heights), greatest(heights)],
      label: { en: "Density", zh: "核密度" },
    },
    marks: [
      {
        kind: "line",
        ink: 0,
        symbols: "none",
        name: { en: "Treated", zh: "处理组" },
        points: all[side]!.treated,
      },
      {
        kind: "line",
        ink: 1,
        symbols: "none",
        name: { en: "Controls", zh: "控制组" },
        points: all[side]!.control,
      },
    ],
  });
  return {
    kind: "figure",
    type: "support",
    title: options.title ?? { en: "Common support", zh: "倾向得分的共同支撑" },
    height: 320,
    panels: [
      panel(0, { en: "Before matching", zh: "匹配前" }),
      ...(after === null ? [] : [panel(1, { en: "After matching", zh: "匹配后" })]),
    ],
    notes: options.notes ?? [],
    data: {
      columns: ["sample", "group", "score", "weight"],
      rows: Object.entries(sides).flatMap(([sample, groups]) =>
        (["treated", "control"] as const).flatMap((group) =>
          groups[group].map((score, i) => [sample, group, score, groups.weights?.[group][i] ?? 1]),
        ),
      ),
    },
  };
}

/** Scores are probabilities: what the smoothing puts beyond 0 and 1 is not drawn. */
function scoreDensity(scores: readonly number[], weights?: readonly number[]) {
  return densityPoints(scores, weights).filter((p) => p.x >= 0 && p.x <= 1);
}
