/**
 * A symbol of the International Patent Classification, canonical.   中文: IPC 分类号
 */
export interface IpcSymbol {
  /** `A` … `H`. */
  readonly section: string;
  /** Two digits. */
  readonly class: string;
  /** One letter. */
  readonly subclass: string;
  /** Main group, 1 … 9999. */
  readonly group: number;
  /** Two to six digits, no superfluous zeros at the end (`/00` of a main group stays). */
  readonly subgroup: string;
}

/** Why a text is not a symbol.   中文: 不是分类号的原因 */
export type IpcFault =
  | "empty"
  | "locarno"
  | "cpc-section"
  | "no-group"
  | "old-national"
  | "bad-group"
  | "bad-subgroup"
  | "not-a-symbol";

/** What `parseIpc` found. `rest` is what stood behind the symbol (edition, rank, a title). */
export type IpcResult =
  | { readonly ok: true; readonly symbol: IpcSymbol; readonly rest: string }
  | { readonly ok: false; readonly fault: IpcFault };

/** Marks before a symbol: the edition (7H01L21/00), Int. Cl.7, IPC8:. */
const MARK = /^(?:INT\.?\s*CL\.?|IPC)?\s*(?:\(?[1-8]\)?)?\s*[:：]?\s*(?=[A-H]\s*\d\d\s*[A-Z])/;
const HEAD = /^([A-H])\s*(\d\d)\s*([A-Z])/;
const SLASHED = /^\s*-?\s*(\d{1,4})\s*\/\s*(\d{1,7})(?![0-9/])/;
const UNSLASHED = /^\s*(\d{4})(\d{2,6})(?!\d)/;

/**
 * Reads one symbol in any spelling found in practice.   中文: 解析 IPC 分类号
 *
 * Accepts `H04L27/26`, `H04L 27/26`, `H04L   27/26    (2006.01) I`, `H04L0027/26`, `B62B000300`
 * and `H04L0027260000` (group in four digits, no slash: WIPO ST.8), `H01L-021/00` (Derwent), `7H01L21/00` and `Int.Cl.7 H01L21/00` (old
 * editions), `[2006.01]`, `〔2009.01〕`, a title behind the symbol, lower case and full-width signs. Zeros at the end of a subgroup are
 * dropped down to two digits (`26/0600` is `26/06`: the IPC has no longer subgroup ending in 0).
 *
 * @example parseIpc("b62b000300") // { ok: true, symbol: … "B62B3/00", rest: "" }
 */
export function parseIpc(text: string): IpcResult {
  const plain = normalise(text).replace(MARK, "");
  if (plain === "" || /^(?:[-–—]+|0+)$/.test(plain)) return { ok: false, fault: "empty" };
  const head = HEAD.exec(plain);
  if (head === null) return { ok: false, fault: faultOf(plain) };
  const tail = plain.slice(head[0].length);
  const slashed = SLASHED.exec(tail);
  const found = slashed ?? paddedGroup(tail);
  if (found === null) return { ok: false, fault: faultOfTail(tail) };
  const rest = tail.slice(found[0].length);
  // A letter or digit glued to the symbol makes it another one (H04L27/26X).
  if (/^[A-Z0-9]/.test(rest)) return { ok: false, fault: "bad-subgroup" };
  const group = Number(found[1]);
  if (group === 0 || head[2] === "00") return { ok: false, fault: "bad-group" };
  const digits = found[2]!;
  if (digits.length < 2 || digits.length > 6) return { ok: false, fault: "bad-subgroup" };
  const symbol: IpcSymbol = {
    section: head[1]!,
    class: head[2]!,
    subclass: head[3]!,
    group,
    subgroup: digits.slice(0, 2) + digits.slice(2).replace(/0+$/, ""),
  };
  return { ok: true, symbol, rest: rest.trim() };
}

/** Canonical form. @example formatIpc(symbol) // "H04L27/26" */
export function formatIpc(symbol: IpcSymbol): string {
  return `${subclassOf(symbol)}${symbol.group}/${symbol.subgroup}`;
}

/**
 * Sortable key of fixed width after WIPO ST.8: subclass, main group padded left to four digits,
 * subgroup padded right to six.   中文: 定长排序键
 *
 * @example sortKey(symbol) // "H04L0027260000" for H04L27/26
 */
export function sortKey(symbol: IpcSymbol): string {
  return `${subclassOf(symbol)}${String(symbol.group).padStart(4, "0")}${symbol.subgroup.padEnd(6, "0")}`;
}

/** Subclass code, the IPC4 of the literature. @example "H04L" */
export function subclassOf(symbol: IpcSymbol): string {
  return symbol.section + symbol.class + symbol.subclass;
}

/** The levels above a symbol by its digits.   中文: 分类号层级 */
export interface IpcLevels {
  readonly section: string;
  readonly class: string;
  readonly subclass: string;
  readonly mainGroup: string;
  readonly subgroup: string;
}

/**
 * Section, class (IPC3), subclass (IPC4), main group and subgroup of a symbol. What lies between a
 * main group and a subgroup (the dots) needs the scheme: see `readScheme`.
 */
export function hierarchy(symbol: IpcSymbol): IpcLevels {
  const subclass = subclassOf(symbol);
  return {
    section: symbol.section,
    class: symbol.section + symbol.class,
    subclass,
    mainGroup: `${subclass}${symbol.group}/00`,
    subgroup: formatIpc(symbol),
  };
}

function normalise(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\u200b|\ufeff/g, "")
    .trim()
    .toUpperCase();
}

/** Without a slash a group must be padded (`0027`) or the whole key be given (ten digits). */
function paddedGroup(tail: string): RegExpExecArray | null {
  const found = UNSLASHED.exec(tail);
  if (found === null) return null;
  return found[1]!.startsWith("0") || found[2]!.length === 6 ? found : null;
}

function faultOf(plain: string): IpcFault {
  if (/^\d{2}-\d{2}/.test(plain) || /^\d{4}$/.test(plain)) return "locarno";
  if (/^Y\s*\d{2}\s*[A-Z]/.test(plain)) return "cpc-section";
  if (/^[A-H]\s*(\d{1,2})?$/.test(plain)) return "no-group";
  if (/^\d+[A-Z]*[\d.,/()-]*$/.test(plain)) return "old-national";
  return "not-a-symbol";
}

function faultOfTail(tail: string): IpcFault {
  if (/^\s*(\d{1,4})?\s*\/?\s*$/.test(tail)) return "no-group";
  if (/^\s*\d{1,4}\s*\//.test(tail)) return "bad-subgroup";
  return /^\s*\d/.test(tail) ? "bad-group" : "not-a-symbol";
}
