import { checkBrackets } from "../base/index.js";
import type { Expression, FunctionName } from "./expression.js";

/** Where and why a formula could not be read; the caller adds indicator, file and line. */
export class FormulaFault extends Error {
  /** 1-based character of the formula. */
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

interface Token {
  readonly kind: "number" | "name" | "sign" | "end";
  readonly text: string;
  readonly at: number;
}

const FUNCTIONS: Readonly<Record<string, FunctionName>> = {
  ln: "ln",
  log: "ln",
  exp: "exp",
  sqrt: "sqrt",
  abs: "abs",
  l: "l",
  f: "f",
  d: "d",
  growth: "growth",
};
const LAGGED: ReadonlySet<FunctionName> = new Set(["l", "f", "d", "growth"]);
// Signs as Chinese authors type them mean the same.
const SAME_SIGN: Readonly<Record<string, string>> = {
  "×": "*",
  "÷": "/",
  "（": "(",
  "）": ")",
  "，": ",",
  "－": "-",
  "−": "-",
  "＋": "+",
};
const NUMBER = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\p{L}\p{N}_.])/u;
const NAME = /^[\p{L}\p{N}_.%‰·]+/u;

/**
 * Reads a formula over panel columns.   中文: 解析指标公式
 *
 * Operators `+ - * / ^ ( )` with the usual precedence (`^` binds tightest and to the right, above a
 * leading minus), `ln log exp sqrt abs`, and inside a unit `l(x,k) f(x,k) d(x,k) growth(x,k)`.
 * Chinese column names are plain names; a name with blanks or signs stands in `` ` ``.
 *
 * Errors    throws FormulaFault with the position of the first trouble.
 * @example parseExpression("专利授权数 / 总人口")
 */
export function parseExpression(text: string): Expression {
  checkBrackets(text);
  const parser = new Parser(tokenise(text));
  return parser.whole();
}

function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const blank = /^\s+/u.exec(rest);
    if (blank !== null) {
      at += blank[0].length;
      continue;
    }
    if (rest[0] === "`") {
      const close = rest.indexOf("`", 1);
      if (close < 0) throw new FormulaFault("a backtick is never closed", at + 1);
      tokens.push({ kind: "name", text: rest.slice(1, close), at: at + 1 });
      at += close + 1;
      continue;
    }
    const number = NUMBER.exec(rest);
    const name = number === null ? NAME.exec(rest) : null;
    const word = number ?? name;
    if (word !== null) {
      tokens.push({ kind: number === null ? "name" : "number", text: word[0], at: at + 1 });
      at += word[0].length;
      continue;
    }
    const sign = SAME_SIGN[rest[0]!] ?? rest[0]!;
    if (!"+-*/^(),".includes(sign)) {
      throw new FormulaFault(`${JSON.stringify(rest[0])} has no meaning here`, at + 1);
    }
    tokens.push({ kind: "sign", text: sign, at: at + 1 });
    at++;
  }
  tokens.push({ kind: "end", text: "the end", at: text.length + 1 });
  return tokens;
}

class Parser {
  #at = 0;
  readonly #tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Expression {
    const expression = this.#sum();
    if (this.#here.kind !== "end") this.#fail("an operator is missing before it");
    return expression;
  }

  get #here(): Token {
    return this.#tokens[this.#at]!;
  }

  #fail(message: string): never {
    throw new FormulaFault(`${JSON.stringify(this.#here.text)}: ${message}`, this.#here.at);
  }

  #take(...signs: readonly string[]): string | undefined {
    const token = this.#here;
    if (token.kind !== "sign" || !signs.includes(token.text)) return undefined;
    this.#at++;
    return token.text;
  }

  #expect(sign: string): void {
    if (this.#take(sign) === undefined) this.#fail(`"${sign}" is expected`);
  }

  #sum(): Expression {
    let left = this.#product();
    for (;;) {
      const operator = this.#take("+", "-") as "+" | "-" | undefined;
      if (operator === undefined) return left;
      left = { kind: "binary", operator, left, right: this.#product() };
    }
  }

  #product(): Expression {
    let left = this.#signed();
    for (;;) {
      const operator = this.#take("*", "/") as "*" | "/" | undefined;
      if (operator === undefined) return left;
      left = { kind: "binary", operator, left, right: this.#signed() };
    }
  }

  #signed(): Expression {
    if (this.#take("-") !== undefined) return { kind: "negate", of: this.#signed() };
    if (this.#take("+") !== undefined) return this.#signed();
    const base = this.#atom();
    if (this.#take("^") === undefined) return base;
    return { kind: "binary", operator: "^", left: base, right: this.#signed() };
  }

  #atom(): Expression {
    const token = this.#here;
    if (token.kind === "number") {
      this.#at++;
      return { kind: "number", value: Number(token.text) };
    }
    if (token.kind === "name") {
      this.#at++;
      return this.#take("(") === undefined
        ? { kind: "column", name: token.text }
        : this.#call(token);
    }
    if (this.#take("(") !== undefined) {
      const inner = this.#sum();
      this.#expect(")");
      return inner;
    }
    return this.#fail("a number, a column or a bracket is expected");
  }

  #call(token: Token): Expression {
    const name = FUNCTIONS[token.text];
    if (name === undefined) {
      throw new FormulaFault(
        `there is no function ${token.text}; known: ${Object.keys(FUNCTIONS).join(", ")}`,
        token.at,
      );
    }
    const of = this.#sum();
    let periods = 1;
    if (this.#take(",") !== undefined) {
      const count = this.#here;
      periods = Number(count.text);
      if (!LAGGED.has(name) || count.kind !== "number" || !Number.isInteger(periods)) {
        this.#fail(`${token.text} takes no such second argument`);
      }
      this.#at++;
    }
    this.#expect(")");
    return { kind: "call", name, of, periods };
  }
}
