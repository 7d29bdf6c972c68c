import { basename, extname } from "node:path";
import { type Notice, notice, UserError } from "../../base/index.js";
import { decode } from "../../bytes/index.js";
import { isTableName, readCsv, readSmallTable, type Table } from "../../table/index.js";
import { textError } from "../errors.js";
import type { DictionaryRow } from "./build-dictionary.js";

/** A row with the dictionary it belongs to, where a file holds several. */
export type NamedRow = DictionaryRow & { readonly dictionary: string };

/** The rows of a file, and what reading it had to change. */
export interface DictionaryRows {
  readonly rows: readonly NamedRow[];
  /** True where a column names dictionaries. */
  readonly hasDictionaries: boolean;
  readonly warnings: readonly Notice[];
}

/** Headings as users write them, by ours; compared in lower case without blanks. */
const HEADINGS = {
  dictionary: ["dictionary", "词典", "词典名称"],
  group: ["group", "category", "class", "dimension", "topic", "类别", "分类", "类", "维度", "组"],
  term: ["term", "terms", "word", "words", "keyword", "keywords", "关键词", "词", "词语", "词汇"],
  source: ["source", "来源", "出处"],
  weight: ["weight", "权重"],
  synonym_of: ["synonym_of", "synonymof", "同义词", "归并为"],
  exclude: ["exclude", "排除", "排除词"],
} as const;
const MORE_HEADINGS = {
  group: ["组别", "一级维度", "主题", "指标", "种类"],
  term: ["词条", "特征词", "种子词", "种子词汇", "关键字", "名词"],
} as const;
type Heading = keyof typeof HEADINGS;

/** What parts several words in one cell: no word holds it. */
const SEVERAL = /[、；;，]/;
/** `人工智能 1000 n`: a line of jieba's user dictionary. */
const JIEBA = /^(\S+)\s+\d+(?:\s+[A-Za-z]{1,4})?$/;
const JIEBA_TAG = /^(\p{Script=Han}\S*)\s+[a-z]{1,3}$/u;

/**
 * The rows of a dictionary as users have them: a table (.csv .tsv .xlsx .xls) under our headings or
 * the usual ones (关键词, 词, 类别, word, group), a list of one word a line, a user dictionary of jieba,
 * or `group<TAB>word` lines.   中文: 读取用户词典各种格式
 *
 * Errors    text/no-term-column, text/empty-dictionary.
 * Warnings  text/several-terms, text/no-header, text/jieba-dictionary, those of the table.
 */
export function dictionaryRows(bytes: Uint8Array, file: string): DictionaryRows {
  const read = isTableName(file) ? tableRows(bytes, file) : lineRows(bytes, file);
  const parted = read.rows.filter((r) => wordsOf(r.term).length > 1);
  const rows = read.rows.flatMap((row) => {
    const words = wordsOf(row.term);
    // A cell without a word stays as it is: the check of the list names its row.
    return words.length === 0 ? [row] : words.map((term) => ({ ...row, term }));
  });
  return { ...read, rows, warnings: [...read.warnings, ...severalNotice(file, parted)] };
}

/** The words of a cell. */
function wordsOf(cell: string): string[] {
  return cell
    .split(SEVERAL)
    .map((t) => t.trim())
    .filter((t) => t !== "");
}

function tableRows(bytes: Uint8Array, file: string): DictionaryRows {
  const text = [...Object.values(HEADINGS), ...Object.values(MORE_HEADINGS)].flat();
  let table: Table;
  try {
    table = readSmallTable(bytes, { file, text });
  } catch (error) {
    const isEmpty = error instanceof UserError && /table\/no-(?:rows|header)/.test(error.code);
    throw isEmpty ? textError("empty-dictionary", { file }) : error;
  }
  const columns = columnsOf(table.names);
  const [only] = table.names;
  if (columns.term === undefined && table.names.length === 1 && isWord(only!)) {
    return withoutHeader(table, only!, file);
  }
  if (columns.term === undefined) {
    throw textError("no-term-column", { file, columns: table.names });
  }
  const cell = (i: number, key: Heading): string | undefined => {
    const name = columns[key];
    const value = name === undefined ? null : table.value(i, name);
    return value === null ? undefined : String(value);
  };
  const rows = Array.from({ length: table.nrow }, (_, i) => ({
    dictionary: cell(i, "dictionary") ?? "",
    term: cell(i, "term") ?? "",
    group: cell(i, "group"),
    source: cell(i, "source"),
    weight: cell(i, "weight"),
    synonymOf: cell(i, "synonym_of"),
    exclude: cell(i, "exclude")?.split(/[;；]/),
    row: table.fileRow(i),
  }));
  const warnings = table.origin?.notices ?? [];
  return { rows, hasDictionaries: columns.dictionary !== undefined, warnings };
}

/** Our headings by the names that stand for them. */
function columnsOf(names: readonly string[]): Partial<Record<Heading, string>> {
  const found: Partial<Record<Heading, string>> = {};
  for (const key of Object.keys(HEADINGS) as Heading[]) {
    const more: readonly string[] = key === "term" || key === "group" ? MORE_HEADINGS[key] : [];
    const known = [...HEADINGS[key], ...more];
    const name = known
      .map((k) => names.find((n) => n.replaceAll(/\s/g, "").toLowerCase() === k))
      .find((n) => n !== undefined);
    if (name !== undefined) found[key] = name;
  }
  return found;
}

