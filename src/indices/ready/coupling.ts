import { type Notice, notice } from "../../base/index.js";
import { indexError } from "../errors.js";

/** Coupling degree, comprehensive level and coordination of every row.   中文: 耦合协调 */
export interface Coupling {
  /** Coupling degree. */
  readonly C: Float64Array;
  /** Weighted mean of the systems. */
  readonly T: Float64Array;
  /** Coordination √(C·T). */
  readonly D: Float64Array;
  readonly warnings: readonly Notice[];
}

/**
 * Coupling coordination of k systems.   中文: 耦合协调度
 *
 * Formula   C = k (Π U)^(1/k) / Σ U (two systems: 2√(U₁U₂)/(U₁+U₂)), missing when Σ U = 0;
 *           T = Σ α U;  D = √(C·T).
 * Shapes    k ≥ 2 columns of n values in 0 … 1.
 * Defaults  equal α; given ones are divided by their sum.
 * Errors    indices/negative-level — a system below 0; indices/bad-shares.
 * Warnings  indices/no-level — rows with Σ U = 0.
 * Agrees    golden/index `coupling`, 1e-10.
 * @example couplingCoordination([digital, real]).D
 */
export function couplingCoordination(
  systems: readonly Float64Array[],
  shares: readonly number[] = systems.map(() => 1),
): Coupling {
  const k = systems.length;
  const total = shares.reduce((a, b) => a + b, 0);
  if (k < 2 || shares.length !== k || shares.some((s) => !(s >= 0)) || !(total > 0)) {
    throw indexError("bad-shares", { sets: k, shares: shares.join(", ") });
  }
  const n = systems[0]!.length;
  const C = new Float64Array(n);
  const T = new Float64Array(n);
  const D = new Float64Array(n);
  let empty = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    let product = 1;
    let level = 0;
    for (let s = 0; s < k; s++) {
      const u = systems[s]![i]!;
      if (u < 0) throw indexError("negative-level", { system: s + 1, position: i + 1, value: u });
      sum += u;
      product *= u;
      level += (shares[s]! / total) * u;
    }
    if (sum === 0) empty++;
    C[i] = sum === 0 ? Number.NaN : (k * (k === 2 ? Math.sqrt(product) : product ** (1 / k))) / sum;
    T[i] = level;
    D[i] = Math.sqrt(C[i]! * level);
  }
  const warnings =
    empty === 0
      ? []
      : [
          notice(
            "indices/no-level",
            `${empty} row(s) in which all systems are 0 have no coupling.`,
            `${empty} 行各系统均为 0，耦合度缺失。`,
          ),
        ];
  return { C, T, D, warnings };
}
