import type { Notice } from "../../base/index.js";
import type { PrincipalComponents } from "../../result/index.js";
import { indexError } from "../errors.js";
import { cvWeights } from "./coefficient-of-variation.js";
import { combineWeights } from "./combine-weights.js";
import { criticWeights } from "./critic.js";
import { entropyWeights } from "./entropy.js";
import { givenWeights } from "./given.js";
import { independenceWeights } from "./independence.js";
import { type PcaOptions, pcaWeights } from "./pca.js";
import {
  type CombinedWeights,
  type ComputedMethod,
  describeChoice,
  type WeightChoice,
} from "./weight-choice.js";

/** One block of rows that gets one set of weights. */
export interface WeightBlock {
  /** Standardised indicators, k columns of n complete rows. */
  readonly z: readonly Float64Array[];
  readonly names: readonly string[];
  /** Added to `z` before weighting; correlation-based methods do not feel it. */
  readonly shift: number;
  readonly period: number | null;
  readonly pca: PcaOptions;
}

/** Weights of a block; see `WeightSet`. */
export interface BlockWeights {
  readonly values: Float64Array;
  readonly columns: Readonly<Record<string, Float64Array>>;
  readonly pca: PrincipalComponents | null;
  readonly warnings: readonly Notice[];
}

/**
 * The weights of one block of rows by the chosen method.   中文: 计算一组权重
 *
 * Errors    indices/too-few-rows — fewer than two rows; PCA and independence need more rows than
 *           indicators; and those of the method.
 */
export function computeWeights(block: WeightBlock, choice: WeightChoice): BlockWeights {
  checkRows(block, choice);
  if (typeof choice === "string") return byMethod(block, choice);
  if ("given" in choice) {
    const { w, warnings } = givenWeights(choice.given, block.names);
    return plain(w, {}, warnings);
  }
  return joined(block, choice);
}

function byMethod(block: WeightBlock, method: ComputedMethod): BlockWeights {
  const { z, names } = block;
  switch (method) {
    case "entropy": {
      const { e, d, w } = entropyWeights(shifted(block));
      return plain(w, { e, d });
    }
    case "independence": {
      const { R, w } = independenceWeights(z, names);
      return plain(w, { R });
    }
    case "critic": {
      const { sd, conflict, info, w } = criticWeights(z);
      return plain(w, { sd, conflict, info });
    }
    case "cv": {
      const { cv, w } = cvWeights(shifted(block));
      return plain(w, { cv });
    }
    case "equal":
      return plain(new Float64Array(z.length).fill(1 / z.length), {});
    case "pca": {
      const { w, combined, pca, warnings } = pcaWeights(z, names, block.pca);
      const msa = pca.msa === null ? {} : { msa: pca.msa };
      return { values: w, columns: { combined, ...msa }, pca, warnings };
    }
  }
}

function joined(block: WeightBlock, choice: CombinedWeights): BlockWeights {
  const parts = choice.combined.map((part) => computeWeights(block, part));
  const sets = parts.map((part) => part.values);
  const { w } = combineWeights(sets, choice.rule, choice.shares);
  const columns: Record<string, Float64Array> = {};
  parts.forEach((part, s) => {
    columns[`w_${describeChoice(choice.combined[s]!)}`] = part.values;
    Object.assign(columns, part.columns);
  });
  const pca = parts.find((part) => part.pca !== null)?.pca ?? null;
  return { values: w, columns, pca, warnings: parts.flatMap((part) => part.warnings) };
}

function plain(
  values: Float64Array,
  columns: Readonly<Record<string, Float64Array>>,
  warnings: readonly Notice[] = [],
): BlockWeights {
  return { values, columns, pca: null, warnings };
}

/** Methods that invert or decompose the correlations need more rows than indicators. */
const NEEDS_RANK: readonly WeightChoice[] = ["pca", "independence"];

function checkRows(block: WeightBlock, choice: WeightChoice): void {
  const rows = block.z[0]!.length;
  const needed = NEEDS_RANK.includes(choice) ? block.z.length + 1 : 2;
  if (rows >= needed) return;
  throw indexError("too-few-rows", {
    method: describeChoice(choice),
    rows,
    needed,
    period: block.period ?? undefined,
  });
}

function shifted(block: WeightBlock): readonly Float64Array[] {
  const { z, shift } = block;
  return shift === 0 ? z : z.map((column) => column.map((value) => value + shift));
}
