import { isUtf8 } from "node:buffer";
import { type Notice, notice } from "../../../base/index.js";
import { type Charset, decode } from "../../../bytes/index.js";
import type { DtaHead } from "./dta-head.js";
import type { DtaTexts } from "./dta-values.js";

/** The texts of a file in their encoding, and what is to be said of them. */
export interface DecodedDta {
  readonly decode: (raw: string) => string;
  readonly notices: readonly Notice[];
}

/** Raw texts (one character for each byte) of a variable. */
export interface RawColumn {
  readonly name: string;
  readonly texts: DtaTexts | undefined;
}

const SHOWN = 5;
/** From this release on texts are said to be UTF-8. */
const UNICODE = 118;

/**
 * Decodes names, labels and cells of a file together: a short GBK text alone can look like UTF-8.
 * Files from release 118 on that hold GBK all the same (`unicode translate` was not run) are read
 * as what they are, and named; characters that were cut stand as U+FFFD with their place.
 * 中文: 解码 Stata 文件中的文本
 *
 * Warnings  table/dta-charset, table/mixed-charset, table/undecodable; those of `decode`.
 */
export function decodeDta(
  head: DtaHead,
  columns: readonly RawColumn[],
  valueLabels: readonly string[],
  file: string,
  asked: "utf-8" | "gb18030" | "latin1" | undefined,
): DecodedDta {
  const all = [
    head.label,
    ...head.names,
    ...head.labels,
    ...head.characteristics.map((c) => c.content),
    ...columns.flatMap((c) => c.texts?.levels ?? []),
    ...valueLabels,
  ];
  const raws = [...new Set(all)].filter((raw) => !isPlain(raw));
  if (raws.length === 0 || asked === "latin1") return { decode: (raw) => raw, notices: [] };
  const read = asked === undefined ? decodeTogether(raws, file) : decodeEach(raws, asked);
  const of = (raw: string): string => read.texts.get(raw) ?? raw;
  const { charset } = read;
  const isForeign = asked === undefined && head.release >= UNICODE && charset !== "utf-8";
  const isOther = (raw: string): boolean => charset === "utf-8" && !isUtf8(bytesOf(raw));
  const notices = [
    ...read.warnings,
    ...(isForeign ? [charsetNotice(head.release, charset)] : []),
    ...mixedNotice(raws.filter((r) => isOther(r) && !of(r).includes("\ufffd")).map(of)),
    ...undecodableNotice(columns, of, raws),
  ];
  return { decode: of, notices };
}

interface Read {
  readonly texts: ReadonlyMap<string, string>;
  readonly charset: Charset;
  readonly warnings: readonly Notice[];
}

/** One text a line through the common door, so that all tell the encoding of each. */
function decodeTogether(raws: readonly string[], file: string): Read {
  const lines = raws.map((raw) => raw.replaceAll("\0", " ").split("\n"));
  // A line of ASCII first: a byte-order mark inside a cell says nothing of the file.
  const joined = `dta\n${lines.flat().join("\n")}`;
  const { text, charset, warnings } = decode(bytesOf(joined), { file });
  const decoded = text.split("\n").slice(1);
  if (decoded.length !== lines.flat().length) return decodeEach(raws, charset);
  let at = 0;
  const texts = new Map(
    raws.map((raw, i) => {
      const end = at + lines[i]!.length;
      const piece = decoded.slice(at, end).join("\n");
      at = end;
      return [raw, piece] as const;
    }),
  );
  // Lines of the joined text mean nothing to a reader; places are named by variable instead.
  const isByLine = ({ code }: Notice) => code === "bytes/undecodable" || code === "bytes/mixed";
  return { texts, charset, warnings: warnings.filter((w) => !isByLine(w)) };
}

function decodeEach(raws: readonly string[], charset: Charset): Read {
  const decoder = new TextDecoder(charset, { ignoreBOM: true });
  const texts = new Map(raws.map((raw) => [raw, decoder.decode(bytesOf(raw))] as const));
  return { texts, charset, warnings: [] };
}

function bytesOf(raw: string): Buffer {
  return Buffer.from(raw, "latin1");
}

function isPlain(raw: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: plain ASCII needs no decoding
  return /^[\x00-\x7f]*$/.test(raw);
}

function charsetNotice(release: number, charset: string): Notice {
  const name = charset.toUpperCase();
  return notice(
    "table/dta-charset",
    `Stata files of format ${release} hold UTF-8, but the texts of this one are ${name} (unicode translate was not run); they were read as ${name}`,
    `格式 ${release} 的 Stata 文件应为 UTF-8，但本文件的文本是 ${name}（未运行 unicode translate），已按 ${name} 读取`,
  );
}

function mixedNotice(texts: readonly string[]): Notice[] {
  if (texts.length === 0) return [];
  const sample = texts
    .slice(0, SHOWN)
    .map((t) => JSON.stringify(t.slice(0, 20)))
    .join(", ");
  return [
    notice(
      "table/mixed-charset",
      `${texts.length} text(s) are GB18030 among UTF-8 and were read as such (${sample})`,
      `UTF-8 文本中有 ${texts.length} 处 GB18030，已按 GB18030 读取（${sample}）`,
    ),
  ];
}

/** Cells, and names or labels, with a character that could not be decoded. */
function undecodableNotice(
  columns: readonly RawColumn[],
  of: (raw: string) => string,
  raws: readonly string[],
): Notice[] {
  const bad = new Set(raws.filter((raw) => of(raw).includes("\ufffd")));
  if (bad.size === 0) return [];
  let cells = 0;
  const en: string[] = [];
  const zh: string[] = [];
  const inCells = new Set<string>();
  for (const { name, texts } of columns) {
    if (texts === undefined) continue;
    const isBad = texts.levels.map((raw) => bad.has(raw));
    texts.codes.forEach((code, row) => {
      if (code < 0 || !isBad[code]) return;
      cells++;
      const raw = texts.levels[code]!;
      if (inCells.has(raw) || en.length >= SHOWN) return;
      inCells.add(raw);
      const shown = JSON.stringify(of(raw).slice(-20));
      en.push(`${of(name)}, observation ${row + 1}: ${shown}`);
      zh.push(`${of(name)} 第 ${row + 1} 条：${shown}`);
    });
  }
  if (cells === 0) {
    const labels = [...bad].slice(0, SHOWN).map((raw) => JSON.stringify(of(raw).slice(-20)));
    return [
      notice(
        "table/undecodable",
        `${bad.size} name(s) or label(s) hold characters that were cut or could not be decoded, which stand as U+FFFD (${labels.join(", ")})`,
        `${bad.size} 个变量名或标签含有被截断或无法解码的字符，以 U+FFFD 代替（${labels.join("、")}）`,
      ),
    ];
  }
  return [
    notice(
      "table/undecodable",
      `${cells} cell(s) hold characters that were cut or could not be decoded, which stand as U+FFFD (${en.join("; ")})`,
      `${cells} 个单元格含有被截断或无法解码的字符，以 U+FFFD 代替（${zh.join("；")}）`,
    ),
  ];
}
