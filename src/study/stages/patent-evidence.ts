import type { InnovationUnit, PatentMatch } from "../../patent/index.js";
import type { PatentRecord } from "../../store/index.js";

/** A rule that a patent met: one for each industry and field. */
export interface EvidenceRule {
  readonly symbol: string;
  readonly industry: string;
  readonly code: string;
  readonly name: string;
  readonly row: number;
}

/** A patent to show behind a count, with what decides which counts it is part of. */
export interface PatentEvidence {
  /** Places and firms that count it: those of every applicant, firms by normalised name. */
  readonly codes: readonly string[];
  readonly firms: readonly string[];
  readonly year: number;
  readonly patent: string;
  /** The same for publication and grant, which a count has once. */
  readonly application: string;
  readonly title: string;
  readonly symbols: string;
  /** None: not a key technology. */
  readonly rules: readonly EvidenceRule[];
  readonly joint: boolean;
  readonly granted: boolean;
  readonly cited: boolean;
  /** Received by the place in the year, instead of applied for. */
  readonly transferred: boolean;
}

/** Patents kept of each sort (key or not, joint or not) for a place and year, or a firm and year. */
const MOST = { place: 10, firm: 3 } as const;

/** Collects the patents to show: some of each place, firm, year and sort.   中文: 溯源所示专利 */
export class EvidenceList {
  readonly #units: ReadonlySet<"place" | "firm">;
  readonly #kept = new Map<string, number>();
  readonly #list: PatentEvidence[] = [];
  readonly #placeOf = new Map<string, string>();
  readonly #transfers: { to: string; item: PatentEvidence }[] = [];

  constructor(units: readonly InnovationUnit[]) {
    this.#units = new Set(units.map((u) => (u === "firm" ? "firm" : "place")));
  }

  see(patent: PatentRecord, matches: readonly PatentMatch[]): void {
    for (const { name, regionCode } of patent.applicants) {
      if (regionCode !== null && !this.#placeOf.has(name)) this.#placeOf.set(name, regionCode);
    }
    const item = evidenceOf(patent, matches);
    if (Number.isFinite(item.year) && this.#hasRoom(item)) this.#list.push(item);
    for (const { to, date } of patent.transfers ?? []) {
      const year = Number((date ?? "").slice(0, 4) || Number.NaN);
      if (!Number.isNaN(year)) {
        this.#transfers.push({ to, item: { ...item, year, firms: [], transferred: true } });
      }
    }
  }

  /** Who receives a patent is known by place only once all applicants were seen. */
  all(): readonly PatentEvidence[] {
    const received = this.#transfers.flatMap(({ to, item }) => {
      const code = this.#placeOf.get(to);
      return code === undefined || item.codes.includes(code) ? [] : [{ ...item, codes: [code] }];
    });
    return [...this.#list, ...received.filter((item) => this.#hasRoom(item))];
  }

  #hasRoom(item: PatentEvidence): boolean {
    const sort = `${item.rules.length > 0} ${item.joint} ${item.transferred} ${item.year}`;
    const keys = [
      ...(this.#units.has("place")
        ? item.codes.map((code) => ({ key: `${code} ${sort}`, most: MOST.place }))
        : []),
      ...(this.#units.has("firm")
        ? item.firms.map((firm) => ({ key: `${firm} ${sort}`, most: MOST.firm }))
        : []),
    ];
    const open = keys.filter(({ key, most }) => (this.#kept.get(key) ?? 0) < most);
    for (const { key } of open) this.#kept.set(key, (this.#kept.get(key) ?? 0) + 1);
    return open.length > 0;
  }
}

function evidenceOf(patent: PatentRecord, matches: readonly PatentMatch[]): PatentEvidence {
  const rules = new Map<string, EvidenceRule>();
  for (const { symbol, level1, code, name, row } of matches) {
    const field = `${level1}|${code}`;
    if (!rules.has(field)) rules.set(field, { symbol, industry: level1, code, name, row });
  }
  const firms = [...new Set(patent.applicants.map((a) => a.normalised))];
  const codes = new Set(patent.applicants.flatMap((a) => a.regionCode ?? []));
  return {
    codes: [...codes],
    firms,
    year: Number(patent.filed?.slice(0, 4) ?? Number.NaN),
    patent: patent.identity,
    application: patent.applicationKey ?? patent.identity,
    title: patent.title,
    symbols: patent.ipc.map((i) => i.raw).join("; "),
    rules: [...rules.values()],
    joint: firms.length > 1,
    granted: patent.granted != null,
    cited: (patent.citationsReceived ?? 0) > 0,
    transferred: false,
  };
}
