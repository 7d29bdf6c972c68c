import { ipcKey } from "./ipc-key.js";
import type { IpcList, MalformedSymbol } from "./ipc-list.js";
import { formatIpc, type IpcFault, parseIpc } from "./ipc-symbol.js";
import { plainSymbols } from "./plain-symbols.js";

const SEPARATORS = /[;；,，、|｜%&＆\n\r\t]+|\/(?=\s*[A-H]\d\d[A-Z])/i;
const MAX_CACHE = 50_000;
const MAX_PIECE = 40;

/**
 * Reads a cell with any number of symbols.   中文: 解析分类号列表
 *
 * Separators `;` `；` `,` `，` `、` `|` `%` `&`, tabs and line breaks, a slash before another symbol,
 * also mixed; symbols that follow each other with blanks only; lists of JSON, of JSON records and of
 * Python. A title behind a symbol may itself contain separators: its
 * pieces are not taken for malformed symbols. Empty marks (`-`) are no symbols and no fault.
 *
 * @example parseIpcList("H04L 27/26；g06f17/30|14-04").symbols // ["H04L27/26", "G06F17/30"]
 */
export function parseIpcList(cell: string): IpcList {
  return plainSymbols(cell) ?? readCell(cell);
}

type Found = Map<string, { readonly key: number; readonly raw: string }>;

/** A piece of a cell with its first symbol worked out. */
type Piece =
  | { readonly ok: true; readonly text: string; readonly key: number; readonly rest: string }
  | { readonly ok: false; readonly fault: IpcFault };

// Pieces that are not written plainly: they repeat far more often than they are new.
const parsed = new Map<string, Piece>();

/** Reads a cell with every spelling in mind. */
export function readCell(cell: string): IpcList {
  const symbols: Found = new Map();
  const malformed: MalformedSymbol[] = [];
  let inTitle = false;
  for (const piece of pieces(cell)) {
    const found = parsePiece(piece);
    if (found.ok) {
      inTitle = addWithRest(found, piece, symbols, malformed);
      continue;
    }
    if (found.fault === "empty" || (inTitle && !looksLikeCode(piece))) continue;
    inTitle = false;
    malformed.push({ raw: piece.trim(), fault: found.fault });
  }
  const values = [...symbols.values()];
  return {
    symbols: [...symbols.keys()],
    keys: values.map((v) => v.key),
    raws: values.map((v) => v.raw),
    malformed,
  };
}

function parsePiece(piece: string): Piece {
  if (piece.length > MAX_PIECE) return readPiece(piece);
  const known = parsed.get(piece);
  if (known !== undefined) return known;
  if (parsed.size >= MAX_CACHE) parsed.clear();
  const made = readPiece(piece);
  parsed.set(piece, made);
  return made;
}

function readPiece(piece: string): Piece {
  const found = parseIpc(piece);
  if (!found.ok) return found;
  const { symbol, rest } = found;
  return { ok: true, text: formatIpc(symbol), key: ipcKey(symbol), rest };
}

/** Notes a symbol and those that follow it with blanks only; true when a title stands behind. */
function addWithRest(
  first: Extract<Piece, { ok: true }>,
  piece: string,
  symbols: Found,
  malformed: MalformedSymbol[],
): boolean {
  let found = first;
  let raw = piece.trim();
  for (;;) {
    if (!symbols.has(found.text)) symbols.set(found.text, { key: found.key, raw });
    const rest = found.rest === "" ? "" : withoutEdition(found.rest);
    if (rest === "") return false;
    if (!/^[A-H]\s*\d\d\s*[A-Z]\s*\d/.test(rest)) return true;
    const next = parsePiece(rest);
    if (!next.ok) {
      malformed.push({ raw: rest, fault: next.fault as MalformedSymbol["fault"] });
      return false;
    }
    raw = rest;
    found = next;
  }
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
      if (Array.isArray(list)) return list.map(textOfItem);
    } catch {
      // Not JSON after all: [2006.01] and the like, or a list of Python.
      if (/^\[\s*'/.test(text)) return text.replaceAll(/[[\]'"]/g, "").split(SEPARATORS);
    }
  }
  return text.split(SEPARATORS);
}

/** The symbol of an item of a JSON list: the text itself, or the first text of a record that is one. */
function textOfItem(item: unknown): string {
  if (typeof item !== "object" || item === null) return String(item);
  const texts = Object.values(item).filter((v) => typeof v === "string");
  return texts.find((t) => parseIpc(t).ok) ?? JSON.stringify(item);
}