/** A heading that may itself be a word of the list: no name of a program's column. */
function isWord(name: string): boolean {
  return /\p{Script=Han}/u.test(name);
}

function withoutHeader(table: Table, first: string, file: string): DictionaryRows {
  const below = Array.from({ length: table.nrow }, (_, i) => ({
    dictionary: "",
    term: String(table.value(i, first) ?? ""),
    row: table.fileRow(i),
  }));
  const head = { dictionary: "", term: first, row: 1 };
  const told = notice(
    "text/no-header",
    `${basename(file)}: no row of headings was found; the first row (${first}) counts as a word`,
    `${basename(file)}：没有表头，首行（${first}）按词读取`,
  );
  return { rows: [head, ...below], hasDictionaries: false, warnings: [told] };
}

interface Line {
  readonly text: string;
  readonly row: number;
}

function lineRows(bytes: Uint8Array, file: string): DictionaryRows {
  const decoded = decode(bytes, { file });
  const all = decoded.text.split(/\r\n?|\n/).map((text, i) => ({ text: text.trim(), row: i + 1 }));
  const lines = all.filter(({ text }) => text !== "" && !text.startsWith("#"));
  const warnings: Notice[] = [...decoded.warnings];
  if (lines.length === 0) throw textError("empty-dictionary", { file });
  const tabbed = lines.filter(({ text }) => text.includes("\t"));
  if (tabbed.length === lines.length && lines.every(({ text }) => !JIEBA.test(text))) {
    return tabbedRows(lines, all, file, warnings);
  }
  let fromJieba = 0;
  const rows = lines.map(({ text, row }) => {
    const found = JIEBA.exec(text) ?? JIEBA_TAG.exec(text);
    if (found !== null) fromJieba++;
    return { dictionary: "", term: found?.[1] ?? text, row };
  });
  const known = columnsOf([rows[0]!.term]).term !== undefined && rows.length > 1;
  if (fromJieba > 0) warnings.push(jiebaNotice(file, fromJieba));
  return { rows: known ? rows.slice(1) : rows, hasDictionaries: false, warnings };
}

/** Lines of fields parted by tabs; a comment line may hold the headings. */
function tabbedRows(
  lines: readonly Line[],
  all: readonly Line[],
  file: string,
  warnings: readonly Notice[],
): DictionaryRows {
  const heads = all
    .filter(({ text, row }) => text.startsWith("#") || row === lines[0]!.row)
    .map(({ text, row }) => ({ row, names: text.replace(/^#+\s*/, "").split("\t") }));
  const head = heads.find(({ names }) => columnsOf(names).term !== undefined);
  const body = lines.filter(({ row }) => row !== head?.row);
  if (head !== undefined) {
    const csv = [head.names.join("\t"), ...body.map((l) => l.text)].join("\n");
    const forced = [...Object.values(HEADINGS), ...Object.values(MORE_HEADINGS)].flat();
    const table = readCsv(Buffer.from(csv), { file, text: [...forced, ...head.names] });
    const columns = columnsOf(table.names);
    const rows = body.map(({ row }, i) => ({
      dictionary: "",
      term: String(table.value(i, columns.term!) ?? ""),
      group: columns.group === undefined ? undefined : String(table.value(i, columns.group) ?? ""),
      row,
    }));
    return { rows, hasDictionaries: false, warnings };
  }
  const fields = body.map(({ text }) => text.split("\t").map((t) => t.trim()));
  const distinct = [0, 1].map((j) => new Set(fields.map((f) => f[j] ?? "")).size);
  if (fields.some((f) => f.length !== 2) || distinct[0] === distinct[1]) {
    throw textError("no-term-column", { file, columns: fields[0]! });
  }
  // Groups repeat, words do not.
  const [group, term] = distinct[0]! < distinct[1]! ? [0, 1] : [1, 0];
  const rows = body.map(({ row }, i) => ({
    dictionary: "",
    term: fields[i]![term]!,
    group: fields[i]![group]!,
    row,
  }));
  const told = notice(
    "text/no-header",
    `${basename(file)}: no headings; column ${term + 1} holds the words (${rows[0]!.term}), column ${group + 1} their groups (${rows[0]!.group})`,
    `${basename(file)}：没有表头；第 ${term + 1} 列为词（${rows[0]!.term}），第 ${group + 1} 列为类别（${rows[0]!.group}）`,
  );
  return { rows, hasDictionaries: false, warnings: [...warnings, told] };
}

function jiebaNotice(file: string, lines: number): Notice {
  return notice(
    "text/jieba-dictionary",
    `${basename(file)}: ${lines} line(s) have the form of a user dictionary of jieba; frequency and tag behind the word were left out`,
    `${basename(file)}：${lines} 行为 jieba 用户词典格式，略去词后的词频与词性`,
  );
}

function severalNotice(file: string, rows: readonly NamedRow[]): Notice[] {
  if (rows.length === 0) return [];
  const [first] = rows;
  const sample = `${first!.row}: ${first!.term.slice(0, 30)}`;
  return [
    notice(
      "text/several-terms",
      `${basename(file)}: ${rows.length} cell(s) hold several words and were parted at 、；;， (row ${sample})`,
      `${basename(file)}：${rows.length} 个单元格含多个词，已按 、；;， 拆开（第 ${sample}）`,
    ),
  ];
}

/** Endings of files that hold words line by line. */
export function isListName(path: string): boolean {
  return [".txt", ".dic", ".dict", ".lst"].includes(extname(path).toLowerCase());
}
