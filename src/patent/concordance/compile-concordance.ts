import { SUBCLASS_COUNT, SUBCLASS_SPAN } from "../symbol/ipc-key.js";
import type { Concordance, ConcordanceRule } from "./concordance.js";
import type { KeyInterval } from "./parse-pattern.js";

/**
 * A concordance as disjoint intervals over the sort key, each with the set of rules that hold in
 * it.   中文: 编译后的对照表
 *
 * `first[i] ≤ key ≤ last[i]` means `sets[setOf[i]]`; intervals ascend. `entry[s]` is the last
 * interval that begins at or before subclass `s`, so that a search stays inside one subclass.
 */
export interface CompiledConcordance {
  readonly first: Float64Array;
  readonly last: Float64Array;
  readonly setOf: Int32Array;
  /** Distinct rule sets; numbers are positions in `rules`, ascending. */
  readonly sets: readonly Int32Array[];
  readonly entry: Int32Array;
  readonly rules: readonly ConcordanceRule[];
}

/**
 * Compiles rules to disjoint sorted intervals.   中文: 编译规则
 *
 * Each rule is the union of its patterns minus the union of its exclusions; a sweep over all ends
 * then cuts the key line where the set of rules changes. Adjacent pieces with the same set are one.
 *
 * @example compileConcordance(readConcordance("sei-ipc-2021")).first.length
 */
export function compileConcordance(concordance: Pick<Concordance, "rules">): CompiledConcordance {
  const { rules } = concordance;
  const events = collectEvents(rules);
  const order = events.at.map((_, i) => i).sort((a, b) => events.at[a]! - events.at[b]!);
  const active = new Map<number, number>();
  const setIds = new Map<string, number>();
  const sets: Int32Array[] = [];
  const first: number[] = [];
  const last: number[] = [];
  const setOf: number[] = [];
  let from = 0;
  const close = (until: number): void => {
    if (active.size === 0 || until <= from) return;
    const members = Int32Array.from(active.keys()).sort();
    const name = members.join(",");
    let id = setIds.get(name);
    if (id === undefined) {
      id = sets.length;
      setIds.set(name, id);
      sets.push(members);
    }
    const before = first.length - 1;
    if (before >= 0 && last[before] === from - 1 && setOf[before] === id) last[before] = until - 1;
    else {
      first.push(from);
      last.push(until - 1);
      setOf.push(id);
    }
  };
  for (const i of order) {
    const at = events.at[i]!;
    if (at !== from) {
      close(at);
      from = at;
    }
    const rule = events.rule[i]!;
    const count = (active.get(rule) ?? 0) + events.step[i]!;
    if (count === 0) active.delete(rule);
    else active.set(rule, count);
  }
  const starts = Float64Array.from(first);
  return {
    first: starts,
    last: Float64Array.from(last),
    setOf: Int32Array.from(setOf),
    sets,
    entry: subclassEntries(starts),
    rules,
  };
}

/** The keys that one rule holds: its patterns without its exclusions. */
export function ruleIntervals(
  rule: Pick<ConcordanceRule, "patterns" | "exclusions">,
): KeyInterval[] {
  const wanted = union(rule.patterns.flatMap((p) => p.intervals));
  const barred = union(rule.exclusions.flatMap((p) => p.intervals));
  const kept: KeyInterval[] = [];
  let j = 0;
  for (const { first, last } of wanted) {
    let from = first;
    while (j < barred.length && barred[j]!.last < from) j++;
    for (let k = j; k < barred.length && barred[k]!.first <= last; k++) {
      if (barred[k]!.first > from) kept.push({ first: from, last: barred[k]!.first - 1 });
      from = Math.max(from, barred[k]!.last + 1);
    }
    if (from <= last) kept.push({ first: from, last });
  }
  return kept;
}

function union(intervals: readonly KeyInterval[]): KeyInterval[] {
  const sorted = intervals.toSorted((a, b) => a.first - b.first);
  const out: { first: number; last: number }[] = [];
  for (const { first, last } of sorted) {
    const top = out.at(-1);
    if (top !== undefined && first <= top.last + 1) top.last = Math.max(top.last, last);
    else out.push({ first, last });
  }
  return out;
}

function collectEvents(rules: readonly ConcordanceRule[]) {
  const at: number[] = [];
  const rule: number[] = [];
  const step: number[] = [];
  rules.forEach((r, i) => {
    for (const { first, last } of ruleIntervals(r)) {
      at.push(first, last + 1);
      rule.push(i, i);
      step.push(1, -1);
    }
  });
  return { at, rule, step };
}

function subclassEntries(first: Float64Array): Int32Array {
  const entry = new Int32Array(SUBCLASS_COUNT + 1);
  let i = -1;
  for (let s = 0; s <= SUBCLASS_COUNT; s++) {
    while (i + 1 < first.length && first[i + 1]! <= s * SUBCLASS_SPAN) i++;
    entry[s] = i;
  }
  return entry;
}
