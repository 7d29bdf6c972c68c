import { type Notice, nearest } from "../../base/index.js";
import {
  checkOptions,
  type Method,
  methodList,
  type OptionShape,
  type PrincipalComponents,
} from "../../result/index.js";
import { indexError } from "../errors.js";

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
  readonly warnings: readonly Notice[];
}

/** A method that computes weights from the data alone, by its card.   中文: 赋权方法 */
export type WeightMethod = Method<WeightBlock, BlockWeights>;

const methods = methodList<WeightBlock, BlockWeights>();

/** Every weight method, each defined in its own file.   中文: 全部赋权方法 */
export const weightMethods = (): readonly WeightMethod[] => methods.all();

/** Adds a weight method; a file that calls it is all that a new one needs.   中文: 登记赋权方法 */
export const defineWeights = methods.define;

/**
 * The weight method of a name.   中文: 按名称查找赋权方法
 *
 * Errors    indices/unknown-method, with the nearest one
 */
export function weightMethodNamed(name: string): WeightMethod {
  const found = methods.find(name);
  if (found !== undefined) return found;
  const names = weightMethods().map((m) => m.name);
  throw indexError("unknown-method", {
    method: name,
    known: [...names, "given", "given:FILE", "combined:a,b[:rule]"],
    nearest: nearest(name, names),
  });
}

/** The options of all weight methods together, as command line and study files offer them. */
export function weightOptions(): OptionShape {
  return Object.assign({}, ...weightMethods().map((m) => m.options));
}

/**
 * The options that each method of a choice has; one that none of them has is refused.
 * 中文: 分配赋权方法的选项
 *
 * Errors    method/unknown-option, method/bad-option
 */
export function optionsByMethod(
  names: readonly string[],
  options: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  const cards = names.map(weightMethodNamed);
  checkOptions(names.join(", "), Object.assign({}, ...cards.map((m) => m.options)), options);
  return new Map(
    cards.map(({ name, options: shape }) => [
      name,
      Object.fromEntries(Object.entries(options).filter(([key]) => Object.hasOwn(shape, key))),
    ]),
  );
}

/** The block with the shift added. */
export function shifted({ z, shift }: WeightBlock): readonly Float64Array[] {
  return shift === 0 ? z : z.map((column) => column.map((value) => value + shift));
}

/** Weights without anything to add. */
export function plainWeights(
  values: Float64Array,
  columns: Readonly<Record<string, Float64Array>> = {},
  warnings: readonly Notice[] = [],
): BlockWeights {
  return { values, columns, pca: null, warnings };
}

/** Refuses a block of fewer rows than a method needs. */
export function needRows({ z, period }: WeightBlock, method: string, needed: number): void {
  const rows = z[0]!.length;
  if (rows >= needed) return;
  throw indexError("too-few-rows", { method, rows, needed, period: period ?? undefined });
}
