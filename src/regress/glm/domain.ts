import { regressError } from "../errors.js";
import type { ModelFrame } from "../frame/model-frame.js";
import type { IndexFamily } from "./index-family.js";

/** Throws when the outcome cannot have come from the family, with its first bad row. */
export function checkDomain(frame: ModelFrame, name: IndexFamily["name"] | "clogit"): void {
  if (name === "tobit") return;
  const { values, name: column } = frame.outcome;
  const isBinary = name === "logit" || name === "probit" || name === "clogit";
  const isGood = isBinary ? (v: number) => v === 0 || v === 1 : (v: number) => v >= 0;
  const first = values.findIndex((v) => !isGood(v));
  const isConstant = values.every((v) => v === values[0]);
  if (first < 0 && isConstant) {
    throw regressError("constant-outcome", {
      column,
      value: values[0]!,
      ...frame.table.where(),
    });
  }
  if (first < 0) return;
  throw regressError("bad-outcome", {
    column,
    model: name,
    value: values[first]!,
    count: values.filter((v) => !isGood(v)).length,
    row: frame.table.fileRow(frame.rows === null ? first : frame.rows[first]!),
    kind: isBinary ? "binary" : "counts",
    ...frame.table.where(),
  });
}
