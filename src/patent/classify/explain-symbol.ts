import type { ConcordanceRule } from "../concordance/concordance.js";
import type { IpcPattern } from "../concordance/parse-pattern.js";
import { patentError } from "../errors.js";
import { ipcKey } from "../symbol/ipc-key.js";
import { formatIpc, parseIpc } from "../symbol/ipc-symbol.js";

/** A rule that a symbol meets, or would meet but for an exclusion. */
export interface RuleReading {
  readonly row: number;
  readonly rule: number;
  readonly code: string;
  readonly name: string;
  readonly level1: string;
  readonly level2: string;
  /** Patterns of the rule that hold the symbol. */
  readonly patterns: readonly string[];
  /** Exclusions of the rule that hold it; none when the rule is met. */
  readonly exclusions: readonly string[];
}

/** Why a symbol is key technology, or is not.   中文: 分类号判定说明 */
export interface SymbolExplanation {
  readonly symbol: string;
  readonly key: boolean;
  readonly matched: readonly RuleReading[];
  /** Rules whose pattern holds the symbol but whose exclusion takes it out. */
  readonly excluded: readonly RuleReading[];
  /** True when an exclusion of one rule applied and another rule brought the symbol back. */
  readonly rescued: boolean;
}

/**
 * Reads every rule for one symbol and says which pattern, exclusion and rescue applied: the slow,
 * direct reading.   中文: 解释一个分类号
 *
 * Errors    patent/malformed-symbol.
 * @example explainSymbol("G06F11/14", readConcordance("sei-ipc-2021").rules).excluded
 */
export function explainSymbol(text: string, rules: readonly ConcordanceRule[]): SymbolExplanation {
  const parsed = parseIpc(text);
  if (!parsed.ok) throw patentError("malformed-symbol", { value: text, reason: parsed.fault });
  const key = ipcKey(parsed.symbol);
  const matched: RuleReading[] = [];
  const excluded: RuleReading[] = [];
  for (const rule of rules) {
    const patterns = holding(rule.patterns, key);
    if (patterns.length === 0) continue;
    const exclusions = holding(rule.exclusions, key);
    const { row, code, name, level1, level2 } = rule;
    const reading = { row, rule: rule.rule, code, name, level1, level2, patterns, exclusions };
    (exclusions.length === 0 ? matched : excluded).push(reading);
  }
  return {
    symbol: formatIpc(parsed.symbol),
    key: matched.length > 0,
    matched,
    excluded,
    rescued: matched.length > 0 && excluded.length > 0,
  };
}

function holding(patterns: readonly IpcPattern[], key: number): string[] {
  return patterns
    .filter((p) => p.intervals.some((i) => i.first <= key && key <= i.last))
    .map((p) => p.text);
}
