import {
  badOption,
  type Method,
  type MethodCard,
  methodList,
  methodNameOf,
  type OptionShape,
} from "../result/index.js";
import type { Panel, Table } from "../table/index.js";
import type { Fit } from "./fit.js";
import type { Formula } from "./formula/syntax.js";
import type { RegressOptions } from "./options.js";

/** What a family works on: one model, and the options that all of them share.   中文: 分布族的输入 */
export interface FamilyInput {
  readonly table: Table | Panel;
  readonly formula: Formula;
  readonly options: RegressOptions;
}

/** A distribution of the outcome, by its card.   中文: 分布族 */
export type RegressFamily = Method<FamilyInput, Fit>;

const families = methodList<FamilyInput, Fit>();

/** Every family, each defined in its own file.   中文: 全部分布族 */
export const regressFamilies = (): readonly RegressFamily[] => families.all();

/**
 * The family of a name.   中文: 按名称查找分布族
 *
 * Errors    method/bad-option — with the nearest name
 */
export function familyNamed(name: string): RegressFamily {
  const family = families.find(name);
  if (family !== undefined) return family;
  const choices = regressFamilies().map((f) => f.name);
  throw badOption("regress", "family", { type: "choice", choices, en: "", zh: "" }, name);
}

/** Adds a family; its fits carry its name and what to cite.   中文: 登记分布族 */
export function defineFamily<const S extends OptionShape>(
  card: MethodCard<FamilyInput, S, Fit>,
): Method<FamilyInput, Fit, S> {
  return families.define({
    ...card,
    run: (input, options) => {
      const fit = card.run(input, options);
      return fit.method === undefined ? fit.withMethod(methodNameOf(card)) : fit;
    },
  });
}
