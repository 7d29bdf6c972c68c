import {
  type Formula,
  type FormulaInput,
  findTerm,
  parseFormula,
  printFormula,
  printTerm,
  type Term,
  termOf,
} from "../regress/index.js";
import type { Table } from "../table/index.js";
import { mechanismError } from "./errors.js";

/** A formula of one model without instruments, and the term that the analysis is about. */
export interface OneModel {
  readonly formula: Formula;
  readonly term: Term;
  /** The name of that term's coefficient. */
  readonly treatment: string;
}

/**
 * Reads the one model of a formula; the treatment left out is the first regressor.
 * 中文: 读取单一模型与处理变量
 *
 * Errors    mechanism/one-model
 */
export function oneModel(input: FormulaInput, table: Table, treatment?: string): OneModel {
  const formulas = parseFormula(input, table.names);
  const [formula] = formulas;
  const first = formula?.terms[0];
  if (formulas.length !== 1 || formula!.instruments !== null || first === undefined) {
    const text = typeof input === "string" ? input : printFormula(input);
    throw mechanismError("one-model", { formula: text });
  }
  const asked = treatment === undefined ? first : termOf(treatment, table);
  const term = findTerm(formula!, asked) ?? asked;
  return { formula: formula!, term, treatment: printTerm(term) };
}
