import type { Wording } from "../table/table-model.js";
import { densityPoints } from "./density-points.js";
import type { FigureModel, Panel } from "./figure-model.js";

/** Scores of treated and controls; weights are counts of use after matching. */
export interface ScoreGroups {
  readonly treated: readonly number[];
  readonly control: readonly number[];
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
  const panel = (groups: ScoreGroups, title: Wording): Panel => ({
    title,
    x: { kind: "value", label: { en: "Propensity score", zh: "倾向得分" } },
    y: { kind: "value", include: [0], label: { en: "Density", zh: "核密度" } },
    marks: [
      {
        kind: "line",
        ink: 0,
        symbols: "none",
        name: { en: "Treated", zh: "处理组" },
        points: densityPoints(groups.treated),
      },
      {
        kind: "line",
        ink: 1,
        symbols: "none",
        name: { en: "Controls", zh: "控制组" },
        points: densityPoints(groups.control),
      },
    ],
  });
  const sides = { before, ...(after === null ? {} : { after }) };
  return {
    kind: "figure",
    type: "support",
    title: options.title ?? { en: "Common support", zh: "倾向得分的共同支撑" },
    height: 320,
    panels: [
      panel(before, { en: "Before matching", zh: "匹配前" }),
      ...(after === null ? [] : [panel(after, { en: "After matching", zh: "匹配后" })]),
    ],
    notes: options.notes ?? [],
    data: {
      columns: ["sample", "group", "score"],
      rows: Object.entries(sides).flatMap(([sample, groups]) =>
        (["treated", "control"] as const).flatMap((group) =>
          groups[group].map((score) => [sample, group, score]),
        ),
      ),
    },
  };
}
