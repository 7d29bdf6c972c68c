import type { IndexResult, WeightSet } from "../result/index.js";
import { contributions } from "./explain-index.js";
import { type IndexExtra, meanWeights } from "./index-table.js";

/** The published JSON of an index, full precision, missing as null.   中文: 指数结果 JSON */
export function indexJson(
  result: IndexResult,
  extra: readonly IndexExtra[] = [],
): Readonly<Record<string, unknown>> {
  const weights = meanWeights(result);
  const parts = contributions(result);
  const total = parts.reduce((sum, part) => sum + mean(part), 0);
  return {
    name: result.name,
    label: result.label,
    unit: result.keys.unit,
    time: result.keys.time,
    scale: result.scale,
    method: result.method,
    composite: result.composite,
    shift: result.shift,
    nobs: result.nobs,
    dropped: result.dropped,
    weights: result.indicators.map(({ name: indicator, ...declared }, j) => ({
      indicator,
      weight: weights[j],
      ...declared,
      meanContribution: mean(parts[j]!),
      contributionShare: mean(parts[j]!) / total,
    })),
    weightSets: result.weights.map((set) => weightSetJson(result, set)),
    ...(result.weightsWithoutShift === null
      ? {}
      : { weightsWithoutShift: result.weightsWithoutShift.map((s) => weightSetJson(result, s)) }),
    dimensions: result.dimensions.map(({ name, weight, indicators }) => ({
      name,
      weight,
      indicators: indicators.map((j) => result.indicators[j]!.name),
    })),
    summary: summary(result.values),
    values: Array.from(result.values, (value, i) => ({
      [result.keys.unit]: result.units[i],
      [result.keys.time]: result.times[i],
      [result.name]: orNull(value),
      ...Object.fromEntries(result.dimensions.map((d) => [d.name, orNull(d.scores[i]!)])),
      ...(extra.includes("raw") ? { raw: at(result, result.raw, i) } : {}),
      ...(extra.includes("standardised")
        ? { standardised: at(result, result.standardised, i) }
        : {}),
      ...(extra.includes("contributions") ? { contributions: at(result, parts, i) } : {}),
    })),
    warnings: result.warnings,
  };
}

function weightSetJson(result: IndexResult, set: WeightSet) {
  const byName = (values: Float64Array) =>
    Object.fromEntries(result.indicators.map(({ name }, j) => [name, orNull(values[j]!)]));
  return {
    period: set.period,
    weights: byName(set.values),
    ...Object.fromEntries(Object.entries(set.columns).map(([name, v]) => [name, byName(v)])),
    ...(set.pca === null ? {} : { pca: pcaJson(set.pca, result.indicators.length) }),
  };
}

function pcaJson(pca: NonNullable<WeightSet["pca"]>, k: number) {
  return {
    ...pca,
    eigenvalues: Array.from(pca.eigenvalues),
    share: Array.from(pca.share),
    msa: pca.msa === null ? null : Array.from(pca.msa),
    loadings: Array.from({ length: k }, (_, j) =>
      Array.from(pca.loadings.subarray(j * pca.retained, (j + 1) * pca.retained)),
    ),
  };
}

function at(result: IndexResult, columns: readonly Float64Array[], row: number) {
  return Object.fromEntries(
    result.indicators.map(({ name }, j) => [name, orNull(columns[j]![row]!)]),
  );
}

function summary(values: Float64Array) {
  const present = values.filter((v) => !Number.isNaN(v));
  const center = mean(present);
  const squares = present.reduce((sum, v) => sum + (v - center) ** 2, 0);
  return {
    n: present.length,
    mean: center,
    sd: present.length > 1 ? Math.sqrt(squares / (present.length - 1)) : null,
    min: present.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    max: present.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  };
}

function mean(values: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
