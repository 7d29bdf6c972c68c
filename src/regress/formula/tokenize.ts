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

/** Cuts a formula or a condition into tokens. Full-width symbols count as their half-width forms. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const space = /^\s+/.exec(rest);
    if (space !== null) {
      at += space[0].length;
      continue;
    }
    const token = readToken(text, rest, at);
    tokens.push(token.token);
    at += token.length;
  }
  tokens.push({ kind: "end", text: "", at: text.length });
  return tokens;
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
  const half = rest
    .slice(0, 4)
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
  const symbol = SYMBOL.exec(half);
  if (symbol !== null) {
    const plain = { "&&": "&", "||": "|", "**": "^" }[symbol[0]] ?? symbol[0];
    return { token: { kind: "symbol", text: plain, at }, length: symbol[0].length };
  }
  throw regressError("formula", {
    formula: text,
    at,
    found: quote,
    expected: `"${quote}" has no meaning here`,
    zh: `此处的“${quote}”没有含义`,
  });
}
