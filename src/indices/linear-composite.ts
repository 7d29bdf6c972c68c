/**
 * Contributions of the indicators to a linear composite: `c_j = w_j · z_j`.   中文: 各指标贡献
 *
 * Shapes    `z` k columns of n; `weightsOfRow(i)` the k weights that hold in row i.
 */
export function contributionsOf(
  z: readonly Float64Array[],
  weightsOfRow: (row: number) => Float64Array,
): readonly Float64Array[] {
  return z.map((column, j) => column.map((value, row) => value * weightsOfRow(row)[j]!));
}

/**
 * Linear composite: the weighted sum of standardised indicators.   中文: 线性加权合成
 *
 * Formula   I_i = Σ_j w_j z_ij, equal to Σ_d W_d S_id with W_d = Σ_{j∈d} w_j and
 *           S_id = Σ_{j∈d} (w_j / W_d) z_ij.
 */
export function linearComposite(
  z: readonly Float64Array[],
  weightsOfRow: (row: number) => Float64Array,
): Float64Array {
  const n = z[0]?.length ?? 0;
  const out = new Float64Array(n);
  const weights = Array.from({ length: n }, (_, i) => weightsOfRow(i));
  // Column by column: memory is read in order, and each row adds up in the same order.
  z.forEach((column, j) => {
    for (let i = 0; i < n; i++) out[i]! += weights[i]![j]! * column[i]!;
  });
  return out;
}
