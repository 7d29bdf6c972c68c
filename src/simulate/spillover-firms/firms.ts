import { createRng, type Rng } from "../../base/index.js";
import type { City003 } from "./cities.js";
import { type Settings003, STREAM_003 } from "./settings.js";

/** A listed firm of study 003. */
export interface Firm003 {
  readonly name: string;
  /** Six digits, as a stock code has them; invented. */
  readonly code: string;
  /** Place in the list of cities. */
  readonly city: number;
  readonly sector: string;
  readonly industry: string;
  /** First listed year; listed until the end of the window. */
  readonly entry: number;
  readonly role: "ordinary" | "seen-once" | "sole" | "pilot";
  /** Standardised size: of sales, assets and of the level of innovation. */
  readonly size: number;
  /** +1 or −1 in the splits by firm. */
  readonly words: 1 | -1;
  readonly financing: 1 | -1;
  readonly subsidies: 1 | -1;
}

const SECTORS = ["C1", "C2", "C3", "C4", "D", "E", "F", "I"] as const;
const WORDS = [..."启恒瑞嘉安凌致同开远华盛泰宏博汇鼎新金海天源联信德永荣昌腾跃".match(/./gu)!];
const SECOND = [..."明岳川禾澜霄远舟元帆宇达和图创智光辰峰平林江科能通维拓业成力".match(/./gu)!];
const KINDS = ["科技", "装备", "材料", "电子", "机电", "重工", "生物", "能源"];

/** Firms that every city has; how the number of the others grows in the size of the city. */
const FIRMS_EACH = 5;
const SIZE_ELASTICITY = 0.35;

/**
 * The firms with their cities, industries and first years: as many firm-years, singletons and
 * one-firm industries as the settings say.   中文: 上市公司
 */
export function firms003(
  settings: Settings003,
  seed: number,
  cities: readonly City003[],
): Firm003[] {
  const rng = createRng(seed, STREAM_003.firms);
  const { rows, firms, pilotFirms } = settings;
  const lengths = rowLengths(settings, rng);
  const places = placesOf(cities, firms, rng);
  const treated = cities.flatMap((c, i) => (c.announced > 0 ? [i] : []));
  const names = new Set<string>();
  const industries = Array.from(
    { length: settings.industries - rows.soleFirms },
    (_, j) => `${SECTORS[j % SECTORS.length]}${String(10 + j)}`,
  );
  const signs = [5, 6, 7].map((s) => halves(firms + pilotFirms, createRng(seed, 302, s)));
  return Array.from({ length: firms + pilotFirms }, (_, i) => {
    const pilot = i >= firms;
    const sole = i < rows.soleFirms;
    const once = !sole && i < rows.soleFirms + rows.seenOnce;
    const city = pilot ? treated[rng.integer(treated.length)]! : places[i]!;
    const drawn = Math.floor(industries.length * rng.uniform() ** 1.25);
    const industry = sole ? `Z${String(90 + i)}` : industries[drawn]!;
    const length = pilot ? settings.years.baseline - settings.years.first + 1 : lengths[i]!;
    const kinship = cities[city]!.size > 0 ? 0.25 : 0;
    return {
      name: newName(cities[city]!, names, rng),
      code: String(600001 + i),
      city,
      sector: sole ? "Z" : industry.replace(/\d+$/, "").slice(0, 2),
      industry,
      entry: settings.years.baseline - length + 1,
      role: pilot ? "pilot" : sole ? "sole" : once ? "seen-once" : "ordinary",
      size: Math.min(2.3, Math.max(-1.9, kinship + rng.normal())),
      words: signs[0]![i]!,
      financing: signs[1]![i]!,
      subsidies: signs[2]![i]!,
    };
  });
}

/** Years in the sample of each firm up to the end of the baseline window; the sum is exact. */
function rowLengths(settings: Settings003, rng: Rng): number[] {
  const { rows, years, firms } = settings;
  const most = years.baseline - years.first + 1;
  const least = 4;
  const fixed = rows.soleFirms + rows.seenOnce;
  const lengths = Array.from({ length: firms }, (_, i) => {
    if (i < rows.soleFirms) return rows.soleYears;
    if (i < fixed) return 1;
    return rng.uniform() < 0.32 ? most : least + rng.integer(most - least);
  });
  let excess = lengths.reduce((a, b) => a + b, 0) - rows.all;
  while (excess !== 0) {
    const i = fixed + rng.integer(firms - fixed);
    const next = lengths[i]! - Math.sign(excess);
    if (next < least || next > most) continue;
    lengths[i] = next;
    excess -= Math.sign(excess);
  }
  return lengths;
}

/**
 * Some firms in each city; the others by the size of the city. A few cities with most of the firms
 * would leave few clusters in effect, and errors clustered by city would be too small.
 */
function placesOf(cities: readonly City003[], firms: number, rng: Rng): number[] {
  const each = cities.flatMap((_, i) => new Array<number>(FIRMS_EACH).fill(i));
  const weights = cities.map((c) => Math.exp(SIZE_ELASTICITY * c.size));
  const total = weights.reduce((a, b) => a + b, 0);
  const drawn = Array.from({ length: firms - each.length }, () => {
    let at = rng.uniform() * total;
    const found = weights.findIndex((w) => {
      at -= w;
      return at <= 0;
    });
    return found < 0 ? cities.length - 1 : found;
  });
  const all = [...each, ...drawn];
  return Array.from(rng.permutation(all.length), (i) => all[i]!);
}

function newName(city: City003, taken: Set<string>, rng: Rng): string {
  const short = city.name.slice(0, -1);
  for (;;) {
    const word = `${WORDS[rng.integer(WORDS.length)]}${SECOND[rng.integer(SECOND.length)]}`;
    const name = `${short}${word}${KINDS[rng.integer(KINDS.length)]}`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

function halves(n: number, rng: Rng): (1 | -1)[] {
  const order = rng.permutation(n);
  const signs = new Array<1 | -1>(n);
  order.forEach((i, k) => {
    signs[i] = k % 2 === 0 ? 1 : -1;
  });
  return signs;
}
