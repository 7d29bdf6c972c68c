import type { Application } from "./applications.js";

/** Breadth of a unit's key technology in one year.   中文: 技术宽度 */
export interface Widths {
  /** Number of key sub-fields. */
  readonly width1: number;
  /** Key subclasses known at the end of the year but not three years before; NaN in the first three years. */
  readonly width2: number;
  /** 1 − Σ s² over key sub-fields; NaN without key applications. */
  readonly width3: number;
  /** Key applications all of whose subclasses are new to the unit. */
  readonly width4: number;
}

/** Years that new subclasses of Width2 look back. */
export const LAG = 3;

/**
 * Widths 1–4 of one unit for the years asked for.   中文: 宽度 1–4
 *
 * Formula   P_t = subclasses (IPC4) of all the unit's applications up to year t; K_t = subclasses
 *           of its symbols that met a rule, up to t. Width1 = sub-fields (codes) of the year's key
 *           applications; Width2 = |K_t \ P_{t−3}|; Width3 = 1 − Σ s², s the share of each sub-field
 *           in the year's application–sub-field pairs; Width4 = key applications of t without a
 *           subclass in P_{t−1}.
 * Source    皮建才、罗禹涵 (2025); methods.md §2
 */
export function widths(
  applications: readonly Application[],
  years: readonly number[],
): Map<number, Widths> {
  const firstSeen = new Map<string, number>();
  const firstKey = new Map<string, number>();
  let firstYear = Number.POSITIVE_INFINITY;
  for (const a of applications) {
    firstYear = Math.min(firstYear, a.year);
    for (const s of a.symbols) earliest(firstSeen, s.slice(0, 4), a.year);
    for (const m of a.matches) earliest(firstKey, m.symbol.slice(0, 4), a.year);
  }
  const pioneers = pioneersOf(applications);
  const byYear = new Map<number, Application[]>();
  for (const a of applications) byYear.set(a.year, [...(byYear.get(a.year) ?? []), a]);
  return new Map(
    years.map((year) => {
      const keys = (byYear.get(year) ?? []).filter((a) => a.key);
      const fields = countFields(keys);
      return [
        year,
        {
          width1: fields.size,
          width2: year < firstYear + LAG ? Number.NaN : newKeys(firstKey, firstSeen, year),
          width3: dispersion([...fields.values()]),
          width4: keys.filter((a) => pioneers.has(a)).length,
        },
      ];
    }),
  );
}

/** 1 − Σ s² over shares of counts; NaN when there is nothing to share. */
export function dispersion(counts: readonly number[]): number {
  const total = counts.reduce((s, c) => s + c, 0);
  if (total === 0) return Number.NaN;
  return 1 - counts.reduce((s, c) => s + (c / total) ** 2, 0);
}

/**
 * Knowledge breadth of a patent: 1 − Σ α² over the main groups of its symbols; NaN without any.
 * 中文: 知识宽度
 */
export function knowledgeBreadth(symbols: readonly string[]): number {
  const groups = new Map<string, number>();
  for (const s of symbols) {
    const group = s.slice(0, s.indexOf("/"));
    groups.set(group, (groups.get(group) ?? 0) + 1);
  }
  return dispersion([...groups.values()]);
}

/** Applications by sub-field; one application counts in each of its sub-fields. */
function countFields(applications: readonly Application[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const a of applications) {
    for (const field of new Set(a.matches.map((m) => `${m.level1}|${m.code}`))) {
      counts.set(field, (counts.get(field) ?? 0) + 1);
    }
  }
  return counts;
}

function newKeys(
  firstKey: ReadonlyMap<string, number>,
  firstSeen: ReadonlyMap<string, number>,
  year: number,
): number {
  let n = 0;
  for (const [subclass, since] of firstKey) {
    if (since <= year && firstSeen.get(subclass)! > year - LAG) n++;
  }
  return n;
}

/**
 * The key applications of a unit all of whose subclasses are new to it: those of Width4.
 * 中文: 全新领域的关键技术申请
 */
export function pioneersOf(applications: readonly Application[]): ReadonlySet<Application> {
  const firstSeen = new Map<string, number>();
  for (const a of applications) {
    for (const s of a.symbols) earliest(firstSeen, s.slice(0, 4), a.year);
  }
  const isNew = (a: Application): boolean =>
    a.symbols.every((s) => firstSeen.get(s.slice(0, 4))! >= a.year);
  return new Set(applications.filter((a) => a.key && isNew(a)));
}

function earliest(map: Map<string, number>, key: string, year: number): void {
  const before = map.get(key);
  if (before === undefined || year < before) map.set(key, year);
}
