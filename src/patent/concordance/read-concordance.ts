import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { type Notice, nearest, notice, packageRoot, sha256 } from "../../base/index.js";
import { readBytes, readCsv, type Table } from "../../table/index.js";
import { patentError } from "../errors.js";
import { ipcKey } from "../symbol/ipc-key.js";
import { parseIpc } from "../symbol/ipc-symbol.js";
import type { Concordance, ConcordanceRule, UnreadRule } from "./concordance.js";
import { type IpcPattern, type PatternOptions, parsePattern } from "./parse-pattern.js";
import { parsePublishedRule } from "./parse-published-rule.js";
import { readManifest } from "./read-manifest.js";

/** Options of `readConcordance`. */
export type ReadConcordanceOptions = PatternOptions;

const FOLDER = "dictionaries/concordances";
const SUBTREES = "subtrees.csv";
const TEXT_COLUMNS = [
  "code",
  "name",
  "level1",
  "level2",
  "ipc_patterns",
  "ipc_exclusions",
  "ipc_raw",
  "keywords",
  "note",
];

/** Names of the tables that come with the package.   中文: 内置对照表 */
export function concordanceNames(): string[] {
  return readdirSync(join(packageRoot(), FOLDER))
    .filter((f) => f.endsWith(".csv") && f !== SUBTREES)
    .map((f) => f.slice(0, -4))
    .sort();
}

/**
 * Reads a concordance: a bundled one by name or a user's CSV.   中文: 读取对照表
 *
 * Columns `code,name,ipc_patterns` and, if there are any, `level1,level2,ipc_exclusions,keywords,
 * note,rule_no`; several patterns in a cell are separated by `;`. A file with `ipc_raw` but without
 * `ipc_patterns` is read in the published spelling (`B41J*(不含B41J2*)`, lists, ranges, full-width
 * signs). What cannot be read stands in `unread` with its row; the other patterns of the rule count.
 *
 * Errors    patent/unknown-concordance, patent/no-rules, table/missing-column, file/not-found.
 * Warnings  patent/star-added, patent/subtree-by-digits, patent/unread-rules,
 *           patent/exclusion-outside, patent/duplicate-rule.
 * @example readConcordance("sei-ipc-2021").rules.length // 311
 */
export function readConcordance(
  nameOrFile: string,
  options: ReadConcordanceOptions = {},
): Concordance {
  const file = locate(nameOrFile);
  const bytes = readBytes(file);
  const table = readCsv(bytes, { file, text: TEXT_COLUMNS });
  table.column("code");
  if (!table.has("ipc_patterns") && !table.has("ipc_raw")) table.column("ipc_patterns");
  const unread: UnreadRule[] = [];
  const rules = readRules(table, { subtrees: knownSubtrees(), ...options }, unread);
  if (rules.every((r) => r.patterns.length === 0)) throw patentError("no-rules", { file });
  const name = basename(file).replace(/\.csv$/i, "");
  const entry = readManifest(join(packageRoot(), FOLDER, "manifest.json")).get(`${name}.csv`);
  return {
    name,
    title: entry?.title.zh ?? name,
    edition: entry?.edition ?? null,
    sha256: sha256(bytes),
    rules,
    unread,
    warnings: warningsOf(rules, unread),
  };
}

let subtrees: ReadonlyMap<number, number> | undefined;

/** Heads of subtrees and their last symbols, for the groups that the digits misread. */
function knownSubtrees(): ReadonlyMap<number, number> {
  if (subtrees !== undefined) return subtrees;
  const file = join(packageRoot(), FOLDER, SUBTREES);
  const table = readCsv(readBytes(file), { file, text: ["symbol", "last"] });
  const key = (row: number, column: string): number => {
    const found = parseIpc(String(table.value(row, column)));
    if (!found.ok) throw new Error(`${SUBTREES}, row ${row + 2}: ${column}`);
    return ipcKey(found.symbol);
  };
  subtrees = new Map(
    Array.from({ length: table.nrow }, (_, i) => [key(i, "symbol"), key(i, "last")]),
  );
  return subtrees;
}

function locate(nameOrFile: string): string {
  const bundled = join(packageRoot(), FOLDER, `${nameOrFile}.csv`);
  if (/^[\w-]+$/.test(nameOrFile)) {
    if (existsSync(bundled)) return bundled;
    const have = concordanceNames();
    throw patentError("unknown-concordance", {
      name: nameOrFile,
      nearest: nearest(nameOrFile, have),
      have,
    });
  }
  return nameOrFile;
}

function readRules(table: Table, options: PatternOptions, unread: UnreadRule[]): ConcordanceRule[] {
  const at = (row: number, column: string): string =>
    table.has(column) ? String(table.value(row, column) ?? "") : "";
  const numberInCode = new Map<string, number>();
  return Array.from({ length: table.nrow }, (_, i) => {
    const code = at(i, "code");
    const level1 = at(i, "level1");
    const counted = (numberInCode.get(level1 + code) ?? 0) + 1;
    numberInCode.set(level1 + code, counted);
    const where = { row: table.fileRow(i), code };
    const { patterns, exclusions } = patternsOf(at, i, table, options, where, unread);
    const written = Number(at(i, "rule_no"));
    return {
      row: i + 1,
      rule: Number.isInteger(written) && written > 0 ? written : counted,
      code,
      name: at(i, "name"),
      level1,
      level2: at(i, "level2"),
      patterns,
      exclusions,
      keywords: at(i, "keywords")
        .split(/[、；;，,]/)
        .map((w) => w.trim())
        .filter((w) => w !== ""),
      note: at(i, "note"),
    };
  });
}

