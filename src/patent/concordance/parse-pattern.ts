import { classKeys, GROUP_SPAN, ipcKey, SUBCLASS_SPAN, subclassIndex } from "../symbol/ipc-key.js";
import { formatIpc, parseIpc } from "../symbol/ipc-symbol.js";
import type { IpcScheme } from "./read-scheme.js";

/** Keys from `first` to `last`, both included. */
export interface KeyInterval {
  readonly first: number;
  readonly last: number;
}

/** How a pattern was written, and what it covers.   中文: 分类号模式 */
export interface IpcPattern {
  /** Canonical text: `B41J*`, `G06F40*`, `H04L27/26`, `H01L31/04*`, `A01B1/02-A01B1/24`. */
  readonly text: string;
  readonly kind: "section" | "class" | "subclass" | "group" | "symbol" | "subtree" | "range";
  /** Disjoint, ascending. */
  readonly intervals: readonly KeyInterval[];
  /** What was done to read it: a bare group read with `*`, a subtree approximated by digits. */
  readonly reading: "as-written" | "star-added" | "by-digits" | "by-list" | "by-scheme";
}

/** Why a text is no pattern. */
export type PatternFault = "not-a-pattern" | "reversed-range";

/** What `parsePattern` found. */
export type PatternResult =
  | { readonly ok: true; readonly pattern: IpcPattern }
  | { readonly ok: false; readonly fault: PatternFault };

/** How `X1/04*` is meant. */
export interface PatternOptions {
  /** The IPC scheme with its dots; without it a subtree is approximated by the digits. */
  readonly scheme?: IpcScheme | undefined;
  /** Head of a subtree → its last symbol, where the digits misread it and no scheme is given. */
  readonly subtrees?: ReadonlyMap<number, number> | undefined;
}

const SECTION_KEYS = 100 * 26 * SUBCLASS_SPAN;

/**
 * Reads one pattern of a concordance.   中文: 解析分类号模式
 *
 * `H04L27/26` is that symbol alone; `G06F40*` and `G06F40/*` main group 40 (not 401); `B41J*` a
 * subclass; `G16*` a class; `A*` a section; `A01B1/02-A01B1/24` (also `—`, `至`, `~`) a range of
 * symbols. A bare group or subclass (`H03M13`, `G16H`), a probable misprint, is read with `*` and
 * marked. `H01L31/04*` is the subtree below 31/04: by the dots of the scheme when one is given,
 * else up to the last symbol in `subtrees`, else by digits (31/04, 31/042 …: that alone would miss
 * 31/06), which is marked `by-digits`.
 */
export function parsePattern(text: string, options: PatternOptions = {}): PatternResult {
  const plain = text
    .normalize("NFKC")
    .replace(/[\s\u200b]/g, "")
    .toUpperCase()
    .replace(/[✱﹡∗×]/g, "*");
  const range = /^(.+?[A-Z0-9])(?:-|–|—|~|至|TO)([A-H0-9].*)$/.exec(plain);
  if (range !== null) return parseRange(range[1]!, range[2]!);
  const starred = plain.endsWith("*");
  const body = plain.replace(/\/?\*+$/, "");
  const symbol = parseIpc(body);
  if (symbol.ok && symbol.rest === "") {
    const key = ipcKey(symbol.symbol);
    const written = formatIpc(symbol.symbol);
    if (!starred) return made(written, "symbol", [{ first: key, last: key }], "as-written");
    // X1/00 and everything below is the whole main group.
    if (symbol.symbol.subgroup !== "00")
      return subtree(written, symbol.symbol.subgroup, key, options);
    return made(written.replace("/00", "*"), "group", [groupKeys(key)], "as-written");
  }
  return parseUpper(body, starred);
}

function parseUpper(body: string, starred: boolean): PatternResult {
  const parts = /^([A-H])(?:(\d\d)(?:([A-Z])(?:0*(\d{1,4}))?)?)?$/.exec(body);
  if (parts === null) return { ok: false, fault: "not-a-pattern" };
  const [, section, digits, letter, group] = parts;
  const reading = starred ? "as-written" : "star-added";
  if (group !== undefined) {
    const subclass = `${section}${digits}${letter}`;
    const first = subclassIndex(subclass) * SUBCLASS_SPAN + Number(group) * GROUP_SPAN;
    return made(`${subclass}${group}*`, "group", [groupKeys(first)], reading);
  }
  if (letter !== undefined) {
    const subclass = `${section}${digits}${letter}`;
    const first = subclassIndex(subclass) * SUBCLASS_SPAN;
    return made(`${subclass}*`, "subclass", [{ first, last: first + SUBCLASS_SPAN - 1 }], reading);
  }
  if (digits !== undefined) {
    const [first, last] = classKeys(`${section}${digits}`);
    return made(`${section}${digits}*`, "class", [{ first, last }], reading);
  }
  // A lone letter is a slip of the pen, not a section.
  if (!starred) return { ok: false, fault: "not-a-pattern" };
  const at = section!.charCodeAt(0) - 65;
  const first = at * SECTION_KEYS;
  const last = first + SECTION_KEYS - 1;
  return made(`${section}*`, "section", [{ first, last }], "as-written");
}

function parseRange(from: string, to: string): PatternResult {
  const start = parseIpc(from);
  // A01B1/02-24 and A01B1/02-1/24 leave out what both ends share.
  const prefix = /^[A-H]\d\d[A-Z]/.exec(from)?.[0] ?? "";
  const group = /^[A-H]\d\d[A-Z]\d{1,4}\//.exec(from)?.[0] ?? "";
  const end = [to, prefix + to, group + to].map(parseIpc).find((r) => r.ok);
  if (!start.ok || end === undefined || !end.ok) return { ok: false, fault: "not-a-pattern" };
  const first = ipcKey(start.symbol);
  const last = ipcKey(end.symbol);
  if (last < first) return { ok: false, fault: "reversed-range" };
  const text = `${formatIpc(start.symbol)}-${formatIpc(end.symbol)}`;
  return made(text, "range", [{ first, last }], "as-written");
}

function subtree(
  written: string,
  subgroup: string,
  key: number,
  options: PatternOptions,
): PatternResult {
  const below = options.scheme?.subtree(key);
  if (below !== undefined) {
    const intervals = below.map((k) => ({ first: k, last: k }));
    return made(`${written}*`, "subtree", intervals, "by-scheme");
  }
  const end = options.subtrees?.get(key);
  if (end !== undefined)
    return made(`${written}*`, "subtree", [{ first: key, last: end }], "by-list");
  const last = key + 10 ** (6 - subgroup.length) - 1;
  return made(`${written}*`, "subtree", [{ first: key, last }], "by-digits");
}

function groupKeys(key: number): KeyInterval {
  const first = Math.floor(key / GROUP_SPAN) * GROUP_SPAN;
  return { first, last: first + GROUP_SPAN - 1 };
}

function made(
  text: string,
  kind: IpcPattern["kind"],
  intervals: readonly KeyInterval[],
  reading: IpcPattern["reading"],
): PatternResult {
  return { ok: true, pattern: { text, kind, intervals, reading } };
}
