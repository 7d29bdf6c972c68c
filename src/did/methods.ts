import type { Family, RegressOptions } from "../regress/index.js";
import {
  type EventStudy,
  type FitData,
  type Method,
  type MethodCard,
  methodList,
  methodNameOf,
  type OptionShape,
} from "../result/index.js";
import type { Table } from "../table/index.js";
import type { DidKeys } from "./sample/read-formula.js";
import type { DidSample } from "./sample/sample.js";

/** What a method of this room works on.   中文: 方法的输入 */
export interface DidInput {
  /** The sample; throws where the variance asked for is not one that a sample can carry. */
  readonly sample: () => DidSample;
  /** Data and formula, for methods that go through the regression engine; power has none. */
  readonly model?: {
    readonly table: Table;
    readonly formula: string;
    readonly keys: DidKeys;
    readonly options: RegressOptions;
    readonly family?: Family;
  };
}

/** What an estimator of an effect returns: events and their average, or a fit.   中文: 效应估计结果 */
export type DidEffect = EventStudy | FitData;

/** An estimator of this room.   中文: 估计量 */
export type DidMethod = Method<DidInput, DidEffect>;

const effects = methodList<DidInput, DidEffect>();

/** The estimators of an effect, each defined in its own file.   中文: 全部估计量 */
export const didEffects = (): readonly DidMethod[] => effects.all();

/** The estimator of a name, or undefined. */
export const didEffect = (name: string): DidMethod | undefined => effects.find(name);

/**
 * Adds an estimator; its results carry its name, titles and citations.   中文: 登记估计量
 *
 * A card may give its results a title of their own (`method`), such as one that names the controls.
 */
export function defineEffect<const S extends OptionShape, R extends DidEffect>(
  card: MethodCard<DidInput, S, R>,
): Method<DidInput, R> {
  return effects.define({
    ...card,
    run: (input, options) => {
      const result = card.run(input, options);
      // A fit of the engine is an object with methods, and is given its name by its own card.
      return result.method === undefined ? { ...result, method: methodNameOf(card) } : result;
    },
  });
}
