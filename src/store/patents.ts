import type { PatentCitation } from "./reported-patent.js";
import type { SealedTable } from "./seals.js";
import type { Store } from "./store.js";

/** An applicant of a patent, in the order of the record. */
export interface PatentApplicant {
  readonly name: string;
  readonly normalised: string;
  readonly address: string | null;
  /** City (or county run by its province) as the address names it. */
  readonly regionCode: string | null;
  /** How the city was found: `address`, `name`. */
  readonly located: string | null;
}

/** A part of the IPC cell; `symbol` and `sortKey` are null where it is malformed. */
export interface PatentIpc {
  readonly raw: string;
  readonly symbol: string | null;
  /** Fixed-width key (WIPO ST.8 layout). */
  readonly sortKey: string | null;
}

/** A transfer of the right. */
export interface PatentTransfer {
  readonly from: string | null;
  readonly to: string;
  readonly date: string | null;
}

/** A patent document as imported.   中文: 专利记录 */
export interface PatentRecord {
  readonly id: number;
  /** Publication number, else application number, else file and row: stored once. */
  readonly identity: string;
  readonly publication: string | null;
  /** As the record writes it. */
  readonly application: string | null;
  /** The same for all documents of one application; null where the check digit is wrong. */
  readonly applicationKey: string | null;
  readonly kind: "invention" | "utility" | "design" | null;
  readonly stage: "application" | "grant" | null;
  readonly title: string;
  readonly abstract: string;
  readonly filed: string | null;
  readonly published: string | null;
  readonly granted: string | null;
  readonly country: string | null;
  readonly citationsReceived: number | null;
  readonly status: string | null;
  readonly source: string;
  readonly applicants: readonly PatentApplicant[];
  readonly ipc: readonly PatentIpc[];
  readonly transfers: readonly PatentTransfer[];
}

/** A patent to be stored. */
export type NewPatent = Omit<PatentRecord, "id"> & {
  /** Documents that it cites, each once. */
  readonly citations?: readonly PatentCitation[];
};

const COLUMNS = `id, identity, publication, application, application_key AS applicationKey, kind, stage, title, abstract, filed,
  published, granted, country, citations_received AS citationsReceived, status, source`;

const INDEXES: Readonly<Record<string, string>> = {
  patents_application_key: "patents (application_key)",
  patents_publication: "patents (publication)",
  patent_applicants_name: "patent_applicants (normalised)",
  patent_ipc_key: "patent_ipc (sort_key)",
};

/**
 * Prepares a store without patents for a large import: what can be built afterwards in one go is
 * not kept up row by row. `ensurePatentIndexes` puts it back; so does the next import if this one is
 * killed. Returns false, and does nothing, where there are patents already.   中文: 批量导入准备
 */
export function prepareBulk(store: Store): boolean {
  store.connection.pragma("cache_size = -200000");
  store.connection.pragma("wal_autocheckpoint = 10000");
  // Sorting for the indexes takes a second thread.
  store.connection.pragma("threads = 2");
  if (countPatents(store) > 0) return false;
  for (const name of Object.keys(INDEXES)) store.connection.exec(`DROP INDEX IF EXISTS ${name}`);
  return true;
}

/** Builds the indexes on patents that are not there. */
export function ensurePatentIndexes(store: Store): void {
  for (const [name, on] of Object.entries(INDEXES)) {
    store.connection.exec(`CREATE INDEX IF NOT EXISTS ${name} ON ${on}`);
  }
}

/** What labelling needs of a patent: one row, so that millions pass quickly. */
export interface LabelSource {
  readonly id: number;
  readonly patent: string;
  readonly year: number | null;
  /** Symbols, and raw text where malformed, joined by `;`. */
  readonly ipc: string | null;
  readonly title: string;
  readonly abstract: string;
}

/** The greatest id; patents and the rows that hang on them stand in its order. */
function verifyKeys(store: Store, ...parts: readonly SealedTable[]): void {
  store.verifyOrder("patents", "id");
  const row = store.connection.prepare("SELECT max(id) AS most FROM patents").get();
  const { most } = row as { most: number | null };
  for (const part of parts) store.verifyOrder(part, "patent_id", most ?? 0);
}

