import {
  effectTerm,
  evaluateWhere,
  type Formula,
  type FormulaInput,
  modelFrame,
  parseFormula,
  withEffects,
} from "../../regress/index.js";
import { numberColumn, Panel, type Table } from "../../table/index.js";
import { didError } from "../errors.js";
import { firstYearsOf, type TimingSource } from "./first-years.js";
import { type DidSample, type DidSpec, panelCodes, sampleNotices } from "./sample.js";

/** What {@link readFormula} needs besides the formula.   中文: 公式之外的设定 */
export type DidKeys = Pick<DidSpec, "unit" | "time" | "cluster" | "weights" | "level"> &
  TimingSource & {
    /** Condition on the rows, as in regress. */
    readonly where?: string;
  };

/** A column that is missing where the timing leaves a row out of the sample. */
const IN_SAMPLE = "(in the sample)";

/**
 * The sample of a formula `y ~ x1 + x2 | fe1 + fe2`.   中文: 由公式整理双重差分样本
 *
 * Outcome, covariates and fixed effects are those of the formula (left out: unit and time); the
 * treatment is derived from the first treated year and never listed.
 * Errors    regress/formula, table/timing-…, did/nobody-treated, did/not-supported
 * @example readFormula(table, "y ~ gdp", { unit: "city", time: "year", first: "g" })
 */
export function readFormula(table: Table, formula: FormulaInput, keys: DidKeys): DidSample {
  const panel = new Panel(table, keys);
  const timing = firstYearsOf(panel, keys);
  const out = timing.excludedRows;
  const data =
    out === null
      ? panel
      : panel.withColumns([
          numberColumn(
            IN_SAMPLE,
            Float64Array.from(out, (v) => (v === 1 ? Number.NaN : 1)),
          ),
        ]);
  const frame = modelFrame(data, didFormula(table, formula, keys), {
    singletons: "keep",
    required: [keys.cluster ?? keys.unit, ...(out === null ? [] : [IN_SAMPLE])],
    ...(keys.weights === undefined ? {} : { weights: keys.weights }),
    ...(keys.where === undefined ? {} : { where: keys.where }),
  });
  const rows = frame.rows ?? Int32Array.from({ length: frame.n }, (_, i) => i);
  const names = frame.regressors.map((r) => r.name);
  const listed = timing.column;
  if (listed !== undefined && names.includes(listed)) {
    throw didError("not-supported", {
      what: `"${listed}" is the timing column; the treatment is derived from it, not listed.`,
      whatZh: `“${listed}”是处理时间列；处理变量由它推出，不必写入公式。`,
      instead: "Leave it out of the formula.",
      insteadZh: "请从公式中去掉。",
    });
  }
  const { unit, time, first, treatment, empty, cluster, weights, level } = keys;
  const spec: DidSpec = {
    outcome: frame.outcome.name,
    covariates: names,
    unit,
    time,
    ...(first === undefined ? {} : { first }),
    ...(treatment === undefined ? {} : { treatment }),
    ...(empty === undefined ? {} : { empty }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(weights === undefined ? {} : { weights }),
    ...(level === undefined ? {} : { level }),
  };
  const excluded = out === null ? 0 : countExcluded(table, out, keys.where);
  const missing = frame.dropped.missing - excluded;
  const codes = panelCodes(panel, spec, rows, timing, excluded);
  return {
    ...codes,
    y: frame.outcome.values,
    X: frame.regressors.map((r) => r.values),
    covariates: names,
    effects: frame.effects.map((e) => ({ name: e.name, codes: e.codes, levels: e.size })),
    weights: frame.weights,
    missing,
    warnings: [...frame.warnings, ...sampleNotices(codes, timing, missing)],
  };
}

/** Rows that the timing leaves out among those that the condition keeps. */
function countExcluded(table: Table, out: Uint8Array, where: string | undefined): number {
  const kept = where === undefined ? null : evaluateWhere(table, where);
  let count = 0;
  for (let i = 0; i < out.length; i++) if (out[i] === 1 && kept?.[i] !== 0) count++;
  return count;
}

/** The one model of a formula; fixed effects left out are those of unit and time. */
export function didFormula(
  table: Table,
  input: FormulaInput,
  keys: Pick<DidKeys, "unit" | "time">,
): Formula {
  const formula = oneFormula(input, table);
  if (formula.effects.length > 0) return formula;
  return withEffects(formula, [effectTerm(keys.unit), effectTerm(keys.time)]);
}

/** Parses the one model of a formula. */
export function oneFormula(input: FormulaInput, table: Table): Formula {
  const formulas = parseFormula(input, table.names);
  const [formula] = formulas;
  if (formulas.length === 1 && formula!.instruments === null) return formula!;
  throw didError("not-supported", {
    what: "the formula asks for several models or instruments.",
    whatZh: "公式包含多个模型或工具变量。",
    instead: "Give one outcome, covariates and fixed effects.",
    insteadZh: "请只写一个因变量、协变量与固定效应。",
  });
}
