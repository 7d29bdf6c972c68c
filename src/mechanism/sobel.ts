import { tidyRow } from "../regress/index.js";
import type { TidyRow } from "../result/index.js";

/** Product-of-coefficients tests of an indirect effect. */
export interface IndirectTests {
  readonly sobel: TidyRow;
  readonly aroian: TidyRow;
  /** Null where its variance would be negative. */
  readonly goodman: TidyRow | null;
}

/**
 * Sobel, Aroian and Goodman tests of a·b with normal p values.   中文: Sobel、Aroian、Goodman 检验
 *
 * Formula   se² = a²s_b² + b²s_a² (Sobel 1982), + s_a²s_b² (Aroian 1947), − s_a²s_b² (Goodman 1960).
 */
export function indirectTests(
  a: { readonly estimate: number; readonly se: number },
  b: { readonly estimate: number; readonly se: number },
  level = 0.95,
): IndirectTests {
  const product = a.estimate * b.estimate;
  const base = a.estimate ** 2 * b.se ** 2 + b.estimate ** 2 * a.se ** 2;
  const both = a.se ** 2 * b.se ** 2;
  const row = (name: string, variance: number) =>
    tidyRow(name, product, variance, Number.POSITIVE_INFINITY, level);
  return {
    sobel: row("sobel", base),
    aroian: row("aroian", base + both),
    goodman: base - both > 0 ? row("goodman", base - both) : null,
  };
}
