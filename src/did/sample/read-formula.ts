import { notice } from "../../base/index.js";
import { type Formula, modelFrame, parseFormula } from "../../regress/index.js";
import { Panel, type Table } from "../../table/index.js";
import { didError } from "../errors.js";
import { type DidSample, type DidSpec, panelCodes } from "./sample.js";

/** What {@link readFormula} needs besides the formula.   中文: 公式之外的设定 */
export type DidKeys = Pick<DidSpec, "unit" | "time" | "cluster" | "weights"> & {
  readonly first: string;
  /** Condition on the rows, as in regress. */
  readonly where?: string;
};

/**
 * The sample of a formula `y ~ x1 + x2 | fe1 + fe2`.   中文: 由公式整理双重差分样本
 *
 * Outcome, covariates and fixed effects are those of the formula (left out: unit and time); the
 * treatment is derived from the first treated time and never listed.
 * Errors    regress/formula, did/first-varies, did/nobody-treated, did/not-supported
 * @example readFormula(table, "y ~ gdp", { unit: "city", time: "year", first: "g" })
 */
export function readFormula(table: Table, formula: string, keys: DidKeys): DidSample {
  const panel = new Panel(table, keys);
  const parsed = oneFormula(formula);
  const withEffects: Formula =
    parsed.effects.length > 0
      ? parsed
      : { ...parsed, effects: [keys.unit, keys.time].map((name) => effectTerm(name)) };
  const frame = modelFrame(panel, withEffects, {
    singletons: "keep",
    required: [keys.cluster ?? keys.unit],
    ...(keys.weights === undefined ? {} : { weights: keys.weights }),
    ...(keys.where === undefined ? {} : { where: keys.where }),
  });
  const rows = frame.rows ?? Int32Array.from({ length: frame.n }, (_, i) => i);
  const names = frame.regressors.map((r) => r.name);
  if (names.includes(keys.first)) {
    throw didError("not-supported", {
      what: `"${keys.first}" is the timing column; the treatment is derived from it, not listed.`,
      whatZh: `“${keys.first}”是处理时间列；处理变量由它推出，不必写入公式。`,
      instead: "Leave it out of the formula.",
      insteadZh: "请从公式中去掉。",
    });
  }
  const spec: DidSpec = {
    outcome: frame.outcome.name,
    covariates: names,
    unit: keys.unit,
    time: keys.time,
    first: keys.first,
    ...(keys.cluster === undefined ? {} : { cluster: keys.cluster }),
    ...(keys.weights === undefined ? {} : { weights: keys.weights }),
  };
  const { missing } = frame.dropped;
  const dropped =
    missing === 0
      ? []
      : [
          notice(
            "did/missing-rows",
            `${missing} rows with a missing value were left out`,
            `剔除了 ${missing} 行含缺失值的观测`,
          ),
        ];
  return {
    ...panelCodes(panel, spec, rows),
    y: frame.outcome.values,
    X: frame.regressors.map((r) => r.values),
    covariates: names,
    effects: frame.effects.map((e) => ({ name: e.name, codes: e.codes, levels: e.size })),
    weights: frame.weights,
    missing,
    warnings: [...frame.warnings, ...dropped],
  };
}

/** Parses the one model of a formula. */
export function oneFormula(text: string): Formula {
  const formulas = parseFormula(text);
  const [formula] = formulas;
  if (formulas.length === 1 && formula!.instruments === null) return formula!;
  throw didError("not-supported", {
    what: "the formula asks for several models or instruments.",
    whatZh: "公式包含多个模型或工具变量。",
    instead: "Give one outcome, covariates and fixed effects.",
    insteadZh: "请只写一个因变量、协变量与固定效应。",
  });
}

/** A fixed effect of one column. */
export function effectTerm(name: string): Formula["effects"][number] {
  return { columns: [{ name, at: 0 }], slopes: [], level: "with-level" };
}
