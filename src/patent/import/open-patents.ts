import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { fileError, UserError } from "../../base/index.js";
import { countFields, mapColumns, type UserMap } from "./map-columns.js";
import { parseGazetteXml } from "./parse-gazette-xml.js";
import { type BuiltRecord, buildRecord, type Locator } from "./patent-record.js";
import { type FileRow, openRows } from "./record-rows.js";

/** One row of a patent file: a record, an empty row, or a row that cannot be one. */
export type PatentRow =
  | { readonly row: number; readonly record: BuiltRecord }
  | { readonly row: number; readonly fault: "empty" | string };

/** A patent file opened for reading as a stream. */
export interface OpenedPatents {
  readonly service: string;
  readonly sha256: string;
  /** Heading of the column used for each field. */
  readonly columns: Readonly<Record<string, string>>;
  rows(): IterableIterator<PatentRow>;
}

/** Endings of the files that are read. */
export const PATENT_EXTENSIONS: readonly string[] = [".csv", ".xlsx", ".xls", ".xml"];

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
  const rows = source.rows();
  const head = findHeader(rows, user);
  if (head === undefined) throw fileError("empty", { file: shown });
  const map = mapColumns(head.cells, user, shown);
  const identity = (row: number): string => `row:${source.sha256.slice(0, 24)}:${row}`;
  const read = ({ row, cells }: FileRow): PatentRow => {
    if (cells.every((c) => c.trim() === "")) return { row, fault: "empty" };
    const extra = cells.slice(map.width).some((c) => c.trim() !== "");
    if (extra || (source.strict && cells.length < map.width)) {
      return { row, fault: `the row has ${cells.length} fields, the header ${map.width}` };
    }
    const record = buildRecord(cells, map, identity(row), locate);
    return record === undefined
      ? { row, fault: "the row holds no number, symbol or title" }
      : { row, record };
  };
  return {
    service: map.service,
    sha256: source.sha256,
    columns: Object.fromEntries(
      [...map.columns].map(([field, at]) => [field, head.cells[at[0]!]!.trim()]),
    ),
    *rows() {
      for (const row of head.behind) yield read(row);
      for (const row of rows) yield read(row);
    },
  };
}

function openGazette(path: string, shown: string, locate: Locator): OpenedPatents {
  let xml: string;
  try {
    xml = readFileSync(path, "utf8");
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
    *rows() {
      yield { row: 1, record };
    },
  };
}

function findHeader(rows: IterableIterator<FileRow>, user: UserMap) {
  const seen: FileRow[] = [];
  while (seen.length < HEADER_ROWS) {
    const next = rows.next();
    if (next.done) break;
    seen.push(next.value);
  }
  if (seen.length === 0) return undefined;
  const named = Object.values(user);
  const score = (cells: readonly string[]): number =>
    countFields(cells) + named.filter((n) => cells.includes(n)).length;
  let best = 0;
  seen.forEach(({ cells }, i) => {
    if (score(cells) > score(seen[best]!.cells)) best = i;
  });
  return { cells: seen[best]!.cells, behind: seen.slice(best + 1) };
}
