import type { Expression, Term } from "./syntax.js";

/** The text of an expression, in one spelling: what coefficients are named by. */
export function printExpression(e: Expression): string {
  return print(e, (name) => name);
}

/** As {@link printExpression}, to be read again: names that need them stand in backquotes. */
export function writeExpression(e: Expression): string {
  return print(e, quoteName);
}

/** The name of a term. @example "did:mod" */
export function printTerm(term: Term): string {
  return term.factors.map(printExpression).join(":");
}

/** A term as the formula language reads it. */
export function writeTerm(term: Term): string {
  // A bare sum or comparison as a factor would be read as terms.
  return term.factors
    .map((e) =>
      e.kind === "binary" && e.operator !== "^" ? `I(${writeExpression(e)})` : writeExpression(e),
    )
    .join(":");
}

/** A column's name as formulas and conditions read it.   中文: 列名（必要时加反引号） */
export function quoteName(name: string): string {
  return PLAIN_NAME.test(name) ? name : `\`${name}\``;
}

const PLAIN_NAME = /^[\p{L}_][\p{L}\p{N}\p{M}_.]*$/u;

function print(e: Expression, name: (name: string) => string): string {
  const inner = (value: Expression) => print(value, name);
  const group = (value: Expression) =>
    value.kind === "binary" && value.operator !== "^" ? `(${inner(value)})` : inner(value);
  switch (e.kind) {
    case "number":
      return String(e.value);
    case "text":
      return `"${e.value}"`;
    case "name":
      return name(e.name);
    case "unary":
      return `${e.operator}${group(e.value)}`;
    case "binary": {
      const space = e.operator === "^" ? "" : " ";
      return `${group(e.left)}${space}${e.operator}${space}${group(e.right)}`;
    }
    case "call": {
      if (e.name === "c:") return e.arguments.map(inner).join(":");
      const named = Object.entries(e.named).map(([k, v]) => `${k} = ${inner(v)}`);
      return `${e.name}(${[...e.arguments.map(inner), ...named].join(", ")})`;
    }
  }
}
