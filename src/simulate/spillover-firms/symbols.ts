import { createRng, type Rng } from "../../base/index.js";
import { createClassifier, readConcordance } from "../../patent/index.js";

/** A symbol of key technology with the industries that it belongs to. */
export interface KeySymbol {
  readonly symbol: string;
  readonly subclass: string;
  readonly industry: string;
}

/** Symbols to draw patents from. */
export interface SymbolPool {
  /** Key-technology symbols by subclass. */
  readonly bySubclass: ReadonlyMap<string, readonly KeySymbol[]>;
  /** Subclasses by industry (level 1 of the table), most symbols first. */
  readonly subclasses: ReadonlyMap<string, readonly string[]>;
  /** Symbols that no rule takes: ordinary goods, and symbols that rules exclude. */
  readonly other: readonly string[];
}

/** Ordinary goods outside the table; kept only if no rule takes them. */
const ORDINARY = [
  ..."A47G19/22 A47C7/00 E04H17/14 B65D5/02 D06F37/12 A47J27/00 F16K1/00 B62J6/00 E05B17/00".split(
    " ",
  ),
  ..."B26B21/00 A47L13/20 E03D9/02 G09B5/02 A47B13/00 A41D13/00 A43B7/00 A45C5/00 A46B9/02".split(
    " ",
  ),
  ..."B25H3/00 B44C5/04 B65G1/04 E01F9/00 E06B3/00 F24C15/00 A63B21/00 B42D9/00 A01B1/02".split(
    " ",
  ),
];

/** Endings tried for an open pattern: H04L27* → H04L27/00, H04L27/10 … */
const ENDINGS = ["00", "02", "10", "26"];

/**
 * Symbols of the concordance `sei-ipc-2021`: those of its patterns that its own rules label as key
 * technology, and its exclusions that no other rule takes.   中文: 由对照表生成的分类号
 */
export function symbolPool(table: string): SymbolPool {
  const concordance = readConcordance(table);
  const classifier = createClassifier({ concordance });
  const bySubclass = new Map<string, KeySymbol[]>();
  const subclasses = new Map<string, Set<string>>();
  const other = new Set<string>();
  const seen = new Set<string>();
  const place = (text: string): void => {
    for (const symbol of symbolsOf(text)) {
      if (seen.has(symbol)) continue;
      seen.add(symbol);
      const label = classifier.classify({ patent: symbol, ipc: symbol });
      if (label.malformed.length > 0) continue;
      if (!label.key) {
        other.add(symbol);
        continue;
      }
      const subclass = symbol.slice(0, 4);
      const industry = label.matches[0]!.level1;
      bySubclass.set(subclass, [
        ...(bySubclass.get(subclass) ?? []),
        { symbol, subclass, industry },
      ]);
      subclasses.set(industry, (subclasses.get(industry) ?? new Set()).add(subclass));
    }
  };
  for (const rule of concordance.rules) {
    for (const pattern of [...rule.patterns, ...rule.exclusions]) place(pattern.text);
  }
  for (const symbol of ORDINARY) place(symbol);
  return {
    bySubclass,
    subclasses: new Map([...subclasses].map(([name, set]) => [name, [...set].sort()])),
    other: [...other].sort(),
  };
}

/** The technological fields that a firm works in. */
export interface Profile {
  /** Subclasses of its first symbols; known before it enters the sample. */
  readonly core: readonly string[];
  readonly industry: string;
}

/**
 * Fields of a firm: of its city's common list where firms are alike, else of its own.
 * 中文: 企业技术领域
 */
export function profileOf(
  pool: SymbolPool,
  city: number,
  alike: 1 | -1,
  seed: readonly number[],
): Profile {
  const [root, ...labels] = seed;
  const shared = createRng(root!, ...labels.slice(0, 1), 1, city);
  const own = createRng(root!, ...labels, 2);
  const common = draw(pool, shared, 4);
  const mine = draw(pool, own, 4);
  const from =
    alike === 1
      ? [...common.core.slice(0, 3), mine.core[0]!]
      : [common.core[0]!, ...mine.core.slice(0, 3)];
  return { core: [...new Set(from)], industry: alike === 1 ? common.industry : mine.industry };
}

function draw(pool: SymbolPool, rng: Rng, count: number): Profile {
  const industries = [...pool.subclasses.keys()];
  // Information technology and materials come up most, as in the published counts by field.
  const industry = industries[Math.floor(industries.length * rng.uniform() ** 1.4)]!;
  const from = pool.subclasses.get(industry)!;
  return { industry, core: Array.from({ length: count }, () => from[rng.integer(from.length)]!) };
}

function symbolsOf(pattern: string): string[] {
  const body = pattern.replace(/\/?\*$/, "");
  if (body === pattern) return [pattern];
  if (/^[A-H]\d\d[A-Z]\d+$/.test(body)) return ENDINGS.map((end) => `${body}/${end}`);
  if (/^[A-H]\d\d[A-Z]$/.test(body)) {
    return ["1", "3", "9"].flatMap((group) =>
      ENDINGS.slice(0, 2).map((end) => `${body}${group}/${end}`),
    );
  }
  return [];
}
