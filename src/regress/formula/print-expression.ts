import type { Expression, Term } from "./syntax.js";

/** The text of an expression, in one spelling: what coefficients are named by. */
export function printExpression(e: Expression): string {
  switch (e.kind) {
    case "number":
      return String(e.value);
    case "text":
      return `"${e.value}"`;
    case "name":
      return e.name;
    case "unary":
      return `${e.operator}${group(e.value)}`;
    case "binary": {
      const tight = e.operator === "^";
      const space = tight ? "" : " ";
      return `${group(e.left)}${space}${e.operator}${space}${group(e.right)}`;
    }
    case "call": {
      if (e.name === "c:") return e.arguments.map(printExpression).join(":");
      const named = Object.entries(e.named).map(([k, v]) => `${k} = ${printExpression(v)}`);
      return `${e.name}(${[...e.arguments.map(printExpression), ...named].join(", ")})`;
    }
  }
}

/** The name of a term. @example "did:mod" */
export function printTerm(term: Term): string {
  return term.factors.map(printExpression).join(":");
}

function group(e: Expression): string {
  return e.kind === "binary" && e.operator !== "^" ? `(${printExpression(e)})` : printExpression(e);
}
