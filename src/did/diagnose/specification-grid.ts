import { type Notice, UserError } from "../../base/index.js";
import { effectsOf, type FormulaInput, withEffects } from "../../regress/index.js";
import { checkLibraryOptions } from "../../result/index.js";
import type { Table } from "../../table/index.js";
import { didError } from "../errors.js";
import { withEstimable } from "../sample/estimable.js";
import { type DidKeys, oneFormula, readFormula } from "../sample/read-formula.js";
import { type SpecificationEstimate, specificationEngine } from "./specification-engine.js";

/** What a specification curve varies; a dimension left out has one choice.   中文: 规格曲线的各维度 */
export interface GridOptions {
  /** Covariates of the formula that come and go; the others always stay. Default: all. */
  readonly choices?: readonly string[];
  /** Conditions on rows, beside all rows. */
  readonly samples?: readonly { readonly name: string; readonly where: string }[];
  /** Sets of fixed effects as in a formula (`city + province^year`), beside the formula's own. */
  readonly fixedEffects?: readonly string[];
  /** Columns of clusters, `hc1` or `iid`. Default: the unit (or the keys' cluster) and `hc1`. */
  readonly variances?: readonly string[];
}

/** Dimensions and what estimates one combination, for `specificationCurve` of `check`. */
export interface SpecificationGrid {
  readonly dimensions: readonly { readonly name: string; readonly choices: readonly string[] }[];
  /** One position for each dimension; null where the combination cannot be estimated. */
  readonly estimate: (choice: readonly number[]) => SpecificationEstimate | null;
  /** The formula as written: all optional covariates, all rows, its own effects and variance. */
  readonly baseline: readonly number[];
  /** Samples with fixed effects in which nothing can be estimated, with the reason. */
  readonly warnings: readonly Notice[];
  readonly empty: readonly { readonly what: string; readonly reason: UserError }[];
}

/** What may vary; the library takes samples as names with conditions. */
export const CURVE_OPTIONS = {
  choices: { type: "columns", en: "optional controls (all)", zh: "可选控制变量（默认全部）" },
  samples: {
    type: "texts",
    en: "conditions beside all rows: 'from 2012: year >= 2012; east == 1'",
    zh: "全样本之外的样本条件，如 'from 2012: year >= 2012; east == 1'",
  },
  fixedEffects: {
    type: "texts",
    en: "sets beside the formula's: 'city + province^year; city'",
    zh: "公式之外的固定效应组合，如 'city + province^year; city'",
  },
  variances: {
    type: "columns",
    en: "cluster columns, hc1, iid",
    zh: "聚类列、hc1、iid",
  },
} as const;

const ROBUST = ["hc1", "iid"] as const;

/**
 * Every combination of controls, samples, fixed effects and variances of a formula.
 * 中文: 控制变量 × 样本 × 固定效应 × 方差 的全部组合
 *
 * Each pair of a sample and its fixed effects is swept once; a combination then costs one small
 * solve, so that thousands take seconds.
 * Errors    did/bad-option — an optional covariate the formula does not have; those of `readFormula`
 *           for a column that is not there
 * @example
 * const grid = specificationGrid(table, "y ~ gdp + ind | city + year", keys, { samples: [{ name: "from 2012", where: "year >= 2012" }] });
 * specificationCurve(grid.dimensions, grid.estimate).share.significant;
 */
export function specificationGrid(
  table: Table,
  formula: FormulaInput,
  keys: DidKeys,
  options: GridOptions = {},
): SpecificationGrid {
  const { samples: _, ...own } = CURVE_OPTIONS;
  checkLibraryOptions("spec-curve", own, options, ["samples"]);
  const whole = readFormula(table, formula, keys);
  // What the effects absorb in every combination is no choice; other effects may leave it something.
  const alone = (options.fixedEffects ?? []).length === 0;
  const estimable = alone ? withEstimable(whole) : whole;
  const isEstimable = (name: string) => estimable.covariates.includes(name);
  const optional = (options.choices ?? whole.covariates).filter(
    (name) => isEstimable(name) || !whole.covariates.includes(name),
  );
  const at = optional.map((name) => placeOf(name, whole.covariates));
  const fixed = whole.covariates.map((_, j) => j).filter((j) => !at.includes(j));
  const written = whole.effects.map((e) => e.name).join(" + ");
  const samples = [{ name: "all", where: undefined }, ...(options.samples ?? [])];
  const effects = [written, ...(options.fixedEffects ?? [])];
  const variances = options.variances ?? [keys.cluster ?? keys.unit, "hc1"];
  const model = oneFormula(formula, table);
  const empty: SpecificationGrid["empty"][number][] = [];
  const engines = samples.flatMap((sample) =>
    effects.map((set, e) => {
      const own = e === 0 ? model : withEffects(model, effectsOf(set, table));
      const where = bothOf(keys.where, sample.where);
      const read = (cluster: string | undefined) =>
        readFormula(table, own, {
          ...keys,
          ...(where === undefined ? {} : { where }),
          ...(cluster === undefined ? {} : { cluster }),
        });
      try {
        return variances.map((v) =>
          specificationEngine(read(isRobust(v) ? keys.cluster : v), isRobust(v) ? v : "cluster"),
        );
      } catch (error) {
        // A condition may leave nobody treated; a wrong column or formula is an error.
        if (!(error instanceof UserError) || !error.code.startsWith("did/")) throw error;
        empty.push({ what: `${sample.name}, ${set}`, reason: error });
        return null;
      }
    }),
  );
  const tail = [
    { name: "sample", choices: samples.map((s) => s.name) },
    { name: "fixed effects", choices: effects },
    { name: "variance", choices: variances },
  ];
  return {
    dimensions: [...optional.map((name) => ({ name, choices: ["–", name] })), ...tail],
    estimate: (choice) => {
      const [sample, set, variance] = choice.slice(optional.length) as [number, number, number];
      const engine = engines[sample * effects.length + set]?.[variance];
      if (engine === undefined) return null;
      return engine([...fixed, ...at.filter((_, j) => choice[j] === 1)]);
    },
    baseline: [...optional.map(() => 1), 0, 0, 0],
    empty,
    warnings: estimable.warnings,
  };
}

function isRobust(name: string): name is (typeof ROBUST)[number] {
  return (ROBUST as readonly string[]).includes(name);
}

function placeOf(name: string, covariates: readonly string[]): number {
  const at = covariates.indexOf(name);
  if (at >= 0) return at;
  throw didError("bad-option", {
    option: "--choices",
    value: name,
    expected: `covariates of the formula: ${covariates.join(", ")}`,
  });
}

function bothOf(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return `(${a}) & (${b})`;
}
