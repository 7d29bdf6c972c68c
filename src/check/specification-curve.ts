import { checkError } from "./errors.js";

/** What varies between specifications, with its choices.   中文: 设定的一个维度 */
export interface Dimension {
  readonly name: string;
  readonly choices: readonly string[];
}

/** One choice for each dimension, as positions. */
export type Choice = readonly number[];

/** What fitting one specification gives; null where it cannot be estimated. */
export type SpecificationFit = {
  readonly estimate: number;
  readonly se: number;
  readonly p: number;
  readonly nobs: number;
} | null;

/** One specification and its estimate. */
export interface Specification {
  readonly choice: Choice;
  readonly estimate: number;
  readonly se: number;
  readonly p: number;
  readonly nobs: number;
}

/** All specifications, by estimate.   中文: 规格曲线 */
export interface SpecificationCurve {
  readonly kind: "specification-curve";
  readonly dimensions: readonly Dimension[];
  /** Level of the tests and of intervals drawn; left out: 0.95. */
  readonly level?: number;
  /** Ascending by estimate. */
  readonly specifications: readonly Specification[];
  readonly median: number;
  readonly share: {
    readonly positive: number;
    readonly significant: number;
    readonly significantSameSign: number;
  };
  /** Combinations that could not be estimated. */
  readonly failed: readonly Choice[];
}

const MOST = 200_000;

/**
 * Runs every combination of choices through a fitting function.   中文: 规格曲线分析
 *
 * The function is given positions of choices; what they mean is its affair, so any estimator fits.
 * Significant is p < 1 − level, same sign means the sign of the median.
 * Defaults  level 0.95
 * Errors    check/too-many, check/no-result
 * Source    Simonsohn, Simmons & Nelson (2020), doi 10.1038/s41562-020-0912-z
 */
export function specificationCurve(
  dimensions: readonly Dimension[],
  estimate: (choice: Choice) => SpecificationFit,
  level?: number,
): SpecificationCurve {
  const combinations = dimensions.reduce((a, d) => a * d.choices.length, 1);
  if (combinations > MOST) throw checkError("too-many", { combinations, most: MOST });
  const specifications: Specification[] = [];
  const failed: Choice[] = [];
  for (let number = 0; number < combinations; number++) {
    const choice = positions(number, dimensions);
    const found = estimate(choice);
    if (found === null || !Number.isFinite(found.estimate)) failed.push(choice);
    else specifications.push({ choice, ...found });
  }
  const n = specifications.length;
  if (n === 0) throw checkError("no-result", { combinations });
  specifications.sort((a, b) => a.estimate - b.estimate);
  const middle = n >> 1;
  const median =
    n % 2 === 1
      ? specifications[middle]!.estimate
      : (specifications[middle - 1]!.estimate + specifications[middle]!.estimate) / 2;
  const size = level === undefined ? 0.05 : 1 - level;
  const isClear = (s: Specification) => s.p < size;
  const share = (is: (s: Specification) => boolean) => specifications.filter(is).length / n;
  const sign = Math.sign(median);
  return {
    kind: "specification-curve",
    dimensions,
    ...(level === undefined ? {} : { level }),
    specifications,
    median,
    share: {
      positive: share((s) => s.estimate > 0),
      significant: share(isClear),
      significantSameSign: share((s) => isClear(s) && Math.sign(s.estimate) === sign),
    },
    failed,
  };
}

/** The last dimension varies fastest. */
function positions(number: number, dimensions: readonly Dimension[]): Choice {
  const out = new Array<number>(dimensions.length);
  let rest = number;
  for (let d = dimensions.length - 1; d >= 0; d--) {
    const size = dimensions[d]!.choices.length;
    out[d] = rest % size;
    rest = Math.floor(rest / size);
  }
  return out;
}

/** A dimension for each optional column: left out or included. */
export function optionalColumns(names: readonly string[]): Dimension[] {
  return names.map((name) => ({ name, choices: ["–", name] }));
}
