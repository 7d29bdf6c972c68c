import type {
  Decomposition,
  EventStudy,
  Placebo,
  SpecificationResult,
  TwfeWeights,
} from "../result/index.js";
import { baconFigure } from "./figure/bacon-figure.js";
import type { FigureModel } from "./figure/chart/figure-model.js";
import { eventStudyFigure } from "./figure/event-study-figure.js";
import { placeboFigure } from "./figure/placebo-figure.js";
import { specificationFigure } from "./figure/specification-figure.js";
import { baconTable } from "./table/bacon-table.js";
import { eventStudyTable } from "./table/event-study-table.js";
import { placeboTable } from "./table/placebo-table.js";
import { regressionTable } from "./table/regression-table.js";
import type { PlainColumn, ReportedFit } from "./table/reported-column.js";
import { specificationTable } from "./table/specification-table.js";
import type { TableModel } from "./table/table-model.js";
import { twfeWeightsTable } from "./table/twfe-weights-table.js";

/** A result that has a table of its own.   中文: 可直接入表的结果 */
export type Reportable =
  | ReportedFit
  | PlainColumn
  | EventStudy
  | Decomposition
  | TwfeWeights
  | Placebo
  | SpecificationResult;

/**
 * The table of any result; several fits stand side by side.   中文: 结果 → 表
 *
 * @example tableToText(toTable(fit), "zh")
 */
export function toTable(result: Reportable | readonly (ReportedFit | PlainColumn)[]): TableModel {
  if (isList(result)) return regressionTable(result);
  if ("comparisons" in result) return baconTable(result);
  if ("positive" in result) return twfeWeightsTable(result);
  if ("draws" in result) return placeboTable(result);
  if ("specifications" in result) return specificationTable(result);
  if ("events" in result) return eventStudyTable(result);
  return regressionTable([result]);
}

/** The figure of a result, undefined where none is customary.   中文: 结果 → 图 */
export function draw(result: Reportable): FigureModel | undefined {
  if ("comparisons" in result) return baconFigure(result);
  if ("positive" in result) return undefined;
  if ("draws" in result) return placeboFigure(result);
  if ("specifications" in result) return specificationFigure(result);
  if ("events" in result) return eventStudyFigure(result);
  return undefined;
}

function isList(
  result: Reportable | readonly (ReportedFit | PlainColumn)[],
): result is readonly (ReportedFit | PlainColumn)[] {
  return Array.isArray(result);
}
