import { type IpcPattern, type PatternOptions, parsePattern } from "./parse-pattern.js";

/** A rule in the published spelling, taken apart. */
export interface PublishedRule {
  readonly patterns: readonly IpcPattern[];
  readonly exclusions: readonly IpcPattern[];
  readonly unread: readonly { readonly text: string; readonly reason: string }[];
}

const EXCEPT = /^(?:不含|不包括|不包含|除外|除)[:：]?/;

/**
 * Reads `B41J*(不含B41J2*)、G06F40*、H04L1/00-H04L1/24`: lists with `、` `；` `;` `，` `,` or line
 * breaks, exclusions in brackets behind their pattern, ranges, full-width signs.   中文: 解析发布文本规则
 *
 * An exclusion holds for the whole rule; one that lies outside the pattern it stands behind is
 * kept and listed under `unread` with the reason `exclusion-outside-pattern`.
 */
export function parsePublishedRule(text: string, options: PatternOptions = {}): PublishedRule {
  const patterns: IpcPattern[] = [];
  const exclusions: IpcPattern[] = [];
  const unread: { text: string; reason: string }[] = [];
  const read = (piece: string): IpcPattern | undefined => {
    const result = parsePattern(piece, options);
    if (result.ok) return result.pattern;
    unread.push({ text: piece, reason: result.fault });
    return undefined;
  };
  for (const part of splitOutside(clean(text))) {
    const bracket = /^([^(]*)(?:\((.*)\))?$/s.exec(part);
    if (bracket === null) {
      unread.push({ text: part, reason: "unclosed-bracket" });
      continue;
    }
    const pattern = read(bracket[1]!);
    if (pattern !== undefined) patterns.push(pattern);
    const inside = bracket[2];
    if (inside === undefined) continue;
    if (!EXCEPT.test(inside)) {
      unread.push({ text: part, reason: "bracket-without-exclusion" });
      continue;
    }
    for (const piece of inside.replace(EXCEPT, "").split(/[、；;，,和及]+/)) {
      if (piece === "") continue;
      const exclusion = read(piece);
      if (exclusion === undefined) continue;
      exclusions.push(exclusion);
      if (pattern !== undefined && !lies(exclusion, pattern)) {
        unread.push({ text: exclusion.text, reason: "exclusion-outside-pattern" });
      }
    }
  }
  if (patterns.length === 0) unread.push({ text, reason: "no-pattern" });
  return { patterns, exclusions, unread };
}

function clean(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[【〔［]/g, "(")
    .replace(/[】〕］]/g, ")")
    .replace(/[ \t\u200b]/g, "");
}

/** Splits at separators that stand outside brackets. */
function splitOutside(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const c of text) {
    if (c === "(") depth++;
    if (c === ")") depth = Math.max(0, depth - 1);
    if (depth === 0 && /[、;；,，\n\r。]/.test(c)) {
      parts.push(part);
      part = "";
    } else part += c;
  }
  parts.push(part);
  return parts.filter((p) => p !== "");
}

function lies(inner: IpcPattern, outer: IpcPattern): boolean {
  return inner.intervals.every((a) =>
    outer.intervals.some((b) => b.first <= a.first && a.last <= b.last),
  );
}
