/** Columns centred and scaled by the training rows' mean and population standard deviation. */
export interface Scaling {
  readonly means: Float64Array;
  /** 0 for a constant column, which then carries nothing. */
  readonly sds: Float64Array;
}

/** Means and population standard deviations of columns.   中文: 标准化参数 */
export function scalingOf(columns: readonly Float64Array[]): Scaling {
  const means = new Float64Array(columns.length);
  const sds = new Float64Array(columns.length);
  columns.forEach((x, j) => {
    const n = x.length;
    let total = 0;
    for (let i = 0; i < n; i++) total += x[i]!;
    const centre = total / n;
    let square = 0;
    for (let i = 0; i < n; i++) square += (x[i]! - centre) ** 2;
    means[j] = centre;
    const sd = Math.sqrt(square / n);
    sds[j] = sd > 1e-12 * Math.abs(centre) ? sd : 0;
  });
  return { means, sds };
}

/** The scaled columns. */
export function applyScaling(columns: readonly Float64Array[], s: Scaling): Float64Array[] {
  return columns.map((x, j) =>
    s.sds[j]! > 0 ? x.map((v) => (v - s.means[j]!) / s.sds[j]!) : new Float64Array(x.length),
  );
}

/** A predictor `centre + Σ b_j (x_j − mean_j)/sd_j`. */
export function linearPredictor(
  scaling: Scaling,
  coefficients: Float64Array,
  centre: number,
): (columns: readonly Float64Array[]) => Float64Array {
  return (columns) => {
    const out = new Float64Array(columns[0]?.length ?? 0).fill(centre);
    columns.forEach((x, j) => {
      const b = coefficients[j]!;
      const sd = scaling.sds[j]!;
      if (b === 0 || sd === 0) return;
      for (let i = 0; i < out.length; i++) out[i]! += (b * (x[i]! - scaling.means[j]!)) / sd;
    });
    return out;
  };
}
