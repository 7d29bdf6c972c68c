import { type PatentBatch, PatentBatchBuilder, patentsAt } from "./patent-batch.js";
import type { NewPatent, PatentTransfer } from "./patents.js";
import type { PatentCitation, PatentEvent } from "./reported-patent.js";
import type { Store } from "./store.js";
import { writePatents } from "./write-patents.js";

/** A patent with what only the interfaces tell. */
export interface PatentWithHistory {
  readonly patent: NewPatent;
  readonly cites: readonly PatentCitation[];
  readonly events: readonly PatentEvent[];
}

/** `merged`: the application was stored, and this added something to it. */
export type MergeState = "stored" | "merged" | "duplicate";

/**
 * A writer that keeps one row for each application: a patent whose application number (or
 * publication) is stored already adds what the stored row lacks, and what is new of its transfers,
 * citations and events. Call inside `store.transaction`.   中文: 按申请号去重写入专利
 *
 * What stands is never overwritten, except that an application becomes a grant.
 */
export function patentMerger(store: Store): (found: PatentWithHistory) => MergeState {
  const { connection } = store;
  const byApplication = connection.prepare(
    "SELECT id FROM patents WHERE application_key = ? ORDER BY id LIMIT 1",
  );
  return (found) => {
    const { identity, applicationKey } = found.patent;
    const id = idOf(store, identity) ?? (byApplication.get(applicationKey) as Id | undefined)?.id;
    if (id !== undefined) {
      const changed = [addTo(store, id, found.patent), addHistory(store, id, found)];
      return changed.some(Boolean) ? "merged" : "duplicate";
    }
    const batch = new PatentBatchBuilder();
    batch.add(found.patent);
    writePatents(store, batch);
    addHistory(store, idOf(store, identity)!, found);
    return "stored";
  };
}

/**
 * Stores a batch of documents, one row for each; a document that is stored already adds what its row
 * lacks, by the rules of `patentMerger`. Call inside `store.transaction`.
 * 中文: 成批写入文献，重复者补充所缺
 */
export function mergePatents(store: Store, batch: PatentBatch): MergeState[] {
  const duplicate = writePatents(store, batch);
  const states = Array.from(duplicate, (d): MergeState => (d === 0 ? "stored" : "duplicate"));
  if (!duplicate.includes(1)) return states;
  for (const [at, patent] of patentsAt(batch, duplicate)) {
    const id = idOf(store, patent.identity)!;
    const cites = patent.citations ?? [];
    const changed = [addTo(store, id, patent), addHistory(store, id, { cites, events: [] })];
    if (changed.some(Boolean)) states[at] = "merged";
  }
  return states;
}

interface Id {
  readonly id: number;
}

function idOf(store: Store, identity: string): number | undefined {
  const row = store.connection.prepare("SELECT id FROM patents WHERE identity = ?").get(identity);
  return (row as Id | undefined)?.id;
}

function addTo(store: Store, id: number, patent: NewPatent): boolean {
  return [
    fillIn(store, id, patent),
    addParties(store, id, patent),
    addTransfers(store, id, patent.transfers),
  ].some(Boolean);
}

/** Fills columns where the stored row has nothing; most duplicates are known by one look. */
function fillIn(store: Store, id: number, p: NewPatent): boolean {
  const { connection } = store;
  const row = connection.prepare("SELECT * FROM patents WHERE id = ?").get(id) as Record<
    string,
    string | number | null
  >;
  const told: Readonly<Record<string, string | number | null>> = {
    publication: p.publication,
    application: p.application,
    kind: p.kind,
    stage: p.stage,
    title: p.title,
    abstract: p.abstract,
    filed: p.filed,
    published: p.published,
    granted: p.granted,
    country: p.country,
    status: p.status,
    citations_received: p.citationsReceived,
  };
  const sets = Object.entries(told).filter(
    ([column, value]) => isEmpty(row[column]!) && !isEmpty(value),
  );
  if (row.stage === "application" && p.stage === "grant") sets.push(["stage", "grant"]);
  const isKeyNew = p.applicationKey !== null && row.application_key !== p.applicationKey;
  if (row.application === null && isKeyNew) {
    sets.push(["application_key", p.applicationKey]);
  }
  for (const [column, value] of sets) {
    connection.prepare(`UPDATE patents SET ${column} = ? WHERE id = ?`).run(value, id);
  }
  return sets.length > 0;
}

function isEmpty(value: string | number | null): boolean {
  return value === null || value === "";
}

