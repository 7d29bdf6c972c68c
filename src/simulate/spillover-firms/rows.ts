import { createRng, type Rng } from "../../base/index.js";
import type { City003 } from "./cities.js";
import type { Firm003 } from "./firms.js";
import { type Settings003, STREAM_003 } from "./settings.js";

/** What is missing where: columns of a table get the printed numbers of observations. */
export interface Rows003 {
  /** Cities without yearbook data, and without robots in 2009. */
  readonly noYearbook: ReadonlySet<number>;
  readonly noRobots: ReadonlySet<number>;
  /** `firm year` without accounts. */
  readonly noAccounts: ReadonlySet<string>;
  /** Years left out at the start (or, `after`, at the end) of a firm, by measure and firm. */
  readonly noVolatility: Readonly<Record<"before" | "same" | "after", ReadonlySet<string>>>;
}

/**
 * Chooses missing cells so that each column of tables 3, 4 and 6 has its printed number of rows
 * after singletons are dropped.   中文: 缺失值安排
 *
 * Accounts are missing in the fourth year of long-listed firms, yearbook data in whole cities
 * without a pilot: neither leaves a firm with one row.
 */
export function rows003(
  settings: Settings003,
  seed: number,
  cities: readonly City003[],
  firms: readonly Firm003[],
): Rows003 {
  const rng = createRng(seed, STREAM_003.rows);
  const { rows, years } = settings;
  const lengthOf = (firm: Firm003): number => years.baseline - firm.entry + 1;
  const ordinary = firms.flatMap((firm, i) => (firm.role === "ordinary" ? [i] : []));
  const long = shuffled(
    ordinary.filter((i) => lengthOf(firms[i]!) >= 7),
    rng,
  );
  const noAccounts = new Set(
    long.slice(0, rows.missingFirmControls).map((i) => `${i} ${firms[i]!.entry + 3}`),
  );
  const inCity = cities.map(() => 0);
  const special = new Set<number>();
  firms.forEach((firm, i) => {
    if (firm.role === "pilot") return;
    if (firm.role !== "ordinary") special.add(firm.city);
    const known = noAccounts.has(`${i} ${firm.entry + 3}`) ? 1 : 0;
    inCity[firm.city]! += lengthOf(firm) - known;
  });
  const free = (i: number): boolean => !special.has(i);
  const noYearbook = citiesOfSize(
    cities.flatMap((c, i) => (c.announced === 0 && free(i) ? [i] : [])),
    inCity,
    rows.missingCityControls,
    rng,
  );
  const noRobots = citiesOfSize(
    cities.flatMap((_, i) => (free(i) && !noYearbook.has(i) ? [i] : [])),
    inCity,
    rows.missingRobots,
    rng,
  );
  const sample = ordinary.filter((i) => !noYearbook.has(firms[i]!.city));
  const noVolatility = volatilityGaps(settings, cities, firms, { noAccounts }, sample, rng);
  return { noYearbook, noRobots, noAccounts, noVolatility };
}

/** Cities whose firm-years add up to the number exactly (subset sum). */
function citiesOfSize(
  candidates: readonly number[],
  rowsIn: readonly number[],
  wanted: number,
  rng: Rng,
): Set<number> {
  const order = shuffled(candidates, rng);
  const reached = new Map<number, number[]>([[0, []]]);
  for (const city of order) {
    for (const [sum, chosen] of [...reached]) {
      const next = sum + rowsIn[city]!;
      if (next <= wanted && !reached.has(next)) reached.set(next, [...chosen, city]);
    }
    if (reached.has(wanted)) break;
  }
  const found = reached.get(wanted);
  if (found === undefined) throw new Error(`no cities with ${wanted} firm-years together`);
  return new Set(found);
}

/**
 * Uncertainty needs years before (or after) it: the first years of a firm are missing, of `after`
 * the last one; not where an industry or province would be left with one firm in that year.
 */
function volatilityGaps(
  settings: Settings003,
  cities: readonly City003[],
  firms: readonly Firm003[],
  missing: Pick<Rows003, "noAccounts">,
  sample: readonly number[],
  rng: Rng,
): Rows003["noVolatility"] {
  const last = settings.years.baseline;
  const everyone = shuffled(sample, rng);
  const gaps = (count: number, yearOf: (firm: Firm003, round: number) => number): Set<string> => {
    const cells = new Map<string, number>();
    const cellsOf = (i: number, year: number): string[] => {
      const { industry, city } = firms[i]!;
      return [`${industry} ${year}`, `${cities[city]!.provinceCode} ${year}`];
    };
    const add = (i: number, year: number, n: number): void => {
      for (const c of cellsOf(i, year)) cells.set(c, (cells.get(c) ?? 0) + n);
    };
    const has = (i: number, year: number): boolean => !missing.noAccounts.has(`${i} ${year}`);
    for (const i of sample) {
      for (let y = firms[i]!.entry; y <= last; y++) if (has(i, y)) add(i, y, 1);
    }
    const chosen = new Set<string>();
    for (let round = 0; chosen.size < count; round++) {
      for (const i of everyone) {
        const year = yearOf(firms[i]!, round);
        const long = last - firms[i]!.entry >= 3 + 2 * round;
        if (chosen.size === count || !long || !has(i, year)) continue;
        if (cellsOf(i, year).some((c) => cells.get(c)! <= 2)) continue;
        chosen.add(`${i} ${year}`);
        add(i, year, -1);
      }
    }
    return chosen;
  };
  const { before, same, after } = settings.rows.missingVolatility;
  return {
    before: gaps(before, (firm, round) => firm.entry + round),
    same: gaps(same, (firm, round) => firm.entry + round),
    after: gaps(after, (_, round) => last - round),
  };
}

function shuffled<T>(items: readonly T[], rng: Rng): T[] {
  return Array.from(rng.permutation(items.length), (i) => items[i]!);
}
