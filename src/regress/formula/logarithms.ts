import { printExpression } from "./print-expression.js";
import type { Expression, Formula } from "./syntax.js";

/** A logarithm in a formula. */
export interface Logarithm {
  /** As printed: `log(x)`. */
  readonly name: string;
  readonly argument: Expression;
  /** Where the argument is this or less, there is no logarithm. */
  readonly bound: 0 | -1;
}

const BOUND: Readonly<Record<string, 0 | -1>> = { log: 0, ln: 0, log10: 0, log1p: -1 };

/** Every logarithm of a formula once, instruments and slopes too.   中文: 公式中的对数 */
export function logarithmsOf(formula: Formula): readonly Logarithm[] {
  const { outcome, terms, effects, instruments } = formula;
  const all = [
    ...terms,
    ...(instruments === null ? [] : [...instruments.endogenous, ...instruments.instruments]),
  ];
  const found = [
    outcome,
    ...all.flatMap((t) => t.factors),
    ...effects.flatMap((e) => e.slopes),
  ].flatMap(logarithmsIn);
  return [...new Map(found.map((l) => [l.name, l])).values()];
}

function logarithmsIn(e: Expression): Logarithm[] {
  switch (e.kind) {
    case "unary":
      return logarithmsIn(e.value);
    case "binary":
      return [...logarithmsIn(e.left), ...logarithmsIn(e.right)];
    case "call": {
      const [argument] = e.arguments;
      const bound = Object.hasOwn(BOUND, e.name) ? BOUND[e.name] : undefined;
      if (argument === undefined || bound === undefined) return e.arguments.flatMap(logarithmsIn);
      return [...logarithmsIn(argument), { name: printExpression(e), argument, bound }];
    }
    default:
      return [];
  }
}
