import type { PanelSize } from "./panel-scores.js";

/** A column whose location quotient is known. */
export interface QuotientColumn {
  /** The industry's number, such as its jobs. */
  readonly values: Float64Array;
  /** The location quotients that come out. */
  readonly quotients: Float64Array;
}

/**
 * The numbers of an industry from which wanted location quotients come out.   中文: 由区位熵反推行业数
 *
 * Formula   x_it = share · q_it · all_it, the wanted quotients of a period shifted to a mean of 1
 *           weighted by `all`, which location quotients have by construction.
 */
export function quotientColumn(
  size: PanelSize,
  wanted: Float64Array,
  all: Float64Array,
  share: number,
): QuotientColumn {
  const quotients = new Float64Array(all.length);
  for (let t = 0; t < size.times; t++) {
    let whole = 0;
    let weighted = 0;
    for (let cell = t; cell < all.length; cell += size.times) {
      whole += all[cell]!;
      weighted += all[cell]! * wanted[cell]!;
    }
    for (let cell = t; cell < all.length; cell += size.times) {
      quotients[cell] = wanted[cell]! + 1 - weighted / whole;
    }
  }
  return { values: quotients.map((q, i) => share * q * all[i]!), quotients };
}
