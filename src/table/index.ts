export { type Balanced, type BalanceOptions, balance } from "./balance.js";
export {
  type Column,
  type ColumnMeta,
  columnLength,
  columnMeta,
  type NumericColumn,
  numberColumn,
  type TextColumn,
  takeRows,
  textColumn,
} from "./column.js";
export { compareGroups, type GroupComparison, type MeanTest } from "./compare-groups.js";
export { type CorrelateOptions, type Correlation, correlate, midRanks } from "./correlate.js";
export { CsvScanner } from "./csv-scan.js";
export { dataDictionary, withDictionary } from "./data-dictionary.js";
export { detectEncoding, type TextEncoding, toUtf8 } from "./decode.js";
export { type DeflateOptions, deflate } from "./deflate.js";
export {
  type Description,
  describe,
  type NumberSummary,
  type PanelShape,
  type TextSummary,
} from "./describe.js";
export { type ReadDtaOptions, readDta } from "./dta/read-dta.js";
export { toDta } from "./dta/write-dta.js";
export { type DuplicateGroup, dropDuplicates, duplicates, type KeepRule } from "./duplicates.js";
export { tableError } from "./errors.js";
export { type Factor, toFactor } from "./factor.js";
export {
  FILL_MARK,
  type Filled,
  type FillOptions,
  type FillReport,
  fill,
  fillMarkName,
} from "./fill.js";
export { type LagOptions, lag } from "./lag.js";
export { type Logged, type LogOptions, logColumns } from "./log-columns.js";
export { type Merged, type MergeOptions, type MergeReport, mergeTables } from "./merge-tables.js";
export { Panel, type PanelKeys } from "./panel.js";
export { type ReadCsvOptions, readCsv } from "./read-csv.js";
export {
  type ReadSheetOptions,
  readSheet,
  type Sheet,
  type SheetCell,
  sheetNames,
} from "./read-sheet.js";
export { type ReadTableOptions, readBytes, readTable, writeTable } from "./read-table.js";
export {
  type ReshapeLongOptions,
  type ReshapeWideOptions,
  reshapeLong,
  reshapeWide,
} from "./reshape.js";
export { rowsByUnit } from "./rows-by-unit.js";
export { type Origin, Table } from "./table.js";
export { type VarianceInflation, varianceInflation } from "./variance-inflation.js";
export { type CutOptions, type CutReport, type CutResult, trim, winsorise } from "./winsorise.js";
export {
  type WorkbookCell,
  type WorkbookSheet,
  workbookBytes,
} from "./workbook.js";
export { toCsv } from "./write-csv.js";
export { type ParsedCell, parseCell } from "./xlsx/parse-cell.js";
export { type ReadXlsxOptions, readXlsx } from "./xlsx/read-xlsx.js";
export {
  type OddCell,
  type ReadYearbookOptions,
  readYearbook,
  type Yearbook,
  type YearbookReport,
} from "./xlsx/read-yearbook.js";
export { zscore } from "./zscore.js";
