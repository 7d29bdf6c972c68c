import { sha256 } from "../base/index.js";
import { storeError } from "./errors.js";
import type { Store } from "./store.js";

/** Kinds of documents: reports, annual reports, and texts that are neither.   中文: 文档类型 */
export const DOCUMENT_KINDS = [
  "report",
  "annual-report",
  "communique",
  "policy",
  "text",
  "page",
] as const;

/** A kind of document. */
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** A report of a region-year or an annual report of a firm-year.   中文: 文档 */
export interface DocumentRecord {
  readonly id: number;
  readonly kind: DocumentKind;
  readonly regionCode: string | null;
  readonly region: string | null;
  readonly level: string | null;
  readonly firm: string | null;
  readonly year: number | null;
  readonly title: string;
  readonly speaker: string | null;
  readonly date: string | null;
  readonly source: string;
  readonly url: string | null;
  readonly path: string | null;
  /** 0 … 1: how sure region and year are. */
  readonly confidence: number;
  readonly rawHash: string;
  /** Cleaned text; glossaries and lists behind the report are in `appendix`. */
  readonly text: string;
  readonly textHash: string;
  readonly appendix: string;
  /** Characters of the cleaned text without white space and punctuation. */
  readonly characters: number;
  /** What cleaning and recognition had to say. */
  readonly notes: readonly string[];
}

/** A document to be stored; `raw` is kept by its hash. */
export interface NewDocument extends Omit<DocumentRecord, "id" | "rawHash" | "textHash"> {
  readonly raw: Uint8Array;
  readonly media?: string;
}

const KIND = "coalesce(genre, kind)";
const COLUMNS = `id, ${KIND} AS kind, region_code AS regionCode, region, level, firm, year, title, speaker,
  date, source, url, path, confidence, raw_hash AS rawHash, text, text_hash AS textHash, appendix,
  characters, notes`;

/**
 * Stores a document; the same content for the same region and year is stored once. A file that is
 * stored already and now reads otherwise (other settings) takes the place of its earlier reading,
 * whose counts go.   中文: 存入文档；同一文件以新设置重新导入时替换旧版本
 */