function patternsOf(
  at: (row: number, column: string) => string,
  row: number,
  table: Table,
  options: PatternOptions,
  where: { row: number; code: string },
  unread: UnreadRule[],
): { patterns: readonly IpcPattern[]; exclusions: readonly IpcPattern[] } {
  if (!table.has("ipc_patterns")) {
    const read = parsePublishedRule(at(row, "ipc_raw"), options);
    for (const u of read.unread) unread.push({ ...where, ...u });
    return read;
  }
  const list = (column: string): IpcPattern[] => {
    const found: IpcPattern[] = [];
    for (const text of at(row, column).split(/[;；]/)) {
      if (text.trim() === "") continue;
      const result = parsePattern(text, options);
      if (result.ok) found.push(result.pattern);
      else unread.push({ ...where, text: text.trim(), reason: result.fault });
    }
    return found;
  };
  const patterns = list("ipc_patterns");
  const exclusions = list("ipc_exclusions");
  if (patterns.length === 0) unread.push({ ...where, text: "", reason: "no-pattern" });
  return { patterns, exclusions };
}

function warningsOf(rules: readonly ConcordanceRule[], unread: readonly UnreadRule[]): Notice[] {
  const all = rules.flatMap((r) => [...r.patterns, ...r.exclusions].map((p) => ({ r, p })));
  const by = (reading: IpcPattern["reading"]) => all.filter(({ p }) => p.reading === reading);
  const list: Notice[] = [];
  const starred = by("star-added").map(({ r, p }) => `${p.text} (${r.code}, rule ${r.rule})`);
  if (starred.length > 0) {
    list.push(
      notice(
        "patent/star-added",
        `${starred.length} bare group or subclass, a probable misprint, is read with *: ${starred.slice(0, 5).join("; ")}.`,
        `${starred.length} 处未写 * 的大组或小类（疑为漏印）按带 * 读取：${starred.slice(0, 5).join("；")}。`,
      ),
    );
  }
  const digits = by("by-digits").length;
  if (digits > 0) {
    list.push(
      notice(
        "patent/subtree-by-digits",
        `${digits} patterns mean a subtree of the IPC (dots) and were approximated by the digits; give a symbol list with dots (--scheme) for the exact reading.`,
        `${digits} 个模式表示 IPC 层级（圆点）子树，现按数字前缀近似；如需精确读取，请用 --scheme 给出带圆点级别的分类表。`,
      ),
    );
  }
  if (unread.length > 0) {
    const shown = unread
      .slice(0, 5)
      .map((u) => `row ${u.row} ${u.code} ${JSON.stringify(u.text)}: ${u.reason}`);
    list.push(
      notice(
        "patent/unread-rules",
        `${unread.length} part(s) of rules could not be read: ${shown.join("; ")}.`,
        `规则中有 ${unread.length} 处无法读取：${shown.join("；")}。`,
      ),
    );
  }
  return [...list, ...outsideExclusions(rules), ...duplicates(rules)];
}

/** An exclusion that takes nothing away is probably misprinted. */
function outsideExclusions(rules: readonly ConcordanceRule[]): Notice[] {
  const idle = rules.flatMap((r) =>
    r.exclusions
      .filter(
        (x) =>
          !x.intervals.some((a) =>
            r.patterns.some((p) => p.intervals.some((b) => a.first <= b.last && b.first <= a.last)),
          ),
      )
      .map((x) => `${x.text} (${r.code}, rule ${r.rule})`),
  );
  if (idle.length === 0) return [];
  return [
    notice(
      "patent/exclusion-outside",
      `${idle.length} exclusion(s) lie outside every pattern of their rule and take nothing away: ${idle.slice(0, 5).join("; ")}.`,
      `${idle.length} 个排除项不在本规则任何模式之内，不起作用：${idle.slice(0, 5).join("；")}。`,
    ),
  ];
}

function duplicates(rules: readonly ConcordanceRule[]): Notice[] {
  const seen = new Map<string, number>();
  const doubled: string[] = [];
  for (const r of rules) {
    const id = `${r.level1}|${r.code}|${r.rule}`;
    if (seen.has(id)) doubled.push(`${r.code}, rule ${r.rule} (rows ${seen.get(id)} and ${r.row})`);
    else seen.set(id, r.row);
  }
  if (doubled.length === 0) return [];
  return [
    notice(
      "patent/duplicate-rule",
      `${doubled.length} rule(s) stand twice under one code and number; all count: ${doubled.slice(0, 5).join("; ")}.`,
      `${doubled.length} 条规则的代码与序号重复，均计入：${doubled.slice(0, 5).join("；")}。`,
    ),
  ];
}
