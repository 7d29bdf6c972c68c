import { hasParentheses, restyleTable, type TableModel, type TableStyle } from "../report/index.js";
import { cliError } from "./errors.js";

/** The table in the style asked for. Errors  cli/bad-option — nothing stands in parentheses. */
export function styledTable(
  table: TableModel | undefined,
  style: TableStyle | null,
): TableModel | undefined {
  if (table === undefined || style === null) return table;
  if (style.parentheses !== undefined && !hasParentheses(table)) {
    throw cliError("bad-option", {
      option: "--parentheses",
      value: style.parentheses,
      expected: "left out: this table has standard errors in a column of their own",
    });
  }
  return restyleTable(table, style);
}
