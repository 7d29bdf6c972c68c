import type { Application } from "../../patent/index.js";

/** A rule that a patent met. */
export interface CitedRule {
  readonly industry: string;
  readonly code: string;
  readonly name: string;
  readonly row: number;
}

/** The applications that patent measures are made of, in columns.   中文: 计数所引专利 */
export interface CitedPatents {
  /** Publication number, else that of the application. */
  readonly patent: readonly string[];
  readonly title: readonly string[];
  readonly filed: readonly string[];
  readonly symbols: readonly string[];
  /** The rules of application i are from `first[i]` up to, not with, `first[i + 1]`. */
  readonly first: Int32Array;
  /** Number of the rule in `rules`. */
  readonly rule: Int32Array;
  readonly rules: readonly CitedRule[];
}

/** What is shown of applications, with one rule for each industry and field that they met. */
export function citedPatents(applications: readonly Application[]): CitedPatents {
  const rules: CitedRule[] = [];
  const numbers = new Map<number, number>();
  const first = new Int32Array(applications.length + 1);
  const rule: number[] = [];
  applications.forEach(({ matches }, i) => {
    const fields = new Set<string>();
    for (const { level1: industry, code, name, row } of matches) {
      const field = `${industry}|${code}`;
      if (fields.has(field)) continue;
      fields.add(field);
      let number = numbers.get(row);
      if (number === undefined) {
        number = rules.push({ industry, code, name, row }) - 1;
        numbers.set(row, number);
      }
      rule.push(number);
    }
    first[i + 1] = rule.length;
  });
  return {
    patent: applications.map((a) => a.publication ?? a.id),
    title: applications.map((a) => a.title),
    filed: applications.map((a) => a.filed),
    symbols: applications.map((a) => a.symbols.join("; ")),
    first,
    rule: Int32Array.from(rule),
    rules,
  };
}