/** Applicants and symbols of a row that has none; addresses where none was known. */
function addParties(store: Store, id: number, p: NewPatent): boolean {
  const { connection } = store;
  const count = (table: string, condition = ""): number =>
    (
      connection
        .prepare(`SELECT count(*) AS n FROM ${table} WHERE patent_id = ? ${condition}`)
        .get(id) as { n: number }
    ).n;
  let changed = false;
  const told = p.applicants.some((a) => a.address !== null);
  const stored = count("patent_applicants");
  const addressed = count("patent_applicants", "AND address IS NOT NULL");
  if (p.applicants.length > 0 && (stored === 0 || (told && addressed === 0))) {
    connection.prepare("DELETE FROM patent_applicants WHERE patent_id = ?").run(id);
    const insert = connection.prepare(
      `INSERT INTO patent_applicants (patent_id, position, name, normalised, address, region_code,
        located) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    p.applicants.forEach((a, i) => {
      insert.run(id, i, a.name, a.normalised, a.address, a.regionCode, a.located);
    });
    changed = true;
  }
  const symbols = count("patent_ipc");
  if (p.ipc.length > 0 && (symbols === 0 || p.source === ONE_SYMBOL_A_ROW)) {
    const insert = connection.prepare(
      `WITH t (id, raw, symbol, key) AS (VALUES (?, ?, ?, ?))
       INSERT INTO patent_ipc (patent_id, position, raw, symbol, sort_key)
       SELECT id, (SELECT count(*) FROM patent_ipc WHERE patent_id = id), t.raw, t.symbol, key
       FROM t WHERE NOT EXISTS (SELECT 1 FROM patent_ipc WHERE patent_id = id
         AND patent_ipc.symbol IS t.symbol AND patent_ipc.raw = t.raw)`,
    );
    let added = 0;
    for (const x of p.ipc) added += insert.run(id, x.raw, x.symbol, x.sortKey).changes;
    if (added > 0) changed = true;
  }
  return changed;
}

/** The service whose tables have one row for each symbol: their rows add up to a document. */
const ONE_SYMBOL_A_ROW = "PatentsView";

function addTransfers(store: Store, id: number, transfers: readonly PatentTransfer[]): boolean {
  const insert = store.connection.prepare(
    `WITH t (id, giver, taker, day) AS (VALUES (?, ?, ?, ?))
     INSERT INTO patent_transfers (patent_id, position, from_name, to_name, date)
     SELECT id, (SELECT count(*) FROM patent_transfers WHERE patent_id = id), giver, taker, day
     FROM t WHERE NOT EXISTS (SELECT 1 FROM patent_transfers WHERE patent_id = id
       AND from_name IS giver AND to_name = taker AND date IS day)`,
  );
  let changes = 0;
  for (const t of transfers) changes += insert.run(id, t.from, t.to, t.date).changes;
  return changes > 0;
}

function addHistory(
  store: Store,
  id: number,
  found: Pick<PatentWithHistory, "cites" | "events">,
): boolean {
  const cites = store.connection.prepare(
    `WITH t (id, number, origin) AS (VALUES (?, ?, ?))
     INSERT INTO patent_citations (patent_id, position, cited, origin)
     SELECT id, (SELECT count(*) FROM patent_citations WHERE patent_id = id), number, t.origin
     FROM t WHERE NOT EXISTS
       (SELECT 1 FROM patent_citations WHERE patent_id = id AND cited = number)`,
  );
  const events = store.connection.prepare(
    `WITH t (id, day, sign, words) AS (VALUES (?, ?, ?, ?))
     INSERT INTO patent_events (patent_id, position, date, code, text)
     SELECT id, (SELECT count(*) FROM patent_events WHERE patent_id = id), day, sign, words
     FROM t WHERE NOT EXISTS (SELECT 1 FROM patent_events WHERE patent_id = id
       AND date IS day AND code = sign AND text = words)`,
  );
  let changes = 0;
  for (const c of found.cites) changes += cites.run(id, c.cited, c.origin).changes;
  for (const e of found.events) changes += events.run(id, e.date, e.code, e.text).changes;
  return changes > 0;
}

/** Citations and events of a stored patent, in their order.   中文: 专利引文与法律事件 */
export function patentHistory(
  store: Store,
  id: number,
): { cites: PatentCitation[]; events: PatentEvent[] } {
  const all = (sql: string): unknown[] => store.connection.prepare(sql).all(id);
  return {
    cites: all(
      "SELECT cited, origin FROM patent_citations WHERE patent_id = ? ORDER BY position",
    ) as PatentCitation[],
    events: all(
      "SELECT date, code, text FROM patent_events WHERE patent_id = ? ORDER BY position",
    ) as PatentEvent[],
  };
}
