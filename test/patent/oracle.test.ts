import { describe, expect, it } from "vitest";
import { packageRoot } from "../../src/base/index.js";
import {
  type Concordance,
  compileConcordance,
  concordanceNames,
  matchKeys,
  readConcordance,
} from "../../src/patent/index.js";
import { readTable } from "../../src/table/index.js";
import { testSymbols } from "./random-symbols.js";

interface TextRule {
  readonly row: number;
  readonly patterns: readonly string[];
  readonly exclusions: readonly string[];
}

/** Groups whose subtree the digits misread, written out as texts. */
const SUBTREES: Readonly<Record<string, (group: string, sub: number) => boolean>> = {
  "B01D53/34": (group, sub) => group === "B01D53" && sub >= 340000 && sub <= 960000,
  "F03B17/02": (group, sub) => group === "F03B17" && sub >= 20000 && sub <= 40000,
  "H01L31/04": (group, sub) => group === "H01L31" && sub >= 40000 && sub <= 78000,
  "H01M50/50": (group, sub) => group === "H01M50" && sub >= 500000 && sub <= 598000,
};

/** The direct reading of one pattern: texts and prefixes, no keys and no intervals. */
function holds(pattern: string, symbol: string): boolean {
  const bare = pattern.replace(/\*$/, "");
  if (/\//.test(bare)) {
    if (bare === pattern) return symbol === bare;
    const subtree = SUBTREES[bare];
    if (subtree === undefined) return symbol.startsWith(bare);
    const [group, sub] = symbol.split("/");
    return subtree(group!, Number(sub!.padEnd(6, "0")));
  }
  if (/^[A-H]\d\d[A-Z]\d/.test(bare)) return symbol.startsWith(`${bare}/`);
  return symbol.startsWith(bare);
}

async function textRules(name: string): Promise<TextRule[]> {
  const file = `${packageRoot()}/dictionaries/concordances/${name}.csv`;
  const table = await readTable(file, { text: ["ipc_patterns", "ipc_exclusions"] });
  const cell = (i: number, column: string): string[] =>
    String(table.value(i, column) ?? "")
      .split(";")
      .filter(Boolean);
  return Array.from({ length: table.nrow }, (_, i) => ({
    row: i + 1,
    patterns: cell(i, "ipc_patterns"),
    exclusions: table.has("ipc_exclusions") ? cell(i, "ipc_exclusions") : [],
  }));
}

/** Every rule is read for every symbol; rules are only kept apart by class, to save an hour. */
function byClass(rules: readonly TextRule[]): Map<string, TextRule[]> {
  const map = new Map<string, TextRule[]>();
  for (const rule of rules) {
    const inside = (c: string) => (p: string) => p.startsWith(c);
    for (const c of new Set(rule.patterns.map((p) => p.slice(0, 4).replace("*", "")))) {
      const kept = {
        row: rule.row,
        patterns: rule.patterns.filter(inside(c)),
        exclusions: rule.exclusions.filter(inside(c)),
      };
      map.set(c, [...(map.get(c) ?? []), kept]);
    }
  }
  return map;
}

function compareAll(table: Concordance, rules: readonly TextRule[], n: number): number {
  const compiled = compileConcordance(table);
  const symbols = testSymbols(table, n, 2026);
  const sets = matchKeys(
    compiled,
    Float64Array.from(symbols, (s) => s.key),
  );
  const grouped = byClass(rules);
  let wrong = 0;
  symbols.forEach(({ text }, i) => {
    const candidates = [
      ...(grouped.get(text.slice(0, 4)) ?? []),
      ...(grouped.get(text.slice(0, 3)) ?? []),
    ];
    const rows = candidates
      .filter(
        (r) => r.patterns.some((p) => holds(p, text)) && !r.exclusions.some((x) => holds(x, text)),
      )
      .map((r) => r.row);
    const expected = [...new Set(rows)].sort((a, b) => a - b).join();
    const found = Array.from(
      sets[i]! < 0 ? [] : compiled.sets[sets[i]!]!,
      (r) => compiled.rules[r]!.row,
    );
    if (found.join() !== expected) wrong++;
  });
  expect(symbols.length).toBeGreaterThanOrEqual(n);
  return wrong;
}

describe("the compiled table against a direct reading of every rule", () => {
  it("agrees on 10^6 symbols with the ends of every pattern and exclusion (sei-ipc-2021)", async () => {
    const rules = await textRules("sei-ipc-2021");
    expect(compareAll(readConcordance("sei-ipc-2021"), rules, 1_000_000)).toBe(0);
  }, 120_000);

  it.each(concordanceNames().filter((n) => n !== "sei-ipc-2021"))(
    "agrees on 10^5 symbols for %s",
    async (name) => {
      expect(compareAll(readConcordance(name), await textRules(name), 100_000)).toBe(0);
    },
    120_000,
  );
});
