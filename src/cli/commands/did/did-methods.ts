import { bacon, twfeWeights } from "../../../did/index.js";
import { baconFigure, baconTable, twfeWeightsTable } from "../../../report/index.js";
import { didChecks } from "./did-checks.js";
import { estimatorMethods } from "./did-estimators.js";
import { didMatching } from "./did-matching.js";
import type { DidMethod } from "./did-method.js";
import { didPlacebo } from "./did-placebo.js";
import { didPolicies } from "./did-policies.js";
import { baconText, weightsText } from "./did-text.js";

/** The methods of `xinzhi did`. */
export const didMethods: Readonly<Record<string, DidMethod>> = {
  ...estimatorMethods(),
  bacon: {
    takes: ["balance"],
    run: ({ sample, options, say }) => {
      const found = bacon(sample(), definedOf({ balance: options.balance }));
      return {
        text: baconText(found, say),
        json: { ...found },
        warnings: found.warnings,
        table: baconTable(found),
        figure: baconFigure(found),
      };
    },
  },
  weights: {
    takes: ["weights"],
    run: ({ sample, say }) => {
      const found = twfeWeights(sample());
      return {
        text: weightsText(found, say),
        json: { ...found },
        warnings: found.warnings,
        table: twfeWeightsTable(found),
      };
    },
  },
  ...didPlacebo,
  ...didMatching,
  ...didPolicies,
  ...didChecks,
};

/** Without the fields that were not given. */
export function definedOf<T extends Record<string, unknown>>(
  options: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, v]) => v !== undefined)) as never;
}
