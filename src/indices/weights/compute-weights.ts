import type { PrincipalComponents } from "../../result/index.js";
import { indexError } from "../errors.js";
import { entropyWeights } from "./entropy.js";
import type { WeightChoice } from "./weight-choice.js";

/** One block of rows that gets one set of weights. */
export interface WeightBlock {
  /** Standardised indicators, k columns of n complete rows. */
  readonly z: readonly Float64Array[];
  readonly names: readonly string[];
  /** Added to `z` before weighting; correlation-based methods do not feel it. */
  readonly shift: number;
  readonly period: number | null;
}

/** Weights of a block; see `WeightSet`. */
export interface BlockWeights {
  readonly values: Float64Array;
  readonly columns: Readonly<Record<string, Float64Array>>;
  readonly pca: PrincipalComponents | null;
}

/** The weights of one block of rows by the chosen method.   中文: 计算一组权重 */
export function computeWeights(block: WeightBlock, choice: WeightChoice): BlockWeights {
  const n = block.z[0]!.length;
  if (n < 2) {
    throw indexError("too-few-rows", {
      method: "weighting",
      rows: n,
      needed: 2,
      period: block.period ?? undefined,
    });
  }
  if (choice === "entropy") {
    const { e, d, w } = entropyWeights(shifted(block));
    return { values: w, columns: { e, d }, pca: null };
  }
  if (choice === "equal") {
    const k = block.z.length;
    return { values: new Float64Array(k).fill(1 / k), columns: {}, pca: null };
  }
  throw new Error("unreachable");
}

function shifted(block: WeightBlock): readonly Float64Array[] {
  const { z, shift } = block;
  return shift === 0 ? z : z.map((column) => column.map((value) => value + shift));
}
