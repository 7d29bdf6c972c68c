import type { PrincipalComponents } from "../../../result/index.js";
import type { Wording } from "../../table/table-model.js";
import type { FigureModel } from "../chart/figure-model.js";

/**
 * Scree plot: eigenvalues of the components with the retained ones filled.   中文: 碎石图
 *
 * @example screeFigure(result.weights[0].pca)
 */
export function screeFigure(
  pca: PrincipalComponents,
  options: { readonly title?: Wording; readonly notes?: readonly Wording[] } = {},
): FigureModel {
  const points = Array.from(pca.eigenvalues, (y, m) => ({ x: m + 1, y }));
  let cumulated = 0;
  const rows = points.map(({ x, y }, m) => {
    cumulated += pca.share[m]!;
    return [x, y, pca.share[m]!, cumulated, m < pca.retained ? "yes" : "no"];
  });
  const kept = points.slice(0, pca.retained);
  const share = pca.share.slice(0, pca.retained).reduce((a, b) => a + b, 0);
  return {
    kind: "figure",
    type: "scree",
    title: options.title ?? { en: "Scree plot", zh: "碎石图" },
    panels: [
      {
        x: { kind: "value", ticks: "integers", label: { en: "Component", zh: "主成分" } },
        y: { kind: "value", include: [0], label: { en: "Eigenvalue", zh: "特征值" } },
        marks: [
          { kind: "rule", across: "y", at: 1 },
          { kind: "line", ink: 0, symbols: "none", points },
          {
            kind: "points",
            ink: 0,
            name: { en: "Retained", zh: "保留" },
            points: kept,
          },
          {
            kind: "points",
            ink: 4,
            name: { en: "Dropped", zh: "舍去" },
            points: points.slice(pca.retained),
          },
        ],
      },
    ],
    notes: [
      {
        en: `Rule: ${pca.rule}; ${pca.retained} component(s) hold ${(100 * share).toFixed(1)} % of the variance.`,
        zh: `规则：${pca.rule}；保留 ${pca.retained} 个主成分，累计方差贡献率 ${(100 * share).toFixed(1)}%。`,
      },
      ...(options.notes ?? []),
    ],
    data: { columns: ["component", "eigenvalue", "share", "cumulated", "retained"], rows },
  };
}
