import type { IndexSensitivity } from "../result/index.js";
import { numberColumn, Table, textColumn } from "../table/index.js";

/** A sensitivity as a table, one row for each variant; with weights on request.   中文: 稳健性表 */
export function sensitivityTable(found: IndexSensitivity): Table {
  const { variants } = found;
  return new Table([
    textColumn(
      "variant",
      variants.map((v) => v.name),
    ),
    textColumn(
      "kind",
      variants.map((v) => v.kind),
    ),
    numberColumn(
      "spearman",
      variants.map((v) => v.spearman),
    ),
    numberColumn(
      "pearson",
      variants.map((v) => v.pearson),
    ),
    numberColumn(
      "max_rank_shift",
      variants.map((v) => v.maxRankShift),
    ),
    numberColumn(
      "mean_rank_shift",
      variants.map((v) => v.meanRankShift),
    ),
    ...found.indicators.map((name, j) =>
      numberColumn(
        `w_${name}`,
        variants.map((v) => v.weights?.[j] ?? Number.NaN),
      ),
    ),
  ]);
}

/** The published JSON of a sensitivity.   中文: 稳健性 JSON */
export function sensitivityJson(found: IndexSensitivity): Readonly<Record<string, unknown>> {
  const m = found.methods.length;
  return {
    baseline: found.baseline,
    variants: found.variants.map(({ values: _, weights, ...rest }) => ({
      ...rest,
      weights:
        weights === null
          ? null
          : Object.fromEntries(
              found.indicators.map((name, j) => [
                name,
                Number.isNaN(weights[j]!) ? null : weights[j],
              ]),
            ),
    })),
    methods: found.methods,
    methodRanks: found.methods.map((_, i) =>
      Array.from(found.methodRanks.subarray(i * m, i * m + m)),
    ),
    failures: found.failures,
  };
}
