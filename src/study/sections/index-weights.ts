import { meanWeights } from "../../indices/index.js";
import { genericTable } from "../../report/index.js";
import { studyError } from "../errors.js";
import { text } from "../schema/common.js";
import { defineSection, notesOf, output } from "./section.js";

/** The indicator system with its weights.   中文: 指标体系与权重 */
export const indexWeights = defineSection({
  name: "index-weights",
  title: { en: "Indicator system and weights", zh: "指标体系与权重" },
  shape: { index: text.optional() },
  reads: ["indices"],
  make: (frame, entry, context) => {
    const index = frame.indices.find((i) => entry.index === undefined || i.name === entry.index);
    if (index === undefined) {
      throw studyError("bad-option", {
        file: frame.study.file,
        row: frame.study.placeOf(context.at).row,
        section: "index-weights",
        problem: {
          en: `there is no index "${String(entry.index ?? "")}"`,
          zh: `没有指数“${String(entry.index ?? "")}”`,
        },
      });
    }
    const weights = meanWeights(index);
    const table = genericTable({
      title: context.title,
      columns: [
        { header: { en: "Dimension", zh: "维度" } },
        { header: { en: "Indicator", zh: "指标" } },
        { header: { en: "Measure", zh: "计算方法" } },
        { header: { en: "Unit", zh: "单位" } },
        { header: { en: "Direction", zh: "方向" }, align: "center" },
        { header: { en: "Weight", zh: "权重" }, digits: 4 },
      ],
      rows: index.indicators.map((indicator, j) => [
        indicator.dimension ?? "",
        indicator.label,
        indicator.formula,
        indicator.unit ?? "",
        indicator.direction === "-" ? "−" : "+",
        weights[j]!,
      ]),
      notes: [
        {
          en: `Weights: ${index.method}; standardised over the ${index.scale === "pooled" ? "pooled panel" : "year"}; they sum to 1.`,
          zh: `权重方法：${index.method}；${index.scale === "pooled" ? "合并面板" : "逐年"}标准化；权重之和为 1。`,
        },
        ...notesOf(frame, entry),
      ],
    });
    const results = {
      index: index.name,
      method: index.method,
      scale: index.scale,
      weights: index.indicators.map((indicator, j) => ({
        indicator: indicator.name,
        weight: weights[j]!,
        direction: indicator.direction,
      })),
    };
    return output({ tables: [table], results, warnings: index.warnings });
  },
});
