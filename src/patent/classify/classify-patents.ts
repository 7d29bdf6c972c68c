import type { Notice } from "../../base/index.js";
import {
  type CompiledConcordance,
  compileConcordance,
} from "../concordance/compile-concordance.js";
import type { Concordance, ConcordanceRule } from "../concordance/concordance.js";
import type { Editions } from "../concordance/read-editions.js";
import type { PatentMatch, PatentText } from "../patent-text.js";
import { parseIpcList } from "../symbol/parse-ipc-list.js";
import { type Coverage, CoverageCounter, type CoverageParts } from "./coverage.js";
import { createKeywordFilter, type KeywordFilter } from "./keyword-filter.js";
import { matchKey } from "./match-keys.js";

/** How to classify. */
export interface ClassifyOptions {
  readonly concordance: Concordance;
  /** `any` (default): one symbol suffices; `main`: the first symbol decides. */
  readonly ipc?: "any" | "main";
  /** `ipc` (default): symbols alone; `ipc+keywords`: a keyword of the rule as well. */
  readonly mode?: "ipc" | "ipc+keywords";
  /** Old symbol → new symbols, applied before matching. */
  readonly editions?: Editions;
  /** Keys of the loaded edition's symbols: feeds the report of unknown symbols. */
  readonly known?: ReadonlySet<number>;
}

/** The labels of one patent: a row of `classify`'s JSON.   中文: 专利判定结果 */
export interface ClassifiedPatent {
  readonly patent: string;
  readonly key: boolean;
  readonly symbols: readonly string[];
  readonly malformed: readonly string[];
  readonly matches: readonly PatentMatch[];
}

/** Result of `classifyPatents`. */
export interface Classification {
  readonly concordance: string;
  readonly mode: "ipc" | "ipc+keywords";
  readonly ipc: "any" | "main";
  readonly rows: readonly ClassifiedPatent[];
  readonly coverage: Coverage;
  readonly warnings: readonly Notice[];
}

/** Classifies one patent after another; for millions of them.   中文: 流式判定 */
export interface Classifier {
  readonly compiled: CompiledConcordance;
  readonly coverage: () => Coverage;
  /** Hands the counts over as plain data, for another counter to add, and begins anew. */
  readonly takeCounts: () => CoverageParts;
  classify(patent: PatentText): ClassifiedPatent;
}

/**
 * Labels patents by a concordance.   中文: 关键核心技术专利判定
 *
 * A patent is key technology when one of its symbols (or, `main`, its first) meets a rule: lies in
 * a pattern and in no exclusion of that rule. Its labels are the union over rules, so a symbol that
 * one rule excludes can count through another.
 *
 * Source    皮建才、罗禹涵 (2025); methods.md §2
 * @example
 * classifyPatents([{ patent: "p1", ipc: "H04L 27/26" }], { concordance }).rows[0]?.key // true
 */
export function classifyPatents(
  patents: Iterable<PatentText>,
  options: ClassifyOptions,
): Classification {
  const classifier = createClassifier(options);
  const rows = Array.from(patents, (p) => classifier.classify(p));
  return {
    concordance: options.concordance.name,
    mode: options.mode ?? "ipc",
    ipc: options.ipc ?? "any",
    rows,
    coverage: classifier.coverage(),
    warnings: options.concordance.warnings,
  };
}

/** Makes a classifier; rules are compiled once. */
export function createClassifier(options: ClassifyOptions): Classifier {
  const { concordance } = options;
  const compiled = compileConcordance(concordance);
  const keywords = options.mode === "ipc+keywords" ? createKeywordFilter(concordance) : undefined;
  const matchesOf = matchLists(compiled);
  const counter = new CoverageCounter(options.known);
  return {
    compiled,
    coverage: () => counter.report(),
    takeCounts: () => counter.take(),
    classify(patent) {
      const list = parseIpcList(patent.ipc);
      const symbols = options.ipc === "main" ? list.symbols.slice(0, 1) : list.symbols;
      const byIpc: PatentMatch[] = [];
      const met: boolean[] = [];
      for (let i = 0; i < symbols.length; i++) {
        const found = matchSymbol(symbols[i]!, list.keys[i]!, options, matchesOf);
        met.push(found.length > 0);
        for (const match of found) byIpc.push(match);
      }
      const matches = keywords === undefined ? byIpc : filterByKeywords(byIpc, keywords, patent);
      counter.add(patent, list, met, byIpc, matches);
      return {
        patent: patent.patent,
        key: matches.length > 0,
        symbols: list.symbols,
        malformed: list.malformed.map((m) => m.raw),
        matches,
      };
    },
  };
}

type MatchLists = (symbol: string, key: number) => PatentMatch[];

const NO_MATCHES: PatentMatch[] = [];

function matchLists(compiled: CompiledConcordance): MatchLists {
  const rulesOf = compiled.sets.map((set) => Array.from(set, (i) => compiled.rules[i]!));
  return (symbol, key) => {
    const set = matchKey(compiled, key);
    return set < 0 ? NO_MATCHES : rulesOf[set]!.map((rule) => toMatch(symbol, rule));
  };
}

function matchSymbol(
  symbol: string,
  key: number,
  options: ClassifyOptions,
  matchesOf: MatchLists,
): readonly PatentMatch[] {
  const moved = options.editions?.get(key);
  if (moved === undefined) return matchesOf(symbol, key);
  const seen = new Set<number>();
  return moved
    .flatMap((to) => matchesOf(symbol, to.key))
    .filter((m) => !seen.has(m.row) && seen.add(m.row));
}

function toMatch(symbol: string, rule: ConcordanceRule): PatentMatch {
  const { code, name, level1, level2, row } = rule;
  return { symbol, rule: rule.rule, code, name, level1, level2, row };
}

function filterByKeywords(
  matches: readonly PatentMatch[],
  filter: KeywordFilter,
  patent: PatentText,
): PatentMatch[] {
  if (matches.length === 0) return [];
  const text = `${patent.title ?? ""}\n${patent.abstract ?? ""}`;
  return matches.filter((m) => filter(m.row, text));
}
