import { regressError } from "../errors.js";

/** A token with its position in the text. */
export interface Token {
  readonly kind: "number" | "text" | "name" | "symbol" | "end";
  readonly text: string;
  readonly at: number;
}

const SYMBOL = /^(%in%|==|!=|<=|>=|&&|\|\||\*\*|::|[~|+\-*/^:()[\],=<>&!])/;
const NAME = /^[\p{L}_.][\p{L}\p{N}\p{M}_.]*/u;
const NUMBER = /^(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?/;

/** The functions of formulas and conditions.   中文: 公式可用的函数 */
export const FORMULA_FUNCTIONS: readonly string[] = [
  ...["log", "ln", "log10", "log1p", "exp", "sqrt", "abs", "I", "i", "l", "f", "d", "factor", "c"],
  ...["sw", "csw", "sw0", "csw0", "is.na"],
  ...["mean", "sum", "sd", "min", "max", "median", "count", "first", "last"],
];

/** Words before a bracket that are never the beginning of a column's name. */
const FUNCTION: ReadonlySet<string> = new Set(FORMULA_FUNCTIONS);

/**
 * Cuts a formula or a condition into tokens. Full-width symbols count as their half-width forms.
 *
 * `names` are the columns of the table: one with a unit in brackets (`人均GDP（元）`) is read as a
 * name without backquotes.
 */
export function tokenize(text: string, names: readonly string[] = []): Token[] {
  const tokens: Token[] = [];
  const bracketed = names.filter(isBracketed).sort((a, b) => b.length - a.length);
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const space = /^\s+/.exec(rest);
    if (space !== null) {
      at += space[0].length;
      continue;
    }
    const column = bracketed.length === 0 ? undefined : columnAt(rest, bracketed);
    if (column !== undefined) {
      tokens.push({ kind: "name", text: column, at });
      at += column.length;
      continue;
    }
    const token = readToken(text, rest, at);
    tokens.push(token.token);
    at += token.length;
  }
  tokens.push({ kind: "end", text: "", at: text.length });
  return tokens;
}

/** `GDP(亿元)`: a name, then a bracket that closes at the end. */
function isBracketed(name: string): boolean {
  const head = NAME.exec(name)?.[0] ?? "";
  return head !== "" && !FUNCTION.has(head) && /^\(.*\)$/u.test(halfWidth(name.slice(head.length)));
}

/** The longest of the columns that the text begins with; brackets of either width are the same. */
function columnAt(rest: string, columns: readonly string[]): string | undefined {
  const exact = columns.find((name) => rest.startsWith(name));
  return exact ?? columns.find((name) => halfWidth(rest.slice(0, name.length)) === halfWidth(name));
}

/** Quotes of a Chinese keyboard, and those that hold text here. */
const STRAIGHT: Readonly<Record<string, string>> = { "“": '"', "”": '"', "‘": "'", "’": "'" };

function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
}

function readToken(text: string, rest: string, at: number): { token: Token; length: number } {
  const quote = rest[0]!;
  if (quote === '"' || quote === "'" || quote === "`") {
    const close = rest.indexOf(quote, 1);
    if (close < 0) {
      throw regressError("formula", {
        formula: text,
        at,
        found: quote,
        expected: "the quote that opens here is never closed",
        zh: "此处的引号没有结束",
      });
    }
    const kind = quote === "`" ? "name" : "text";
    return { token: { kind, text: rest.slice(1, close), at }, length: close + 1 };
  }
  const number = NUMBER.exec(rest);
  if (number !== null) {
    return { token: { kind: "number", text: number[0], at }, length: number[0].length };
  }
  const name = NAME.exec(rest);
  if (name !== null) return { token: { kind: "name", text: name[0], at }, length: name[0].length };
  const half = halfWidth(rest.slice(0, 4));
  const symbol = SYMBOL.exec(half);
  if (symbol !== null) {
    const plain = { "&&": "&", "||": "|", "**": "^" }[symbol[0]] ?? symbol[0];
    return { token: { kind: "symbol", text: plain, at }, length: symbol[0].length };
  }
  const right = STRAIGHT[quote];
  throw regressError("formula", {
    formula: text,
    at,
    found: quote,
    expected:
      right === undefined
        ? `"${quote}" has no meaning here`
        : `the full-width ${quote} has no meaning here, write ${right}`,
    zh:
      right === undefined ? `此处的“${quote}”没有含义` : `全角引号 ${quote} 无效，请改为 ${right}`,
  });
}
