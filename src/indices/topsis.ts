/**
 * TOPSIS: closeness to the best relative to the worst point.   中文: TOPSIS 法
 *
 * Formula   D± = √Σ_j (w_j (z_j − z_j^±))²,  C = D⁻ / (D⁺ + D⁻); on min–max values the best point is
 *           1 and the worst 0 in every indicator. With entropy weights: entropy-TOPSIS.
 * Shapes    `z` k columns of n; `members` the columns that enter (all, or those of a dimension).
 * Agrees    golden/index `topsis_entropy`, 1e-10.
 * Source    Hwang and Yoon (1981), doi:10.1007/978-3-642-48318-9
 */
export function topsis(
  z: readonly Float64Array[],
  weightsOfRow: (row: number) => Float64Array,
  members: readonly number[] = z.map((_, j) => j),
): Float64Array {
  const n = z[0]?.length ?? 0;
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const w = weightsOfRow(i);
    let toBest = 0;
    let toWorst = 0;
    for (const j of members) {
      const value = z[j]![i]!;
      toBest += (w[j]! * (value - 1)) ** 2;
      toWorst += (w[j]! * value) ** 2;
    }
    const worst = Math.sqrt(toWorst);
    out[i] = worst / (Math.sqrt(toBest) + worst);
  }
  return out;
}
