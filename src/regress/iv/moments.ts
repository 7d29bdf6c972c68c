import { least } from "../../base/index.js";
import { identity } from "../../math/index.js";
import type { VcovSpec } from "../options.js";
import { clusterVcov } from "../vcov/cluster.js";
import { conleyVcov } from "../vcov/conley.js";
import { driscollKraayVcov } from "../vcov/driscoll-kraay.js";
import { neweyWestVcov } from "../vcov/newey-west.js";
import { robustVcov } from "../vcov/robust.js";
import type { VcovInput } from "../vcov/vcov-input.js";
import { crossBlock, gram } from "./iv-matrices.js";

/** Σ of moment products under a variance, without any factor. */
export interface Moments {
  readonly kind: "iid" | "robust" | "cluster";
  /** Smallest number of clusters; 0 otherwise. */
  readonly clusters: number;
  /** Variance of Σ e z: k × k for columns z and residual e. */
  readonly products: (columns: readonly Float64Array[], e: Float64Array) => Float64Array;
  /** Variance of Σ (u ⊗ z) for several residuals u: (mL) × (mL), u outer. */
  readonly stacked: (u: readonly Float64Array[], columns: readonly Float64Array[]) => Float64Array;
}

/** The variance of moments that goes with a variance of coefficients. */
export function momentsOf(input: VcovInput, spec: VcovSpec): Moments {
  if (spec.type === "iid") {
    const stacked = (u: readonly Float64Array[], columns: readonly Float64Array[]) =>
      kronecker(
        crossBlock(u, u).map((v) => v / input.n),
        u.length,
        gram(columns),
        columns.length,
      );
    return {
      kind: "iid",
      clusters: 0,
      products: (columns, e) => stacked([e], columns),
      stacked,
    };
  }
  const meat = (columns: readonly Float64Array[], e: Float64Array | null) =>
    meatOf({ ...input, columns, multiplier: e, bread: identity(columns.length) }, spec);
  return {
    kind: spec.type === "cluster" ? "cluster" : "robust",
    clusters:
      spec.type === "cluster" ? least(spec.cluster.map((name) => input.classes(name).size)) : 0,
    products: meat,
    stacked: (u, columns) =>
      meat(
        u.flatMap((v) => columns.map((z) => z.map((x, i) => x * v[i]!))),
        null,
      ),
  };
}

function meatOf(input: VcovInput, spec: VcovSpec): Float64Array {
  switch (spec.type) {
    case "cluster": {
      const ways = spec.cluster.map((name) => input.classes(name));
      return clusterVcov(input, ways, () => 1).matrix;
    }
    case "conley":
      return conleyVcov(input, spec);
    case "dk":
      return driscollKraayVcov(input, spec.lag).matrix;
    case "nw":
      return neweyWestVcov(input, spec.lag).matrix;
    default:
      return robustVcov(input);
  }
}

function kronecker(A: Float64Array, m: number, B: Float64Array, k: number): Float64Array {
  const size = m * k;
  const out = new Float64Array(size * size);
  for (let a = 0; a < m; a++) {
    for (let b = 0; b < m; b++) {
      for (let i = 0; i < k; i++) {
        for (let j = 0; j < k; j++) {
          out[(a * k + i) * size + b * k + j] = A[a * m + b]! * B[i * k + j]!;
        }
      }
    }
  }
  return out;
}
