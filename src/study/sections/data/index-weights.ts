import type { Localized } from "../../../base/index.js";
import {
  englishFormula,
  englishTerm,
  type IndicatorSystem,
  meanWeights,
  systemWeights,
} from "../../../indices/index.js";
import { describeResult, genericTable, methodWording } from "../../../report/index.js";
import type { IndexResult } from "../../../result/index.js";
import { text, wording } from "../../file/schema/common.js";
import type { StudyFrame } from "../../stages/frame.js";
import { defineSection, labelOf, notesOf, output, type SectionKind } from "../section.js";
import { indexOf } from "./index-figures.js";

/** The indicator system with its weights.   中文: 指标体系与权重 */
export const indexWeights = weightsTable("index-weights");

/** The same under the name that papers give it.   中文: 指标体系表 */
export const indicatorSystem = weightsTable("indicator-system");

function weightsTable(name: string): SectionKind {
  return defineSection({
    name,
    title: { en: "Indicator system and weights", zh: "指标体系与权重" },
    shape: {
      index: text.optional(),
      /** A system whose file carries the published weights: printed beside ours. */
      published: text.optional(),
      /** Heading of our own weights. */
      header: wording.optional(),
    },
    make: (frame, entry, context) => {
      const index = indexOf(frame, entry.index);
      const weights = meanWeights(index);
      const published =
        entry.published === undefined ? null : publishedWeights(frame.system(entry.published));
      const hasUnits = index.indicators.some((i) => i.unit !== null);
      const table = genericTable({
        title: context.title,
        columns: [
          { header: { en: "Dimension", zh: "维度" } },
          { header: { en: "Indicator", zh: "指标" } },
          { header: { en: "Measure", zh: "计算方法" } },
          ...(hasUnits ? [{ header: { en: "Unit", zh: "单位" } }] : []),
          { header: { en: "Direction", zh: "方向" }, align: "center" },
          { header: entry.header ?? { en: "Weight", zh: "权重" }, digits: 4 },
          ...(published === null
            ? []
            : [{ header: { en: "Published weight", zh: "原文权重" }, digits: 4 }]),
        ],
        rows: index.indicators.map((indicator, j) => [
          // A dimension is named in the first of its rows.
          dimensionOf(index, j) === dimensionOf(index, j - 1)
            ? ""
            : inEnglish(frame, dimensionOf(index, j)),
          inEnglish(frame, indicator.label),
          {
            en: formulaText(englishFormula(indicator.formula) ?? indicator.formula),
            zh: formulaText(indicator.formula),
          },
          ...(hasUnits ? [inEnglish(frame, indicator.unit ?? "")] : []),
          `${indicator.direction === "-" ? "−" : "+"}${indicator.asPublished ? "†" : ""}`,
          weights[j]!,
          ...(published === null ? [] : [published.get(indicator.name) ?? null]),
        ]),
        notes: [
          {
            en: `Weights: ${methodWording(index.method, index.methods).en}; standardised over the ${index.scale === "pooled" ? "pooled panel" : "year"}; they sum to 1.`,
            zh: `权重方法：${methodWording(index.method, index.methods).zh}；${index.scale === "pooled" ? "合并面板" : "逐年"}标准化；权重之和为 1。`,
          },
          ...(index.indicators.some((i) => i.asPublished)
            ? [{ en: "† direction as published.", zh: "† 方向依原文。" }]
            : []),
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
          ...(published === null ? {} : { published: published.get(indicator.name) ?? null }),
        })),
      };
      return output({
        tables: [table],
        results,
        warnings: index.warnings,
        methods: [indexFact(frame, index)],
      });
    },
  });
}

/** Terms of a system by the labels of the study, else in the English of the bundled systems. */
function inEnglish(frame: StudyFrame, text: string): Localized {
  const parts = text.split(" / ").map((part) => {
    const { en, zh } = labelOf(frame, part);
    return { en: en === part ? (englishTerm(part) ?? part) : en, zh };
  });
  return { en: parts.map((p) => p.en).join(" / "), zh: parts.map((p) => p.zh).join(" / ") };
}

/** A formula as print has it. */
function formulaText(formula: string): string {
  return formula.replaceAll("*", "×").replace(/(?<![A-Za-z])RD(?![A-Za-z])/g, "R&D");
}

/** The index as the methods section names it, in both languages. */
function indexFact(frame: StudyFrame, index: IndexResult) {
  const fact = describeResult(index);
  const label = inEnglish(frame, index.label);
  return fact.kind === "index" ? { ...fact, label } : fact;
}

function dimensionOf(index: IndexResult, j: number): string {
  const indicator = index.indicators[j];
  return [indicator?.dimension, indicator?.subdimension].filter(Boolean).join(" / ");
}

function publishedWeights(system: IndicatorSystem): ReadonlyMap<string, number> {
  systemWeights(system);
  return new Map(
    system.indicators.flatMap((i) => (i.weight === null ? [] : [[i.name, i.weight] as const])),
  );
}
