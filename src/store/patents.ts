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
  /** Publication number, or file and row where there is none: stored once. */
  readonly identity: string;
  readonly publication: string | null;
  readonly application: string | null;
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
export type NewPatent = Omit<PatentRecord, "id">;

const COLUMNS = `id, identity, publication, application, kind, stage, title, abstract, filed,
  published, granted, country, citations_received AS citationsReceived, status, source`;

/**
 * A writer of patents with its statements prepared. Call inside `store.transaction`, some thousands at a time.   中文: 专利写入器
 */
export function patentWriter(store: Store): (patent: NewPatent) => "stored" | "duplicate" {
  const { connection } = store;
  const patents = connection.prepare(
    `INSERT INTO patents (identity, publication, application, kind, stage, title, abstract, filed,
      published, granted, country, citations_received, status, source)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (identity) DO NOTHING`,
  );
  const applicants = connection.prepare(
    `INSERT INTO patent_applicants (patent_id, position, name, normalised, address, region_code,
      located) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const ipc = ipcWriter(store);
  const transfers = connection.prepare(
    `INSERT INTO patent_transfers (patent_id, position, from_name, to_name, date)
     VALUES (?, ?, ?, ?, ?)`,
  );
  return (p) => {
    const done = patents.run(
      p.identity,
      p.publication,
      p.application,
      p.kind,
      p.stage,
      p.title,
      p.abstract,
      p.filed,
      p.published,
      p.granted,
      p.country,
      p.citationsReceived,
      p.status,
      p.source,
    );
    if (done.changes === 0) return "duplicate";
    const id = done.lastInsertRowid;
    p.applicants.forEach((a, i) => {
      applicants.run(id, i, a.name, a.normalised, a.address, a.regionCode, a.located);
    });
    ipc(id, p.ipc);
    p.transfers.forEach((t, i) => {
      transfers.run(id, i, t.from, t.to, t.date);
    });
    return "stored";
  };
}

const IPC_ROWS = 8;

/** Writes the symbols of a patent with one call for up to eight of them: most of an import. */
function ipcWriter(store: Store): (id: number | bigint, list: readonly PatentIpc[]) => void {
  const statements = Array.from({ length: IPC_ROWS }, (_, n) => {
    const rows = Array.from({ length: n + 1 }, () => "(?, ?, ?, ?, ?)").join(", ");
    return store.connection.prepare(
      `INSERT INTO patent_ipc (patent_id, position, raw, symbol, sort_key) VALUES ${rows}`,
    );
  });
  return (id, list) => {
    for (let from = 0; from < list.length; from += IPC_ROWS) {
      const values: unknown[] = [];
      const end = Math.min(from + IPC_ROWS, list.length);
      for (let i = from; i < end; i++) {
        const x = list[i]!;
        values.push(id, i, x.raw, x.symbol, x.sortKey);
      }
      statements[end - from - 1]!.run(...values);
    }
  };
}

const INDEXES: Readonly<Record<string, string>> = {
  patents_application: "patents (application)",
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
  store.connection.pragma("temp_store = MEMORY");
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

/** The patents of a store as far as labelling needs them, one batch in memory at a time. */
export function* eachLabelSource(
  store: Store,
  words: "with-text" | "without-text",
  batch = 5000,
): IterableIterator<LabelSource> {
  const text = words === "with-text" ? "title, abstract" : "'' AS title, '' AS abstract";
  const statement = store.connection.prepare(
    `SELECT id, coalesce(publication, application, identity) AS patent,
       CAST(substr(filed, 1, 4) AS INTEGER) AS year, ${text},
       (SELECT group_concat(coalesce(symbol, raw), ';') FROM patent_ipc WHERE patent_id = p.id) AS ipc
     FROM patents p WHERE id > ? ORDER BY id LIMIT ?`,
  );
  for (let after = 0; ; ) {
    const rows = statement.all(after, batch) as LabelSource[];
    if (rows.length === 0) return;
    yield* rows;
    after = rows.at(-1)!.id;
  }
}

/** The number of patents in the store. */
export function countPatents(store: Store): number {
  const row = store.connection.prepare("SELECT count(*) AS n FROM patents").get() as { n: number };
  return row.n;
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
  let after = 0;
  for (;;) {
    const rows = heads.all(after, batch) as Omit<
      PatentRecord,
      "applicants" | "ipc" | "transfers"
    >[];
    if (rows.length === 0) return;
    const ends = [rows[0]!.id, rows.at(-1)!.id];
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

function grouped<T>(rows: readonly unknown[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows as (T & { patent: number })[]) {
    const group = groups.get(row.patent);
    if (group === undefined) groups.set(row.patent, [row]);
    else group.push(row);
  }
  return groups;
}
