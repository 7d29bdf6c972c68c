// Loading this file defines every method.
import "./coefficient-of-variation.js";
import "./critic.js";
import "./entropy.js";
import "./equal.js";
import "./independence.js";
import "./pca.js";
import { combineWeights } from "./combine-weights.js";
import { givenWeights } from "./given.js";
import {
  type BlockWeights,
  needRows,
  optionsByMethod,
  plainWeights,
  type WeightBlock,
  weightMethodNamed,
} from "./methods.js";
import {
  type CombinedWeights,
  describeChoice,
  methodsOf,
  type WeightChoice,
} from "./weight-choice.js";

/**
 * The weights of one block of rows by the chosen method.   中文: 计算一组权重
 *
 * Errors    indices/too-few-rows — fewer than two rows; PCA and independence need more rows than
 *           indicators; and those of the method.
 */
export function computeWeights(
  block: WeightBlock,
  choice: WeightChoice,
  options: Readonly<Record<string, unknown>> = {},
): BlockWeights {
  const own = optionsByMethod(methodsOf(choice), options);
  return weightsOf(block, choice, own);
}

type Options = ReturnType<typeof optionsByMethod>;

function weightsOf(block: WeightBlock, choice: WeightChoice, options: Options): BlockWeights {
  needRows(block, describeChoice(choice), 2);
  if (typeof choice === "string") {
    return weightMethodNamed(choice).run(block, options.get(choice) ?? {});
  }
  if ("given" in choice) {
    const { w, warnings } = givenWeights(choice.given, block.names);
    return plainWeights(w, {}, warnings);
  }
  return joined(block, choice, options);
}

function joined(block: WeightBlock, choice: CombinedWeights, options: Options): BlockWeights {
  const parts = choice.combined.map((part) => weightsOf(block, part, options));
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
