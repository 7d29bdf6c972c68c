import { extname } from "node:path";
import { type ContentKind, contentKind } from "../../bytes/index.js";
import { fieldDelimiter, readSheet, type SheetCell } from "../../table/index.js";
import { csvPieces, headOf, surveyFile } from "./csv-pieces.js";
import { type FileRow, pieceRows } from "./csv-records.js";

/** Rows of a file in one piece: CSV bytes for a thread to read, or cells that are read already. */
export type RowPiece =
  | { readonly bytes: Buffer; readonly firstRow: number; readonly delimiter?: number }
  | { readonly rows: readonly FileRow[] };

/** A table file opened piece by piece. */
export interface RowSource {
  /** SHA-256 of the file, for records without a number of their own. */
  readonly sha256: string;
  /** True where a row with too few cells is damaged (CSV); workbooks leave empty ends out. */
  readonly strict: boolean;
  pieces(): IterableIterator<RowPiece>;
}

/**
 * Opens a text table (.csv .tsv .txt), .xlsx or .xls file for reading piece by piece; the content
 * goes before the name.   中文: 分块读取
 *
 * Text is read in pieces, so memory stays flat whatever the size of the file; encoding and
 * delimiter are recognised.
 *
 * Errors    file/not-readable, bytes/binary, table/unclosed-quote, table/unreadable-workbook.
 */
export async function openRows(path: string): Promise<RowSource> {
  const isBook = /^\.xlsx?$/i.test(extname(path));
  const kind = contentKind(headOf(path, "utf-8"));
  if (BOOKS.includes(kind) || (isBook && kind !== "text")) return openWorkbook(path);
  const { sha256, encoding } = surveyFile(path, "csv");
  const delimiter = fieldDelimiter(headOf(path, encoding));
  return {
    sha256,
    strict: true,
    *pieces() {
      for (const piece of csvPieces(path, encoding, undefined, delimiter)) {
        yield { ...piece, delimiter };
      }
    },
  };
}

const BOOKS: readonly ContentKind[] = ["xlsx", "xls", "html", "spreadsheet-xml"];

/** The rows of a piece.   中文: 片段中的行 */
export function rowsOf(piece: RowPiece, file: string): Iterable<FileRow> {
  return "rows" in piece
    ? piece.rows
    : pieceRows(piece.bytes, file, piece.firstRow, piece.delimiter);
}

async function openWorkbook(path: string): Promise<RowSource> {
  const sheet = await readSheet(path);
  const { sha256 } = surveyFile(path, "hash-only");
  const rows = sheet.rows.map((cells, i) => ({ row: i + 1, cells: cells.map(cellText) }));
  return {
    sha256,
    strict: false,
    *pieces() {
      yield { rows };
    },
  };
}

function cellText(cell: SheetCell): string {
  return cell === null ? "" : String(cell);
}
