import type { IndexSensitivity } from "../../../result/index.js";
import type { Wording } from "../../table/table-model.js";
import type { FigureModel } from "../chart/figure-model.js";
import { numbered } from "./index-method-wording.js";

/**
 * Rank correlations of the index under all weight methods, as tiles.   中文: 赋权方法秩相关图
 *
 * @example indexMethodsFigure(indexSensitivity(panel, system))
 */
export function indexMethodsFigure(
  found: IndexSensitivity,
  options: { readonly title?: Wording; readonly notes?: readonly Wording[] } = {},
): FigureModel {
  const { methods, methodRanks } = found;
  const m = methods.length;
  const points = methods.flatMap((_, y) =>
    methods.map((_, x) => {
      const value = methodRanks[y * m + x]!;
      return { x, y, value, text: value.toFixed(2) };
    }),
  );
  return {
    kind: "figure",
    type: "index-methods",
    title: options.title ?? {
      en: `${found.name} under all weight methods (Spearman)`,
      zh: `${found.name}：各赋权方法的秩相关`,
    },
    width: 680,
    height: Math.max(300, 80 + 34 * m),
    panels: [
      {
        x: { kind: "category", label: "", categories: methods.map((_, i) => `(${i + 1})`) },
        y: {
          kind: "category",
          label: "",
          categories: methods.map((name, i) => numbered(i + 1, name, found.methodNames)),
        },
        marks: [{ kind: "tiles", points }],
      },
    ],
    notes: options.notes ?? [],
    data: {
      columns: ["method", ...methods],
      rows: methods.map((name, i) => [name, ...Array.from(methodRanks.subarray(i * m, i * m + m))]),
    },
  };
}
