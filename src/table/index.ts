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
export { tableError } from "./errors.js";
export { type Factor, toFactor } from "./factor.js";
export { fieldDelimiter } from "./io/csv-layout.js";
export { CsvScanner } from "./io/csv-scan.js";
export { dataDictionary, withDictionary } from "./io/data-dictionary.js";
export { type ReadDtaOptions, readDta } from "./io/dta/read-dta.js";
export { toDta } from "./io/dta/write-dta.js";
export { readBytes } from "./io/read-bytes.js";
export { type ReadCsvOptions, readCsv } from "./io/read-csv.js";
export {
  type ReadSheetOptions,
  readSheet,
  readWorkbook,
  type Sheet,
  type SheetCell,
  sheetNames,
} from "./io/read-sheet.js";
export { type ReadTableOptions, readTable, writeTable } from "./io/read-table.js";
export { isTableName, readSmallTable } from "./io/small-table.js";
export {
  type WorkbookCell,
  type WorkbookSheet,
  workbookBytes,
} from "./io/workbook.js";
export { toCsv } from "./io/write-csv.js";
export { type ParsedCell, parseCell } from "./io/xlsx/parse-cell.js";
export { type ReadXlsxOptions, readXlsx } from "./io/xlsx/read-xlsx.js";
export {
  type OddCell,
  type ReadYearbookOptions,
  readYearbook,
  type Yearbook,
  type YearbookReport,
} from "./io/xlsx/read-yearbook.js";
export { observeColumn, type Watcher } from "./observe.js";
export { Panel, type PanelKeys } from "./panel.js";
export { rowsByUnit } from "./rows-by-unit.js";
export { datesAsText, isStataDate, stataDateText, stataYear } from "./stata-dates.js";
export { compareGroups, type GroupComparison, type MeanTest } from "./summary/compare-groups.js";
export {
  type CorrelateOptions,
  type Correlation,
  correlate,
  midRanks,
} from "./summary/correlate.js";
export {
  type Description,
  describe,
  type NumberSummary,
  type PanelShape,
  type TextSummary,
} from "./summary/describe.js";
export { type VarianceInflation, varianceInflation } from "./summary/variance-inflation.js";
export { type Origin, Table } from "./table.js";
export { readFirstYears, timingFromTreatment } from "./timing/read-timing.js";
export {
  type EmptyMeans,
  EXCLUDED,
  firstYearCell,
  NEVER,
  type Timing,
  treatedFrom,
  type UnitTimings,
} from "./timing/timing.js";
export { type Appended, appendTables } from "./transform/append-tables.js";
export { type Balanced, type BalanceOptions, balance } from "./transform/balance.js";
export { type DeflateOptions, deflate } from "./transform/deflate.js";
export {
  type DuplicateGroup,
  dropDuplicates,
  duplicates,
  type KeepRule,
} from "./transform/duplicates.js";
export {
  FILL_MARK,
  type Filled,
  type FillOptions,
  type FillReport,
  fill,
  fillMarkName,
} from "./transform/fill.js";
export { type LagOptions, lag } from "./transform/lag.js";
export { type Logged, type LogOptions, logColumns } from "./transform/log-columns.js";
export {
  type Merged,
  type MergeOptions,
  type MergeReport,
  mergeTables,
} from "./transform/merge-tables.js";
export { renameColumns } from "./transform/rename-columns.js";
export {
  type ReshapeLongOptions,
  type ReshapeWideOptions,
  reshapeLong,
  reshapeWide,
} from "./transform/reshape.js";
export {
  type CutOptions,
  type CutReport,
  type CutResult,
  trim,
  winsorise,
} from "./transform/winsorise.js";
export { zscore } from "./transform/zscore.js";
export { type YearsOf, yearsOf } from "./years-of.js";
