import type { Table } from "../../table/index.js";
import { termOf } from "./edit-formula.js";
import { printExpression } from "./print-expression.js";
import type { Expression, Term } from "./syntax.js";

/**
 * Those of the coefficients that a term stands for: one, or those of its levels (`i(year)`, a text
 * column) or shifts (`l(x, 1:2)`).   中文: 公式项对应的系数名
 *
 * @example coefficientNames("l(x,1)", ["l(x, 1)", "z"]) // ["l(x, 1)"]
 */
export function coefficientNames(
  text: string,
  names: readonly string[],
  table?: Table,
): readonly string[] {
  if (names.includes(text)) return [text];
  let term: Term;
  try {
    term = termOf(text, table);
  } catch {
    // A name of a result that is no formula, such as ATT of another language.
    return [];
  }
  const factors = term.factors.map(patternOf);
  const pattern = new RegExp(`^${factors.join(":")}$`, "u");
  const found = names.filter((name) => pattern.test(name));
  if (found.length > 0 || factors.length === 1) return found;
  const reversed = new RegExp(`^${[...factors].reverse().join(":")}$`, "u");
  return names.filter((name) => reversed.test(name));
}

function patternOf(e: Expression): string {
  if (e.kind === "name") return `${escaped(e.name)}(::.+)?`;
  if (e.kind === "call" && (e.name === "i" || e.name === "factor")) {
    return `${escaped(printExpression(e.arguments[0] ?? e))}::.+`;
  }
  if (e.kind === "call" && ["l", "f", "d"].includes(e.name) && e.arguments[1]?.kind === "call") {
    return `${e.name}\\(${escaped(printExpression(e.arguments[0]!))}, -?\\d+\\)`;
  }
  return escaped(printExpression(e));
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
