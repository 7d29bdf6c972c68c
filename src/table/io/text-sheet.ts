import { basename, extname } from "node:path";
import { contentKind, utf8Bytes } from "../../bytes/index.js";
import { fieldDelimiter } from "./csv-layout.js";
import { CsvScanner } from "./csv-scan.js";
import { parseFigure } from "./parse-figure.js";
import type { Sheet, SheetCell } from "./parse-sheet.js";
import { readBytes } from "./read-bytes.js";

/**
 * A text table as a sheet of cells, row by row, of whatever length; undefined where the file is no
 * text. Plain numbers become numbers, all else stays as it is written.   中文: 文本表格读作单元格
 *
 * Errors    those of `decode`; table/unclosed-quote.
 */
export function textSheet(path: string): Sheet | undefined {
  const raw = readBytes(path);
  if (contentKind(raw) !== "text") return undefined;
  const { bytes } = utf8Bytes(raw, { file: path });
  const scanner = new CsvScanner(bytes, path, fieldDelimiter(bytes));
  const rows: SheetCell[][] = [];
  while (scanner.skipBlankLines()) {
    const row: SheetCell[] = [];
    do {
      scanner.next(rows.length + 1);
      row.push(cellOf(scanner.text().trim()));
    } while (!scanner.lastInRow);
    while (row.length > 0 && row.at(-1) === null) row.pop();
    rows.push(row);
  }
  return { name: basename(path, extname(path)), rows, flaws: [], merges: [] };
}

function cellOf(text: string): SheetCell {
  if (text === "") return null;
  const { form, value } = parseFigure(text);
  return form === "plain" ? value : text;
}
