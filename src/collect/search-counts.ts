import { existsSync } from "node:fs";
import { Interrupted, writeAtomic } from "../base/index.js";
import {
  addressOf,
  collectSearchCounts,
  type readSearchCounts,
  type SearchCell,
  type SearchHits,
} from "../crawl/index.js";
import { readTable, type Table, toCsv } from "../table/index.js";
import { type CollectTools, fetcherOf } from "./collect-tools.js";
import { cellKey, hitTable, searchTotals } from "./search-cells.js";

/** Rows that are asked between two writings of the file. */
const BATCH = 20;

/** What is asked of a results page, and where the answers are kept. */
export interface SearchCountsRequest {
  readonly definition: ReturnType<typeof readSearchCounts>;
  readonly cells: readonly SearchCell[];
  /** Names of the regions with their codes, in the order of the totals. */
  readonly places: ReadonlyMap<string, string | null>;
  /** The file of answers: cells that it has are not asked again. */
  readonly file: string;
  /** Most questions of this run. */
  readonly limit?: number | undefined;
}

/** What became of a collection of counts. */
export interface SearchCountsRun {
  readonly answered: number;
  readonly remaining: number;
  readonly failed: readonly SearchHits[];
  readonly totals: Table;
}

/** The addresses that `runSearchCounts` would ask for.   中文: 待检索地址 */
export async function waitingSearches(request: SearchCountsRequest): Promise<readonly string[]> {
  const known = await knownHits(request.file);
  return open(request, known).map((c) => addressOf(request.definition, c));
}

/**
 * Asks a results page for the hits of every cell that the file has not, and keeps the file up to
 * date on the way: an interrupted run goes on where it stopped.   中文: 采集检索结果数
 */
export async function runSearchCounts(
  request: SearchCountsRequest,
  tools: CollectTools,
): Promise<SearchCountsRun> {
  const { definition, cells, places, file } = request;
  const known = await knownHits(file);
  const waiting = open(request, known);
  const failed: SearchHits[] = [];
  const save = (): Table => {
    const rows = cells.map(
      (c): SearchHits => ({
        ...c,
        hits: known.get(cellKey(c)) ?? null,
        reason: null,
      }),
    );
    const answered = rows.filter((r) => r.hits !== null);
    writeAtomic(file, toCsv(hitTable(answered)));
    return searchTotals([...answered, ...rows.filter((r) => r.hits === null)], places);
  };
  const fetcher = fetcherOf(definition, tools);
  const { progress, signal } = tools;
  progress.start({ en: "search counts", zh: "检索计数" }, waiting.length);
  try {
    let asked = 0;
    for await (const row of collectSearchCounts(definition, waiting, { fetcher, signal })) {
      if (row.hits === null) failed.push(row);
      else known.set(cellKey(row), row.hits);
      progress.advance();
      if (++asked % BATCH === 0) save();
    }
  } catch (error) {
    if (error instanceof Interrupted) save();
    throw error;
  } finally {
    await fetcher.close();
  }
  progress.finish();
  const totals = save();
  const answered = cells.filter((c) => known.has(cellKey(c))).length;
  return { answered, remaining: cells.length - answered, failed, totals };
}

function open(
  { cells, limit }: SearchCountsRequest,
  known: ReadonlyMap<string, number>,
): SearchCell[] {
  return cells.filter((c) => !known.has(cellKey(c))).slice(0, limit);
}

/** What an earlier run has found: its file is taken up again. */
async function knownHits(file: string): Promise<Map<string, number>> {
  const known = new Map<string, number>();
  if (!existsSync(file)) return known;
  const table = await readTable(file, { text: ["region", "keyword"] });
  for (const row of table.toRows()) {
    if (typeof row.hits !== "number") continue;
    const cell = { region: String(row.region), year: Number(row.year) };
    known.set(cellKey({ ...cell, keyword: String(row.keyword) }), row.hits);
  }
  return known;
}
