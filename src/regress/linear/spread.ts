/** Σ w x², or Σ w (x − x̄)²; `rows` picks the rows of x that the weights go with. */
export function spread(
  x: Float64Array,
  weights: Float64Array | null,
  around: "raw" | "centred",
  rows: Int32Array | null = null,
): number {
  const n = rows === null ? x.length : rows.length;
  let centre = 0;
  if (around === "centred") {
    let total = 0;
    for (let i = 0; i < n; i++) {
      const w = weights === null ? 1 : weights[i]!;
      centre += w * x[rows === null ? i : rows[i]!]!;
      total += w;
    }
    centre /= total;
  }
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const d = x[rows === null ? i : rows[i]!]! - centre;
    sum += (weights === null ? 1 : weights[i]!) * d * d;
  }
  return sum;
}