/** Ranges of ids that hold some thousand patents each, first to last.   中文: 编号区间 */
export function* patentRanges(
  store: Store,
  size: number,
): IterableIterator<{ readonly first: number; readonly last: number }> {
  const statement = store.connection.prepare(
    `SELECT min(id) AS first, max(id) AS last
     FROM (SELECT id FROM patents WHERE id > ? ORDER BY id LIMIT ?)`,
  );
  verifyKeys(store, "patent_ipc");
  for (let after = 0; ; ) {
    const range = statement.get(after, size) as { first: number | null; last: number };
    if (range.first === null) return;
    yield { first: range.first, last: range.last };
    after = range.last;
  }
}

/** The patents of a range of ids as far as labelling needs them.   中文: 待判定专利 */
export function labelSources(
  store: Store,
  range: { readonly first: number; readonly last: number },
  words: "with-text" | "without-text",
): LabelSource[] {
  store.verifyRows("patents", "id BETWEEN ? AND ?", range.first, range.last);
  store.verifyRows("patent_ipc", "patent_id BETWEEN ? AND ?", range.first, range.last);
  const text = words === "with-text" ? "title, abstract" : "'' AS title, '' AS abstract";
  return store.connection
    .prepare(
      `SELECT id, coalesce(publication, application, identity) AS patent,
       CAST(substr(filed, 1, 4) AS INTEGER) AS year, ${text},
       (SELECT group_concat(coalesce(symbol, raw), ';') FROM patent_ipc WHERE patent_id = p.id) AS ipc
     FROM patents p WHERE id BETWEEN ? AND ? ORDER BY id`,
    )
    .all(range.first, range.last) as LabelSource[];
}

/** The number of patents in the store. */
export function countPatents(store: Store): number {
  const row = store.connection.prepare("SELECT count(*) AS n FROM patents").get() as { n: number };
  return row.n;
}

/**
 * The number of applications that the patents belong to; one without a number that could be
 * compared is an application by itself.   中文: 申请件数
 */
export function countApplications(store: Store): number {
  const row = store.connection
    .prepare(
      `SELECT count(DISTINCT application_key) AS keyed,
         (SELECT count(*) FROM patents WHERE application_key IS NULL) AS single FROM patents`,
    )
    .get() as { keyed: number; single: number };
  return row.keyed + row.single;
}

/**
 * All patents in the order they were stored, with applicants, symbols and transfers; one batch in
 * memory at a time.   中文: 逐条读取专利
 */
export function* eachPatent(store: Store, batch = 5000): IterableIterator<PatentRecord> {
  const { connection } = store;
  const heads = connection.prepare(
    `SELECT ${COLUMNS} FROM patents WHERE id > ? ORDER BY id LIMIT ?`,
  );
  const range = "WHERE patent_id BETWEEN ? AND ? ORDER BY patent_id, position";
  const applicants = connection.prepare(
    `SELECT patent_id AS patent, name, normalised, address, region_code AS regionCode, located
     FROM patent_applicants ${range}`,
  );
  const ipc = connection.prepare(
    `SELECT patent_id AS patent, raw, symbol, sort_key AS sortKey FROM patent_ipc ${range}`,
  );
  const transfers = connection.prepare(
    `SELECT patent_id AS patent, from_name AS "from", to_name AS "to", date
     FROM patent_transfers ${range}`,
  );
  verifyKeys(store, ...PARTS);
  let after = 0;
  for (;;) {
    const rows = heads.all(after, batch) as Omit<
      PatentRecord,
      "applicants" | "ipc" | "transfers"
    >[];
    if (rows.length === 0) return;
    const ends = [rows[0]!.id, rows.at(-1)!.id];
    store.verifyRows("patents", "id BETWEEN ? AND ?", ...ends);
    for (const part of PARTS) store.verifyRows(part, "patent_id BETWEEN ? AND ?", ...ends);
    const people = grouped<PatentApplicant>(applicants.all(...ends));
    const symbols = grouped<PatentIpc>(ipc.all(...ends));
    const moves = grouped<PatentTransfer>(transfers.all(...ends));
    for (const row of rows) {
      yield {
        ...row,
        applicants: people.get(row.id) ?? [],
        ipc: symbols.get(row.id) ?? [],
        transfers: moves.get(row.id) ?? [],
      };
    }
    after = ends[1]!;
  }
}

const PARTS = ["patent_applicants", "patent_ipc", "patent_transfers"] as const;

function grouped<T>(rows: readonly unknown[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows as (T & { patent: number })[]) {
    const group = groups.get(row.patent);
    if (group === undefined) groups.set(row.patent, [row]);
    else group.push(row);
  }
  return groups;
}
