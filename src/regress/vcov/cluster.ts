import { eigenSymmetric, fromEigen, sandwich } from "../../math/index.js";
import { type Coded, combineCodes, compactCodes } from "../frame/classification.js";
import { classScores, rowProducts } from "./score-products.js";

/** What a clustered variance is made of. */
export interface ClusterInput {
  readonly columns: readonly Float64Array[];
  readonly multiplier: Float64Array | null;
  readonly bread: Float64Array;
}

export interface ClusteredVcov {
  readonly matrix: Float64Array;
  /** Negative eigenvalues were set to zero. */
  readonly repaired: "yes" | "no";
}

/**
 * Variance clustered in any number of ways, by inclusion and exclusion.   中文: 聚类稳健方差
 *
 * V = Σ over non-empty sets S of ways of (−1)^{|S|+1} V_S, where V_S clusters by the combination.
 * `factor` gives the G/(G − 1) of each piece. With several ways a negative eigenvalue is set to zero.
 * Source    Cameron, Gelbach & Miller (2011), https://doi.org/10.1198/jbes.2010.07136
 */
export function clusterVcov(
  input: ClusterInput,
  ways: readonly Coded[],
  factor: (clusters: number) => number,
): ClusteredVcov {
  const k = input.columns.length;
  const total = new Float64Array(k * k);
  for (let set = 1; set < 1 << ways.length; set++) {
    const members = ways.filter((_, w) => (set >> w) & 1);
    const combined = combinedWay(members);
    const sums = classScores(input.columns, input.multiplier, combined.codes, combined.size);
    const meat = rowProducts(sums, combined.size, k);
    const scale = (members.length % 2 === 1 ? 1 : -1) * factor(combined.size);
    for (let i = 0; i < total.length; i++) total[i]! += scale * meat[i]!;
  }
  const matrix = sandwich(input.bread, total, k);
  return ways.length === 1 ? { matrix, repaired: "no" } : repair(matrix, k);
}

function combinedWay(members: readonly Coded[]): Coded {
  const combined = members.slice(1).reduce<Coded>((a, b) => combineCodes(a, b), members[0]!);
  return members.length === 1 ? combined : compactCodes(combined.codes, combined.size, null);
}

function repair(matrix: Float64Array, k: number): ClusteredVcov {
  const { values, vectors } = eigenSymmetric(matrix, k);
  if (values.every((v) => v >= 0)) return { matrix, repaired: "no" };
  const clipped = values.map((v) => Math.max(v, 0));
  return { matrix: fromEigen(clipped, vectors, k), repaired: "yes" };
}
