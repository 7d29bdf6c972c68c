import type { EventStudy, FitData, TidyRow } from "../../result/index.js";
import type { ReportedErrors } from "./covariance-note.js";
import type { Wording } from "./table-model.js";

/** A fit that can say its estimates row by row.   中文: 可入表的估计结果 */
export type ReportedFit = FitData & { tidy(): readonly TidyRow[] };

/** A column given in plain numbers, for results without a class.   中文: 以数字给出的一列 */
export interface PlainColumn {
  readonly outcome: string;
  readonly terms: readonly TidyRow[];
  readonly nobs: number;
  readonly fixedEffects?: Readonly<Record<string, number>>;
  /** Whether controls were used whose coefficients are not among `terms`; left out: as `terms` show. */
  readonly controls?: "yes" | "no";
  readonly r2?: number | null;
  readonly r2Adj?: number | null;
  readonly r2Within?: number | null;
  /** How the errors were computed; the note on them is made from this with the labels. */
  readonly errors?: ReportedErrors;
  /** What stands in the note on standard errors in its place. */
  readonly covarianceNote?: Wording;
  /** Further rows at the foot, such as `{ "KP rk F": 23.1 }`. */
  readonly statistics?: Readonly<Record<string, number | string | null>>;
}

/** What can be a column of a regression table.   中文: 回归表的列 */
export type ReportedColumn = ReportedFit | EventStudy | PlainColumn;

/** Any result as plain numbers.   中文: 结果 → 一列 */
export function toPlainColumn(result: ReportedColumn): PlainColumn {
  if ("terms" in result) return result;
  if ("events" in result) {
    const terms: TidyRow[] = result.att === null ? [] : [{ name: "ATT", ...result.att }];
    return { outcome: result.outcome, terms, nobs: result.nobs };
  }
  return {
    outcome: result.outcome,
    terms: result.tidy(),
    nobs: result.nobs,
    fixedEffects: result.fixedEffects,
    r2: result.r2,
    r2Adj: result.r2Adj,
    r2Within: result.r2Within,
    errors: result.covariance,
  };
}
