import { type Notice, notice } from "../../base/index.js";
import { textError } from "../errors.js";
import { normaliseCharacters, removeBlanks } from "../normalise-characters.js";
import type { Dictionary, DictionaryTerm } from "./dictionary.js";

/** A row of a dictionary file before it is checked. */
export interface DictionaryRow {
  readonly term: string;
  readonly group?: string | undefined;
  readonly weight?: string | number | undefined;
  readonly source?: string | undefined;
  readonly synonymOf?: string | undefined;
  readonly exclude?: readonly string[] | undefined;
  /** Row of the file (header = 1). */
  readonly row: number;
}

/** Where the rows came from. */
export interface DictionaryOrigin {
  readonly name: string;
  readonly title: string;
  readonly file: string;
  readonly sha256: string;
}

/** How a term is looked for. @example termKey("５Ｇ") // "5g" */
export function termKey(term: string): string {
  return removeBlanks(normaliseCharacters(term.trim())).toLowerCase();
}

/**
 * Checks rows and makes a dictionary of them.   中文: 校验并建立词典
 *
 * Errors    text/empty-dictionary; text/bad-dictionary — a term that is empty or only punctuation,
 *           a weight that is no number, an exclusion that does not contain its term, a synonym of
 *           an unknown term (every row is named).
 * Warnings  text/duplicate-term — the same term twice in one group (counted once);
 *           text/nested-term — a term inside another (under `longest` the longer one wins).
 */
export function buildDictionary(
  rows: readonly DictionaryRow[],
  origin: DictionaryOrigin,
): Dictionary {
  if (rows.length === 0) throw textError("empty-dictionary", { file: origin.file });
  const problems: string[] = [];
  const terms: DictionaryTerm[] = [];
  const seen = new Map<string, number>();
  const duplicates: string[] = [];
  for (const row of rows) {
    const key = termKey(row.term);
    if (!/[\p{L}\p{N}]/u.test(key)) {
      problems.push(`row ${row.row}: "${row.term}" has no letter or digit`);
      continue;
    }
    const weight = row.weight === undefined || row.weight === "" ? 1 : Number(row.weight);
    if (!Number.isFinite(weight)) {
      problems.push(`row ${row.row}: weight "${row.weight}" is no number`);
      continue;
    }
    const exclude = (row.exclude ?? []).map(termKey).filter((e) => e !== "");
    const stray = exclude.find((e) => !e.includes(key) || e === key);
    if (stray !== undefined) {
      problems.push(`row ${row.row}: the exclusion "${stray}" does not contain "${row.term}"`);
      continue;
    }
    const group = row.group?.trim() || origin.title;
    const identity = `${group}\u0000${key}`;
    if (seen.has(identity)) {
      duplicates.push(row.term);
      continue;
    }
    seen.set(identity, row.row);
    const synonymOf = row.synonymOf?.trim() || undefined;
    terms.push({
      term: row.term.trim(),
      key,
      group,
      weight,
      source: row.source ?? "",
      synonymOf,
      exclude,
    });
  }
  const names = new Set(terms.map((t) => t.term));
  for (const t of terms) {
    if (t.synonymOf !== undefined && !names.has(t.synonymOf)) {
      problems.push(`"${t.term}" is a synonym of "${t.synonymOf}", which is not in the dictionary`);
    }
  }
  if (problems.length > 0) throw textError("bad-dictionary", { file: origin.file, problems });
  return {
    ...origin,
    terms,
    groups: [...new Set(terms.map((t) => t.group))],
    warnings: [...duplicateNotices(origin, duplicates), ...nestedNotices(origin, terms)],
  };
}

function duplicateNotices(origin: DictionaryOrigin, terms: readonly string[]): Notice[] {
  if (terms.length === 0) return [];
  const list = terms.slice(0, 10).join("、");
  return [
    notice(
      "text/duplicate-term",
      `${origin.name}: ${terms.length} term(s) stand twice in one group and count once: ${list}`,
      `${origin.name}：有 ${terms.length} 个词在同一组内重复，只计一次：${list}`,
    ),
  ];
}

function nestedNotices(origin: DictionaryOrigin, terms: readonly DictionaryTerm[]): Notice[] {
  const keys = [...new Set(terms.map((t) => t.key))];
  // Long lists are not checked pair by pair: the note is a help, not a result.
  if (keys.length > 3000) return [];
  const nested = keys.filter((k) => keys.some((o) => o.length > k.length && o.includes(k)));
  if (nested.length === 0) return [];
  const list = nested.slice(0, 10).join("、");
  return [
    notice(
      "text/nested-term",
      `${origin.name}: ${nested.length} term(s) lie inside longer terms (${list}); with overlap "longest" the longer one counts`,
      `${origin.name}：有 ${nested.length} 个词包含于更长的词（${list}）；overlap 为 longest 时只计较长者`,
    ),
  ];
}
