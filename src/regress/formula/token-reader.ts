import { checkBrackets } from "../../base/index.js";
import { regressError } from "../errors.js";
import type { BinaryOperator, Expression } from "./syntax.js";
import { type Token, tokenize } from "./tokenize.js";

/** Operators by strength inside `I()`, function arguments and conditions. */
const STRENGTH: Readonly<Record<string, number>> = {
  "|": 1,
  "&": 2,
  "==": 4,
  "!=": 4,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  "%in%": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  ":": 7,
  "^": 9,
};

const SHIFTS: ReadonlySet<string> = new Set(["l", "f", "d"]);

/** Reads expressions from tokens; shared by formulas and conditions. */
export class TokenReader {
  readonly text: string;
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(text: string, names: readonly string[] = []) {
    checkBrackets(text);
    this.text = text;
    this.#tokens = tokenize(text, names);
  }

  get next(): Token {
    return this.#tokens[this.#position]!;
  }

  get after(): Token {
    return this.#tokens[this.#position + 1] ?? this.next;
  }

  is(symbol: string): boolean {
    return this.next.kind === "symbol" && this.next.text === symbol;
  }

  take(): Token {
    const token = this.next;
    if (token.kind !== "end") this.#position++;
    return token;
  }

  accept(symbol: string): boolean {
    if (!this.is(symbol)) return false;
    this.#position++;
    return true;
  }

  expect(symbol: string): void {
    if (!this.accept(symbol)) this.fail(`expected "${symbol}"`, `此处应为“${symbol}”`);
  }

  fail(expected: string, zh: string, token: Token = this.next): never {
    const found = token.kind === "end" ? "the end" : `"${token.text}"`;
    const foundZh = token.kind === "end" ? "已到结尾" : `却是“${token.text}”`;
    throw regressError("formula", {
      formula: this.text,
      at: token.at,
      found: token.text,
      expected: `${expected}, found ${found}`,
      zh: `${zh}，${foundZh}`,
    });
  }

  /** An expression whose operators are at least as strong as `least`. */
  expression(least = 1): Expression {
    let left = this.#operand();
    for (;;) {
      const token = this.next;
      const strength = token.kind === "symbol" ? (STRENGTH[token.text] ?? 0) : 0;
      if (strength < least || strength === 0) return left;
      this.take();
      if (token.text === ":") {
        left = {
          kind: "call",
          at: token.at,
          name: "c:",
          arguments: [left, this.expression(8)],
          named: {},
        };
        continue;
      }
      const right = this.expression(token.text === "^" ? strength : strength + 1);
      left = {
        kind: "binary",
        at: token.at,
        operator: token.text as BinaryOperator,
        left,
        right,
      };
    }
  }

  #operand(): Expression {
    const token = this.take();
    if (token.kind === "number") {
      return { kind: "number", at: token.at, value: Number(token.text) };
    }
    if (token.kind === "text") return { kind: "text", at: token.at, value: token.text };
    if (token.kind === "name") {
      return this.is("(") ? this.call(token) : { kind: "name", at: token.at, name: token.text };
    }
    if (token.kind === "symbol" && (token.text === "-" || token.text === "+")) {
      return { kind: "unary", at: token.at, operator: token.text, value: this.expression(8) };
    }
    if (token.kind === "symbol" && token.text === "!") {
      return { kind: "unary", at: token.at, operator: "!", value: this.expression(3) };
    }
    if (token.kind === "symbol" && token.text === "(") {
      const inner = this.expression();
      this.expect(")");
      return inner;
    }
    return this.fail("a name or a number is needed", "此处应为变量名或数值", token);
  }

  /** `name(` was read up to the name; arguments may be named: `i(year, ref = 2010)`. */
  call(name: Token): Expression {
    this.expect("(");
    const positional: Expression[] = [];
    const named: Record<string, Expression> = {};
    while (!this.is(")")) {
      if (this.next.kind === "name" && this.after.kind === "symbol" && this.after.text === "=") {
        const key = this.take().text;
        this.take();
        named[key] = this.expression();
      } else positional.push(this.expression());
      if (!this.accept(",")) break;
    }
    this.expect(")");
    // One spelling of a shift: l(x) is l(x, 1), in names and in comparisons of terms.
    if (SHIFTS.has(name.text) && positional.length === 1) {
      positional.push({ kind: "number", at: name.at, value: 1 });
    }
    return { kind: "call", at: name.at, name: name.text, arguments: positional, named };
  }
}
