/** Σ s sᵀ of the rows' scores, k × k.   中文: 得分外积之和 */
export function scoreProducts(
  columns: readonly Float64Array[],
  multiplier: Float64Array | null,
): Float64Array {
  const k = columns.length;
  const meat = new Float64Array(k * k);
  const n = columns[0]?.length ?? 0;
  for (let a = 0; a < k; a++) {
    for (let b = a; b < k; b++) {
      const x = columns[a]!;
      const y = columns[b]!;
      let s = 0;
      if (multiplier === null) for (let i = 0; i < n; i++) s += x[i]! * y[i]!;
      else for (let i = 0; i < n; i++) s += x[i]! * y[i]! * multiplier[i]! * multiplier[i]!;
      meat[a * k + b] = s;
      meat[b * k + a] = s;
    }
  }
  return meat;
}

/** Sums of the scores inside classes: row-major size × k.   中文: 分组得分和 */
export function classScores(
  columns: readonly Float64Array[],
  multiplier: Float64Array | null,
  codes: Int32Array,
  size: number,
): Float64Array {
  const k = columns.length;
  const sums = new Float64Array(size * k);
  // Row by row: with many classes the sums of one class are found in the memory only once.
  for (let i = 0; i < codes.length; i++) {
    const at = codes[i]! * k;
    const m = multiplier === null ? 1 : multiplier[i]!;
    for (let j = 0; j < k; j++) sums[at + j]! += columns[j]![i]! * m;
  }
  return sums;
}

/** AᵀA of a row-major rows × k matrix.   中文: 行外积之和 */
export function rowProducts(A: Float64Array, rows: number, k: number): Float64Array {
  const meat = new Float64Array(k * k);
  for (let g = 0; g < rows; g++) {
    for (let a = 0; a < k; a++) {
      const v = A[g * k + a]!;
      for (let b = a; b < k; b++) meat[a * k + b]! += v * A[g * k + b]!;
    }
  }
  for (let a = 0; a < k; a++) for (let b = 0; b < a; b++) meat[a * k + b] = meat[b * k + a]!;
  return meat;
}
