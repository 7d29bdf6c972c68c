import type { EventStudy, FitData, TidyRow } from "../../result/index.js";
import { withTest } from "../sample/inference.js";

/** The published JSON of an event study: further fields stand beside the common ones. */
export function eventStudyJson(result: EventStudy): Record<string, unknown> {
  const { extra, ...common } = result;
  return { ...common, ...extra };
}

/** The coefficient table of a fit.   中文: 系数表 */
export function fitTerms(fit: FitData): TidyRow[] {
  const k = fit.names.length;
  return fit.names.map((name, j) => ({
    name,
    ...withTest(
      fit.coefficients[j]!,
      Math.sqrt(fit.covariance.matrix[j * k + j]!),
      fit.covariance.df,
      fit.level,
    ),
  }));
}

/** The published JSON of a fit of this room. */
export function fitJson(fit: FitData): Record<string, unknown> {
  const { names, coefficients: _b, covariance, extra, ...rest } = fit;
  const { matrix, ssc, df, ...vcov } = covariance;
  const k = names.length;
  return {
    ...rest,
    terms: fitTerms(fit),
    vcov: {
      ...vcov,
      ssc: ssc.name,
      df: Number.isFinite(df) ? df : null,
      matrix: Array.from({ length: k }, (_, i) => [...matrix.slice(i * k, (i + 1) * k)]),
    },
    ...extra,
  };
}
