import { UserError } from "../../base/index.js";
import type { StudyFrame } from "../stages/frame.js";

/**
 * The error that a reader can act on: a section that lacks a column because the column could not
 * be made fails with the column's own error; any other names the line of the section.
 * 中文: 追溯真正的错误
 */
export function failureBehind(
  frame: StudyFrame,
  error: UserError,
  at: readonly PropertyKey[],
): UserError {
  const { facts } = error;
  const missing = [facts.column, facts.name].filter((v) => typeof v === "string");
  const behind = frame.failures.find((f) => missing.includes(f.column));
  if (behind !== undefined) return new UserError(behind.code, behind.facts, behind.text, error);
  if (facts.row !== undefined || facts.file !== undefined) {
    // Rows of data files mean nothing to a section that only names a column.
    const isColumn = error.code === "table/missing-column" || error.code === "regress/formula-name";
    if (!isColumn) return error;
  }
  const { file } = frame.study;
  const { row } = frame.study.placeOf(at);
  return new UserError(error.code, { ...facts, file, row }, error.text, error);
}
