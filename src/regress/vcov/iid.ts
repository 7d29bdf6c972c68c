import type { VcovInput } from "./vcov-input.js";

/** Classical variance with divisor N − K, or N without the adjustment.   中文: 同方差方差 */
export function iidVcov(input: VcovInput, divisor: number): Float64Array {
  return input.classical(divisor);
}
