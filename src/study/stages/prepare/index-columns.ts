import {
  buildIndex,
  type GivenWeights,
  type IndicatorSystem,
  parseWeightChoice,
  systemWeights,
} from "../../../indices/index.js";
import type { IndexResult } from "../../../result/index.js";
import { type Column, numberColumn, type Panel } from "../../../table/index.js";
import type { IndexEntry } from "../../file/schema/stage-schema.js";
import type { IndexMapping } from "../frame.js";

/** An index of the study as a column, mapped to printed moments where the file says so. */
export async function indexColumns(
  panel: Panel,
  entry: Omit<IndexEntry, "system">,
  system: IndicatorSystem,
  givenWeights: (path: string) => GivenWeights,
): Promise<{
  readonly index: IndexResult;
  readonly columns: readonly Column[];
  readonly mapping: IndexMapping | null;
}> {
  const weights = await parseWeightChoice(entry.weights, async (path) =>
    path === null ? systemWeights(system) : givenWeights(path),
  );
  const { composite, shift, options, map } = entry;
  const index = buildIndex(panel, system, {
    weights,
    composite,
    shift,
    ...(options === undefined ? {} : { options }),
  });
  const name = entry.name ?? index.name;
  const meta = { label: index.label, lineage: `index:${index.name}` };
  const scores = index.dimensions.map((d) => numberColumn(`${name}_${d.name}`, d.scores, meta));
  if (map === undefined) {
    return {
      index,
      columns: [numberColumn(name, index.values, meta), ...scores],
      mapping: null,
    };
  }
  const { slope, intercept } = affine(index.values, map);
  const values = index.values.map((v) => intercept + slope * v);
  return {
    index,
    columns: [numberColumn(name, values, meta), ...scores],
    mapping: { index: index.name, column: name, panel: entry.panel, intercept, slope },
  };
}

/** The affine mapping that gives a column the mean and standard deviation (n − 1). */
export function affine(
  values: Float64Array,
  to: { readonly mean: number; readonly sd: number },
): { readonly slope: number; readonly intercept: number } {
  let n = 0;
  let sum = 0;
  for (const v of values) {
    if (Number.isNaN(v)) continue;
    n++;
    sum += v;
  }
  const centre = sum / n;
  let squares = 0;
  for (const v of values) if (!Number.isNaN(v)) squares += (v - centre) ** 2;
  const slope = to.sd / Math.sqrt(squares / (n - 1));
  return { slope, intercept: to.mean - slope * centre };
}
