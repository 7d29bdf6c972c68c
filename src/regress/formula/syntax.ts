/** A node of an expression; `at` is its position in the text, for messages; −1: none. 中文: 表达式节点 */
export type Expression =
  | { readonly kind: "number"; readonly at: number; readonly value: number }
  | { readonly kind: "text"; readonly at: number; readonly value: string }
  | { readonly kind: "name"; readonly at: number; readonly name: string }
  | {
      readonly kind: "unary";
      readonly at: number;
      readonly operator: "-" | "+" | "!";
      readonly value: Expression;
    }
  | {
      readonly kind: "binary";
      readonly at: number;
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "call";
      readonly at: number;
      readonly name: string;
      readonly arguments: readonly Expression[];
      readonly named: Readonly<Record<string, Expression>>;
    };

export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "^"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "&"
  | "|"
  | "%in%";

/** A regressor: the product of its factors (`a:b` has two).   中文: 解释变量项 */
export interface Term {
  readonly factors: readonly Expression[];
  readonly at: number;
}

/** A set of effects to absorb: `industry^year` has two columns; `unit[x]` has slopes. */
export interface EffectTerm {
  readonly columns: readonly { readonly name: string; readonly at: number }[];
  /** Variables with a slope for each level. */
  readonly slopes: readonly Expression[];
  /** `unit[[x]]` has slopes only. */
  readonly level: "with-level" | "slopes-only";
}

/** Instruments of a formula. */
export interface InstrumentPart {
  readonly endogenous: readonly Term[];
  readonly instruments: readonly Term[];
}

/** A formula of one model.   中文: 单个模型的公式 */
export interface Formula {
  readonly text: string;
  readonly outcome: Expression;
  readonly terms: readonly Term[];
  readonly intercept: "yes" | "no";
  readonly effects: readonly EffectTerm[];
  readonly instruments: InstrumentPart | null;
}

/** A formula as typed, or already parsed.   中文: 公式（文字或语法树） */
export type FormulaInput = string | Formula;

/** A call such as `log(x)`. */
export type Call = Extract<Expression, { kind: "call" }>;
/** A call of `l`, `f` or `d`: a look along time. */
export type ShiftCall = Call & { readonly name: "l" | "f" | "d" };