export function addDocument(
  store: Store,
  document: NewDocument,
): { id: number; state: "stored" | "duplicate" | "replaced" } {
  const rawHash = store.putContent(document.raw, document.media ?? "");
  const found = store.connection
    .prepare(
      `SELECT id FROM documents WHERE ${KIND} = ? AND raw_hash = ? AND coalesce(region, '') = ?
       AND coalesce(firm, '') = ? AND coalesce(year, 0) = ?`,
    )
    .get(document.kind, rawHash, document.region ?? "", document.firm ?? "", document.year ?? 0) as
    | { id: number }
    | undefined;
  const earlier = sameFile(store, document, rawHash);
  if (earlier !== undefined && (found === undefined || found.id === earlier)) {
    replaceDocument(store, earlier, document);
    return { id: earlier, state: "replaced" };
  }
  if (found !== undefined) return { id: found.id, state: "duplicate" };
  const result = store.connection
    .prepare(
      `INSERT INTO documents (kind, genre, region_code, region, level, firm, year, title, speaker,
        date, source, url, path, confidence, raw_hash, text, text_hash, appendix, characters, notes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      ...kindColumns(document.kind),
      document.regionCode,
      document.region,
      document.level,
      document.firm,
      document.year,
      document.title,
      document.speaker,
      document.date,
      document.source,
      document.url,
      document.path,
      document.confidence,
      rawHash,
      document.text,
      sha256(document.text),
      document.appendix,
      document.characters,
      JSON.stringify(document.notes),
    );
  return { id: Number(result.lastInsertRowid), state: "stored" };
}

/** The columns that hold a kind. */
function kindColumns(kind: DocumentKind): [string, string | null] {
  return kind === "report" || kind === "annual-report" ? [kind, null] : ["page", kind];
}

/** A document that was read from the same bytes of the same file, but came out otherwise. */
function sameFile(store: Store, document: NewDocument, rawHash: string): number | undefined {
  if (document.path === null) return undefined;
  const found = store.connection
    .prepare(
      `SELECT id, ${KIND} AS kind, text_hash AS textHash, region, firm, year FROM documents
       WHERE raw_hash = ? AND path = ?`,
    )
    .get(rawHash, document.path) as
    | Pick<DocumentRecord, "id" | "kind" | "textHash" | "region" | "firm" | "year">
    | undefined;
  if (found === undefined) return undefined;
  const isSame =
    found.kind === document.kind &&
    found.textHash === sha256(document.text) &&
    found.region === document.region &&
    found.firm === document.firm &&
    found.year === document.year;
  return isSame ? undefined : found.id;
}

/** What was counted in the earlier text is no count of the new one. */
function replaceDocument(store: Store, id: number, document: NewDocument): void {
  store.connection.prepare("DELETE FROM keyword_counts WHERE document_id = ?").run(id);
  store.connection
    .prepare(
      `UPDATE documents SET kind = ?, genre = ?, region_code = ?, region = ?, level = ?, firm = ?,
        year = ?, title = ?, speaker = ?, date = ?, source = ?, url = ?, confidence = ?, text = ?,
        text_hash = ?, appendix = ?, characters = ?, notes = ? WHERE id = ?`,
    )
    .run(
      ...kindColumns(document.kind),
      document.regionCode,
      document.region,
      document.level,
      document.firm,
      document.year,
      document.title,
      document.speaker,
      document.date,
      document.source,
      document.url,
      document.confidence,
      document.text,
      sha256(document.text),
      document.appendix,
      document.characters,
      JSON.stringify(document.notes),
      id,
    );
}

/** The id of a stored document with the same text for the same region, firm and year, if any. */
export function findSameText(
  store: Store,
  document: Pick<NewDocument, "kind" | "text" | "regionCode" | "firm" | "year">,
): number | undefined {
  const found = store.connection
    .prepare(
      `SELECT id FROM documents WHERE ${KIND} = ? AND text_hash = ? AND coalesce(region_code, '') = ?
       AND coalesce(firm, '') = ? AND coalesce(year, 0) = ?`,
    )
    .get(
      document.kind,
      sha256(document.text),
      document.regionCode ?? "",
      document.firm ?? "",
      document.year ?? 0,
    ) as { id: number } | undefined;
  return found?.id;
}

/** Documents in the order of region code, year and id, one at a time. */
export function* eachDocument(
  store: Store,
  kind?: DocumentRecord["kind"],
): IterableIterator<DocumentRecord> {
  store.verifyRows("documents");
  const rows = store.connection
    .prepare(
      `SELECT ${COLUMNS} FROM documents WHERE ? IS NULL OR ${KIND} = ?
       ORDER BY region_code, year, id`,
    )
    .iterate(kind ?? null, kind ?? null);
  for (const row of rows) yield toRecord(store, row);
}

/** One document by id. */
export function getDocument(store: Store, id: number): DocumentRecord | undefined {
  store.verifyRows("documents", "id = ?", id);
  const row = store.connection.prepare(`SELECT ${COLUMNS} FROM documents WHERE id = ?`).get(id);
  return row === undefined ? undefined : toRecord(store, row);
}

/** The record of a row whose text is what was stored. */
function toRecord(store: Store, row: unknown): DocumentRecord {
  const record = row as DocumentRecord & { notes: string };
  if (sha256(record.text) !== record.textHash) {
    const place = [record.region ?? record.firm, record.year].filter((x) => x !== null).join(" ");
    throw storeError("changed", { file: store.file, item: `document ${record.id} (${place})` });
  }
  return { ...record, notes: JSON.parse(record.notes) as string[] };
}

/** What is known of a document without its text. */
export type DocumentEntry = Omit<DocumentRecord, "text" | "appendix" | "rawHash"> & {
  readonly sha256: string;
};

/** The documents without their texts, in the order of region code, year and id.   中文: 文档列表 */
export function listDocuments(store: Store, kind?: DocumentRecord["kind"]): DocumentEntry[] {
  store.verifyRows("documents");
  return store.connection
    .prepare(
      `SELECT id, ${KIND} AS kind, region_code AS regionCode, region, level, firm, year, title, speaker, date,
         source, url, path, confidence, raw_hash AS sha256, text_hash AS textHash, characters, notes
       FROM documents WHERE ? IS NULL OR ${KIND} = ? ORDER BY region_code, year, id`,
    )
    .all(kind ?? null, kind ?? null)
    .map((row) => {
      const entry = row as DocumentEntry & { notes: string };
      return { ...entry, notes: JSON.parse(entry.notes) as string[] };
    });
}

/** How many documents are stored. */
export function countDocuments(store: Store): number {
  return (store.connection.prepare("SELECT count(*) AS n FROM documents").get() as { n: number }).n;
}
