import type { Notice } from "../base/index.js";
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

/** What any other method of this room returns: its `kind` says which shape it has. */
export interface DidFinding {
  readonly kind: string;
  readonly warnings: readonly Notice[];
}

/** A diagnosis, test or variant, which may read files.   中文: 诊断、检验与变体 */
export type DidAnalysis = Method<DidInput, DidFinding | Promise<DidFinding>>;

const effects = methodList<DidInput, DidEffect>();

/** The estimators of an effect, each defined in its own file.   中文: 全部估计量 */
export const didEffects = (): readonly DidMethod[] => effects.all();

/** The estimator of a name, or undefined. */
export const didEffect = (name: string): DidMethod | undefined => effects.find(name);

const analyses = methodList<DidInput, DidFinding | Promise<DidFinding>>();

/** Diagnoses, tests and variants, each defined in its own file.   中文: 诊断、检验与变体 */
export const didAnalyses = (): readonly DidAnalysis[] => analyses.all();

/** Adds a diagnosis, test or variant.   中文: 登记诊断、检验或变体 */
export const defineAnalysis = analyses.define;

/** The table and formula of a method that cannot do without them. */
export function modelOf({ model }: DidInput): NonNullable<DidInput["model"]> {
  if (model === undefined) throw new Error("this method reads the table itself");
  return model;
}

/**
 * Adds an estimator; its results carry its name, titles and citations.   中文: 登记估计量
 *
 * A card may give its results a title of their own (`method`), such as one that names the controls.
 */
export function defineEffect<const S extends OptionShape, R extends DidEffect>(
  card: MethodCard<DidInput, S, R>,
): Method<DidInput, R, S> {
  return effects.define({
    ...card,
    // Every estimate has an interval.
    takes: [...card.takes, "level"],
    run: (input, options) => {
      const result = card.run(input, options);
      // A fit of the engine is an object with methods, and is given its name by its own card.
      return result.method === undefined ? { ...result, method: methodNameOf(card) } : result;
    },
  });
}
