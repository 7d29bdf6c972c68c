import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { fileError, UserError } from "../../base/index.js";
import { decode } from "../../bytes/index.js";
import type { FileRow } from "./csv-records.js";
import { type ColumnMap, countFields, mapColumns, type UserMap } from "./map-columns.js";
import { parseGazetteXml } from "./parse-gazette-xml.js";
import { type BuiltRecord, buildRecord, type Locator } from "./patent-record.js";
import { openRows, type RowPiece, rowsOf } from "./record-rows.js";

/** One row of a patent file: a record, an empty row, or a row that cannot be one. */
export type PatentRow =
  | { readonly row: number; readonly record: BuiltRecord }
  | { readonly row: number; readonly fault: "empty" | string };

/** How the rows of an export are read: plain data, so that a thread can be told. */
export interface RowPlan {
  readonly shown: string;
  readonly sha256: string;
  readonly strict: boolean;
  readonly map: ColumnMap;
  /** Number of the header row; rows up to it are no records. */
  readonly header: number;
}

/** A patent file opened for reading piece by piece. */
export interface OpenedPatents {
  readonly service: string;
  readonly sha256: string;
  /** Heading of the column used for each field. */
  readonly columns: Readonly<Record<string, string>>;
  /** How to read the pieces; undefined for a gazette record, which has none. */
  readonly plan: RowPlan | undefined;
  pieces(): IterableIterator<RowPiece>;
  /** All rows in order. */
  rows(): IterableIterator<PatentRow>;
}

/** Endings of the files that are read. */
export const PATENT_EXTENSIONS: readonly string[] = [
  ".csv",
  ".tsv",
  ".txt",
  ".xlsx",
  ".xls",
  ".xml",
];

const HEADER_ROWS = 10;

/**
 * Opens a patent export (.csv, .xlsx, .xls) or a gazette record (.xml).   中文: 打开专利文件
 *
 * The header is the one of the first ten rows that names most fields; what stands above is no data.
 *
 * Errors    patent/no-columns, patent/unmapped-column, patent/not-gazette, file/…, table/…
 */
export async function openPatents(
  path: string,
  shown: string,
  user: UserMap,
  locate: Locator,
): Promise<OpenedPatents> {
  if (extname(path).toLowerCase() === ".xml") return openGazette(path, shown, locate);
  const source = await openRows(path);
  const head = findHeader(source.pieces(), shown, user);
  if (head === undefined) throw fileError("empty", { file: shown });
  const map = mapColumns(head.cells, user, shown);
  const { sha256, strict } = source;
  const plan: RowPlan = { shown, sha256, strict, map, header: head.row };
  return {
    service: map.service,
    sha256,
    columns: Object.fromEntries(
      [...map.columns].map(([field, at]) => [field, head.cells[at[0]!]!.trim()]),
    ),
    plan,
    pieces: source.pieces,
    *rows() {
      for (const piece of source.pieces()) yield* patentRows(piece, plan, locate);
    },
  };
}

/** The records of one piece.   中文: 片段中的专利 */
export function* patentRows(
  piece: RowPiece,
  plan: RowPlan,
  locate: Locator,
): IterableIterator<PatentRow> {
  for (const found of rowsOf(piece, plan.shown)) {
    if (found.row > plan.header) yield readRow(found, plan, locate);
  }
}

function readRow({ row, cells }: FileRow, plan: RowPlan, locate: Locator): PatentRow {
  const { map } = plan;
  if (cells.every(isBlank)) return { row, fault: "empty" };
  const extra = cells.length > map.width && !cells.slice(map.width).every(isBlank);
  if (extra || (plan.strict && cells.length < map.width)) {
    return { row, fault: `the row has ${cells.length} fields, the header ${map.width}` };
  }
  const identity = `row:${plan.sha256.slice(0, 24)}:${row}`;
  const record = buildRecord(cells, map, identity, locate);
  return record === undefined
    ? { row, fault: "the row holds no number, symbol or title" }
    : { row, record };
}

function isBlank(cell: string): boolean {
  return cell.trim() === "";
}

function openGazette(path: string, shown: string, locate: Locator): OpenedPatents {
  let xml: string;
  try {
    xml = decode(readFileSync(path), { file: shown }).text;
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw fileError("not-readable", { file: shown, reason }, cause);
  }
  const record = parseGazetteXml(xml, shown, locate);
  return {
    service: "CNIPA gazette",
    sha256: "",
    columns: {},
    plan: undefined,
    *pieces() {},
    *rows() {
      yield { row: 1, record };
    },
  };
}

function findHeader(
  pieces: IterableIterator<RowPiece>,
  shown: string,
  user: UserMap,
): FileRow | undefined {
  const seen: FileRow[] = [];
  const first = pieces.next();
  if (!first.done) {
    for (const row of rowsOf(first.value, shown)) {
      seen.push(row);
      if (seen.length === HEADER_ROWS) break;
    }
  }
  pieces.return?.();
  if (seen.length === 0) return undefined;
  const named = Object.values(user);
  const score = (cells: readonly string[]): number =>
    countFields(cells) + named.filter((n) => cells.includes(n)).length;
  let best = 0;
  seen.forEach(({ cells }, i) => {
    if (score(cells) > score(seen[best]!.cells)) best = i;
  });
  return seen[best];
}
