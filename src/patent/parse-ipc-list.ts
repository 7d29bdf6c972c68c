import { ipcKey } from "./ipc-key.js";
import {
  formatIpc,
  type IpcFault,
  type IpcResult,
  type IpcSymbol,
  parseIpc,
} from "./ipc-symbol.js";

/** A part of a cell that is no symbol, with the reason.   中文: 无法识别的分类号 */
export interface MalformedSymbol {
  readonly raw: string;
  readonly fault: Exclude<IpcFault, "empty">;
}

/** The symbols of a record, without repeats, in the order written.   中文: 分类号列表 */
export interface IpcList {
  readonly symbols: readonly string[];
  /** Numeric sort key of each symbol. */
  readonly keys: readonly number[];
  /** The text each symbol was read from. */
  readonly raws: readonly string[];
  readonly malformed: readonly MalformedSymbol[];
}

const SEPARATORS = /[;；,，、|｜%\n\r\t]+/;
const MAX_CACHE = 200_000;
const MAX_PIECE = 40;

/**
 * Reads a cell with any number of symbols.   中文: 解析分类号列表
 *
 * Separators `;` `；` `,` `，` `、` `|` `%`, tabs and line breaks, also mixed; symbols that follow each
 * other with blanks only; JSON lists. A title behind a symbol may itself contain separators: its
 * pieces are not taken for malformed symbols. Empty marks (`-`) are no symbols and no fault.
 *
 * @example parseIpcList("H04L 27/26；g06f17/30|14-04").symbols // ["H04L27/26", "G06F17/30"]
 */
export function parseIpcList(cell: string): IpcList {
  const symbols = new Map<string, { key: number; raw: string }>();
  const malformed: MalformedSymbol[] = [];
  let inTitle = false;
  for (const piece of pieces(cell)) {
    const found = parsePiece(piece);
    if (!found.ok) {
      if (found.fault === "empty" || (inTitle && !looksLikeCode(piece))) continue;
      inTitle = false;
      malformed.push({ raw: piece.trim(), fault: found.fault });
      continue;
    }
    inTitle = addWithRest(found.symbol, piece, found.rest, symbols, malformed);
  }
  const values = [...symbols.values()];
  return {
    symbols: [...symbols.keys()],
    keys: values.map((v) => v.key),
    raws: values.map((v) => v.raw),
    malformed,
  };
}

const pieceCache = new Map<string, IpcResult>();

/** Symbols repeat far more often than cells do. */
function parsePiece(piece: string): IpcResult {
  const known = pieceCache.get(piece);
  if (known !== undefined) return known;
  const made = parseIpc(piece);
  if (piece.length <= MAX_PIECE) {
    if (pieceCache.size >= MAX_CACHE) pieceCache.clear();
    pieceCache.set(piece, made);
  }
  return made;
}

/** Notes a symbol and those that follow it with blanks only; true when a title stands behind. */
function addWithRest(
  first: IpcSymbol,
  piece: string,
  firstRest: string,
  symbols: Map<string, { key: number; raw: string }>,
  malformed: MalformedSymbol[],
): boolean {
  let symbol = first;
  let rest = firstRest;
  let raw = piece.trim();
  for (;;) {
    const text = formatIpc(symbol);
    if (!symbols.has(text)) symbols.set(text, { key: ipcKey(symbol), raw });
    rest = withoutEdition(rest);
    if (rest === "" || !/^[A-H]\s*\d\d\s*[A-Z]\s*\d/.test(rest)) break;
    const next = parseIpc(rest);
    if (!next.ok) {
      malformed.push({ raw: rest, fault: next.fault as MalformedSymbol["fault"] });
      return false;
    }
    raw = rest;
    symbol = next.symbol;
    rest = next.rest;
  }
  return rest !== "";
}

/** Takes off what the gazette adds: (2006.01), [2006.01], 〔2009.01〕, and the rank I, N, F, L, A. */
function withoutEdition(rest: string): string {
  return rest
    .replace(/^\s*[([{〔【][^)\]}〕】]*[)\]}〕】]\s*/, "")
    .replace(/^(?:[INFLA](?![A-Z0-9])\s*)+/, "")
    .trim();
}

function looksLikeCode(piece: string): boolean {
  return /^\s*(?:[A-Z]\s*\d\d|\d\d-\d\d)/i.test(piece.normalize("NFKC"));
}

function pieces(cell: string): string[] {
  const text = cell.trim();
  if (text.startsWith("[")) {
    try {
      const list: unknown = JSON.parse(text);
      if (Array.isArray(list)) return list.map(String);
    } catch {
      // Not JSON after all: [2006.01] and the like.
    }
  }
  return text.split(SEPARATORS);
}
