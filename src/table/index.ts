export {
  type Column,
  type ColumnMeta,
  columnLength,
  type NumericColumn,
  numberColumn,
  type TextColumn,
  takeRows,
  textColumn,
} from "./column.js";
export { CsvScanner } from "./csv-scan.js";
export { detectEncoding, type TextEncoding, toUtf8 } from "./decode.js";
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
export { rowsByUnit } from "./rows-by-unit.js";
export { type Origin, Table } from "./table.js";
export { type CutOptions, type CutReport, type CutResult, trim, winsorise } from "./winsorise.js";
export {
  type WorkbookCell,
  type WorkbookSheet,
  workbookBytes,
} from "./workbook.js";
export { toCsv } from "./write-csv.js";
export { zscore } from "./zscore.js";
