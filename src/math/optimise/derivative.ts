const LEVELS = 6;

/**
 * Derivative by central differences with Richardson extrapolation (six halvings, the estimate with
 * the smallest error kept).   中文: 数值导数
 *
 * @example derivative(Math.exp, 1) // e to about 1e-11
 */
export function derivative(f: (x: number) => number, x: number, step = defaultStep(x)): number {
  const table: number[][] = [];
  let best = Number.NaN;
  let error = Number.POSITIVE_INFINITY;
  for (let i = 0; i < LEVELS; i++) {
    const h = step / 2 ** i;
    const row = [(f(x + h) - f(x - h)) / (2 * h)];
    for (let j = 1; j <= i; j++) {
      const factor = 4 ** j;
      row.push((factor * row[j - 1]! - table[i - 1]![j - 1]!) / (factor - 1));
      const gap = Math.max(
        Math.abs(row[j]! - row[j - 1]!),
        Math.abs(row[j]! - table[i - 1]![j - 1]!),
      );
      if (gap <= error) {
        error = gap;
        best = row[j]!;
      }
    }
    table.push(row);
  }
  return best;
}

/**
 * Jacobian of a vector function.   中文: 数值雅可比矩阵
 *
 * Shapes    f: k → m; result m × k row-major.
 */
function numericalJacobian(
  f: (x: Float64Array) => ArrayLike<number>,
  x: ArrayLike<number>,
): Float64Array {
  const at = Float64Array.from(x);
  const k = at.length;
  const m = f(at).length;
  const out = new Float64Array(m * k);
  for (let j = 0; j < k; j++) {
    const known = new Map<number, ArrayLike<number>>();
    const column = (v: number): ArrayLike<number> => {
      const found = known.get(v);
      if (found !== undefined) return found;
      const moved = at.slice();
      moved[j] = v;
      const value = f(moved);
      known.set(v, value);
      return value;
    };
    for (let i = 0; i < m; i++) out[i * k + j] = derivative((v) => column(v)[i]!, at[j]!);
  }
  return out;
}

/**
 * Hessian as the symmetrised Jacobian of a gradient.   中文: 数值海塞矩阵
 *
 * With an analytic gradient it is good to about 1e-10; with one by differences to about 1e-6.
 */
export function numericalHessian(
  gradient: (x: Float64Array) => ArrayLike<number>,
  x: ArrayLike<number>,
): Float64Array {
  const k = x.length;
  const J = numericalJacobian(gradient, x);
  return J.map((v, at) => 0.5 * (v + J[(at % k) * k + Math.floor(at / k)]!));
}

function defaultStep(x: number): number {
  return 0.02 * Math.max(Math.abs(x), 0.5);
}
