export { reportError } from "./errors.js";
export { baconFigure } from "./figure/bacon-figure.js";
export { balanceFigure } from "./figure/balance-figure.js";
export { figureToSvg } from "./figure/chart/chart.js";
export { figureToCsv } from "./figure/chart/figure-csv.js";
export type {
  Axis,
  FigureData,
  FigureModel,
  Mark,
  Panel,
  Point,
} from "./figure/chart/figure-model.js";
export { type MapRegion, readGeoJson } from "./figure/chart/geo-json.js";
export { coefficientFigure, type LabelledEstimate } from "./figure/coefficient-figure.js";
export { comparisonFigure } from "./figure/comparison-figure.js";
export { type EventStudyFigureOptions, eventStudyFigure } from "./figure/event-study-figure.js";
export { densityByPeriodFigure } from "./figure/index/index-density-figure.js";
export {
  type IndexHeatMapFigureOptions,
  indexHeatMapFigure,
} from "./figure/index/index-heat-map-figure.js";
export { type IndexLineFigureOptions, indexLineFigure } from "./figure/index/index-line-figure.js";
export { type IndexMapFigureOptions, indexMapFigure } from "./figure/index/index-map-figure.js";
export { methodWording } from "./figure/index/index-method-wording.js";
export { indexMethodsFigure } from "./figure/index/index-methods-figure.js";
export { moranFigure } from "./figure/index/index-moran-figure.js";
export { screeFigure } from "./figure/index/index-scree-figure.js";
export {
  type IndexWeightsFigureOptions,
  indexWeightsFigure,
} from "./figure/index/index-weights-figure.js";
export { type LineSeries, lineFigure } from "./figure/line-figure.js";
export { placeboFigure } from "./figure/placebo-figure.js";
export { findChineseFont, findPictureFont } from "./figure/render/find-chinese-font.js";
export { figureToPdf } from "./figure/render/render-pdf.js";
export { figureToPng } from "./figure/render/render-png.js";
export {
  type SpecificationFigureOptions,
  specificationFigure,
} from "./figure/specification-figure.js";
export { type ScoreGroups, supportFigure } from "./figure/support-figure.js";
export { CITATIONS, type CitationKey } from "./page/citations.js";
export type { Equation, Factor } from "./page/equation.js";
export {
  type LineageGraph,
  type LineageKind,
  type LineageNode,
  lineageIndex,
} from "./page/lineage.js";
export {
  type DescribedResult,
  describeResult,
  type MethodFact,
  type MethodSentence,
} from "./page/method-facts.js";
export { methodsParagraph, type Place, type PlacedFact } from "./page/methods-paragraph.js";
export { captionOf } from "./page/number-sections.js";
export { referenceText } from "./page/reference-text.js";
export { renderDocxReport } from "./page/render-docx-report.js";
export { renderHtmlReport } from "./page/render-html-report.js";
export type { RefereeFinding, Report, ReportSection } from "./page/section.js";
export { BACON_NAMES, baconTable } from "./table/bacon-table.js";
export { balanceTable } from "./table/balance-table.js";
export { comparisonTable } from "./table/comparison-table.js";
export { covarianceNote } from "./table/covariance-note.js";
export { type Descriptive, descriptivesTable } from "./table/descriptives-table.js";
export { effectLabel, type Labels } from "./table/effect-label.js";
export { eventStudyTable } from "./table/event-study-table.js";
export { firstStageTable, type IvColumns } from "./table/first-stage-table.js";
export { formatNumber, formatShare } from "./table/format-number.js";
export { type GenericColumn, genericTable } from "./table/generic-table.js";
export { indexRankingTable, indexWeightsTable } from "./table/index-tables.js";
export { placeboTable } from "./table/placebo-table.js";
export { refereeTable } from "./table/referee-table.js";
export {
  type FootRow,
  type RegressionTableOptions,
  regressionTable,
} from "./table/regression-table.js";
export { tableToCsv } from "./table/render-csv.js";
export { tableToDocx } from "./table/render-docx.js";
export { tableToHtml, tableToHtmlPage } from "./table/render-html.js";
export { tableToLatex } from "./table/render-latex.js";
export { tableToMarkdown } from "./table/render-markdown.js";
export { tableToText } from "./table/render-text.js";
export { tablesToXlsx, tableToXlsx } from "./table/render-xlsx.js";
export {
  type PlainColumn,
  type ReportedColumn,
  type ReportedFit,
  toPlainColumn,
} from "./table/reported-column.js";
export { hasParentheses, restyleTable, type TableStyle } from "./table/restyle-table.js";
export { spaceChinese } from "./table/space-chinese.js";
export { specificationTable } from "./table/specification-table.js";
export { starsFor } from "./table/stars.js";
export {
  emptyCell,
  numberCell,
  pCell,
  type RowGroup,
  type TableCell,
  type TableColumn,
  type TableModel,
  type TableRow,
  textCell,
  type Wording,
} from "./table/table-model.js";
export { termLabel } from "./table/term-label.js";
export { twfeWeightsTable } from "./table/twfe-weights-table.js";
export { draw, type Reportable, toTable } from "./to-table.js";
