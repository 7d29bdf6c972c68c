import { mathError } from "../errors.js";

/**
 * Solves A X = B by LU with partial pivoting.   中文: 线性方程组
 *
 * Shapes    A k × k, B k × m, both row-major and unchanged; m defaults to 1.
 * Errors    math/singular — a pivot vanishes.
 */
export function solveLinear(A: Float64Array, k: number, B: Float64Array, m = 1): Float64Array {
  const a = A.slice();
  const x = B.slice();
  for (let c = 0; c < k; c++) {
    let top = c;
    for (let i = c + 1; i < k; i++) {
      if (Math.abs(a[i * k + c]!) > Math.abs(a[top * k + c]!)) top = i;
    }
    const pivot = a[top * k + c]!;
    if (!(Math.abs(pivot) > 0)) throw mathError("singular", { what: "the matrix", pivot: c });
    if (top !== c) {
      swapRows(a, k, top, c);
      swapRows(x, m, top, c);
    }
    for (let i = c + 1; i < k; i++) {
      const factor = a[i * k + c]! / pivot;
      if (factor === 0) continue;
      for (let j = c; j < k; j++) a[i * k + j]! -= factor * a[c * k + j]!;
      for (let j = 0; j < m; j++) x[i * m + j]! -= factor * x[c * m + j]!;
    }
  }
  for (let i = k - 1; i >= 0; i--) {
    for (let j = 0; j < m; j++) {
      let s = x[i * m + j]!;
      for (let l = i + 1; l < k; l++) s -= a[i * k + l]! * x[l * m + j]!;
      x[i * m + j] = s / a[i * k + i]!;
    }
  }
  return x;
}

function swapRows(M: Float64Array, width: number, a: number, b: number): void {
  for (let j = 0; j < width; j++) {
    const kept = M[a * width + j]!;
    M[a * width + j] = M[b * width + j]!;
    M[b * width + j] = kept;
  }
}
