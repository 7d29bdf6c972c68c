/** A formula over panel columns, parsed.   中文: 指标公式 */
export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "column"; readonly name: string }
  | { readonly kind: "negate"; readonly of: Expression }
  | {
      readonly kind: "binary";
      readonly operator: "+" | "-" | "*" | "/" | "^";
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "call";
      readonly name: FunctionName;
      readonly of: Expression;
      /** Periods of `l`, `f`, `d`, `growth`. */
      readonly periods: number;
    };

/** Functions of a formula; `log` is natural, as in R and Stata. */
export type FunctionName = "ln" | "exp" | "sqrt" | "abs" | "l" | "f" | "d" | "growth";

/** Columns that a formula reads, in order of appearance, each once.   中文: 公式用到的列 */
export function columnsOf(expression: Expression): readonly string[] {
  const names = new Set<string>();
  const walk = (e: Expression): void => {
    switch (e.kind) {
      case "column":
        names.add(e.name);
        return;
      case "negate":
      case "call":
        walk(e.of);
        return;
      case "binary":
        walk(e.left);
        walk(e.right);
        return;
      case "number":
    }
  };
  walk(expression);
  return [...names];
}
