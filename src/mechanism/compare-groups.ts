import { createRng, type Notice, notice } from "../base/index.js";
import { resample } from "../math/index.js";
import {
  type Classification,
  classify,
  compactCodes,
  type Fit,
  type FormulaInput,
  frameClasses,
  leftOutNotice,
  type ModelFrame,
  modelFrame,
  type RegressOptions,
  regress,
} from "../regress/index.js";
import type { TidyRow } from "../result/index.js";
import { Panel, type Table } from "../table/index.js";
import type { DrawnUnits } from "./drawn-units.js";
import { mechanismError } from "./errors.js";
import { interactedDifference } from "./interacted-difference.js";
import { moveLabels } from "./move-labels.js";
import { oneModel } from "./one-model.js";
import { rowsByUnit, rowsOfUnits } from "./rows-of-units.js";
import { subsampleModel } from "./subsample-model.js";

export type GroupTest = "permutation" | "bootstrap" | "chow" | "sur";

export interface CompareGroupsOptions extends RegressOptions {
  /** Column with two values. */
  readonly group: string;
  /** Default: the first regressor. */
  readonly treatment?: string;
  readonly tests?: readonly GroupTest[];
  /** Column of units whose label paths move and who are drawn; default: the panel's unit. */
  readonly unit?: string;
  /** What a permutation moves: whole label paths of units, or labels of single rows. */
  readonly permute?: "units" | "rows";
  readonly draws?: number;
  readonly seed?: number;
  /** Labels (0/1 for each row of the table) to use instead of random ones, one array a draw. */
  readonly labels?: readonly ArrayLike<number>[];
}

/** Draws of the difference and what they say. */
export interface DifferenceDraws {
  readonly differences: Float64Array;
  readonly failed: number;
  readonly pLeft: number;
  readonly pRight: number;
  readonly pTwoSided: number;
}

/** Result of a comparison of two groups.   中文: 组间系数差异检验结果 */
export interface GroupComparison {
  readonly kind: "group-comparison";
  readonly outcome: string;
  readonly treatment: string;
  readonly group: string;
  /** `[0]` and `[1]`: the difference is the second less the first. */
  readonly levels: readonly [string, string];
  readonly fits: readonly [Fit, Fit];
  readonly difference: number;
  readonly permutation: (DifferenceDraws & { readonly moved: "units" | "rows" }) | null;
  /** p = share of |d* − d| ≥ |d|. */
  readonly bootstrap: (DifferenceDraws & { readonly se: number }) | null;
  /** Every regressor and effect interacted with the group. */
  readonly chow: TidyRow | null;
  /** Separate regressions, joint clustered variance (Stata suest). */
  readonly sur: TidyRow | null;
  readonly seed: number;
  readonly warnings: readonly Notice[];
}

/**
 * Tests whether a coefficient differs between two groups, effects absorbed in each.
 * 中文: 组间系数差异检验
 *
 * permutation  label paths move between units (rows: as Stata's bdiff, marked in the warnings), p
 *              without +1: shares of d* ≤ d, ≥ d, |d*| ≥ |d|.
 * bootstrap    units drawn from the whole sample, p = share of |d* − d| ≥ |d|.
 * chow         t test of the interaction in one regression with everything interacted.
 * sur          se from the joint sandwich of both regressions, normal p.
 * Defaults  tests permutation and chow; 1000 draws; permute units; seed 1.
 * Errors    mechanism/not-two-groups, mechanism/needs-unit.
 * Source    Cleary (1999); 连玉君、廖俊平 (2017).
 */
export function compareGroups(
  table: Table | Panel,
  formula: FormulaInput,
  options: CompareGroupsOptions,
): GroupComparison {
  const { tests = ["permutation", "chow"], seed = 1, draws = 1000, permute = "units" } = options;
  const { vcov, ssc, where, panel, weights, singletons, tolerance, level } = options;
  const estimation: RegressOptions = stripUndefined({
    vcov,
    ssc,
    where,
    panel,
    weights,
    singletons,
    tolerance,
    level,
  });
  const { formula: model, treatment } = oneModel(formula, table, options.treatment);
  const unit = options.unit ?? panel?.unit ?? (table instanceof Panel ? table.unit : undefined);
  const clusters = vcov.type === "cluster" ? vcov.cluster : [];
  const frame = modelFrame(table, model, {
    ...estimation,
    singletons: "keep",
    required: [...clusters, options.group, ...(unit === undefined ? [] : [unit])],
  });
  const grouped = groupsOf(frame, options.group);
  const fits = [0, 1].map((g) =>
    regress(subset(frame, grouped.codes, g), model, withoutWhere(estimation)),
  ) as [Fit, Fit];
  for (const fit of fits) {
    if (!fit.names.includes(treatment)) {
      throw mechanismError("treatment-dropped", { term: treatment, model: fit.outcome });
    }
  }
  const of = (fit: Fit) => fit.coefficients[fit.indexOf(treatment)]!;
  const difference = of(fits[1]) - of(fits[0]);
  const units = unit === undefined ? undefined : frameClasses(frame).classes(unit);
  const differ = differenceOn(frame, treatment, units);
  const needsUnit = (test: GroupTest) => {
    if (units === undefined) throw mechanismError("needs-unit", { test });
    return units;
  };
  const runs = (test: GroupTest) => tests.includes(test);
  return {
    kind: "group-comparison",
    outcome: frame.outcome.name,
    treatment,
    group: options.group,
    levels: grouped.levels,
    fits,
    difference,
    permutation: runs("permutation")
      ? permutation({ frame, grouped, options, draws, seed, permute, differ, difference }, () =>
          needsUnit("permutation"),
        )
      : null,
    bootstrap: runs("bootstrap")
      ? bootstrap(needsUnit("bootstrap"), grouped.codes, { draws, seed, differ, difference })
      : null,
    chow: runs("chow")
      ? interactedDifference(frame, treatment, grouped.codes, estimation, "chow")
      : null,
    sur: runs("sur")
      ? interactedDifference(frame, treatment, grouped.codes, estimation, "sur")
      : null,
    seed,
    warnings: [
      ...frame.warnings,
      ...leftOutNotice(frame),
      ...leftOutOfGroups(fits, options.group, grouped.levels),
      ...rowsNotice(runs("permutation"), permute),
    ],
  };
}

/** Differences of the coefficient between what is labelled 1 and what is labelled 0. */
interface Differ {
  /** Labels by row. */
  rows(labels: ArrayLike<number>, rows?: Int32Array): number;
  /** Labels by unit, of the units drawn. */
  units(labels: ArrayLike<number>, drawn: ArrayLike<number>): number;
}

function differenceOn(frame: ModelFrame, treatment: string, unit: DrawnUnits | undefined): Differ {
  const single = Int32Array.from({ length: frame.n }, (_, i) => i);
  const model = subsampleModel(frame, unit ?? { codes: single, size: frame.n });
  const regressors = frame.regressors.map((c) => c.name);
  const regression = { outcome: frame.outcome.name, regressors, terms: [treatment] };
  const difference = (of: (group: number) => number): number => {
    const [zero, one] = [of(0), of(1)];
    return one - zero;
  };
  return {
    rows: (labels, rows = single) =>
      difference((g) => {
        const own = rows.filter((i) => labels[i] === g);
        return own.length < 2 ? Number.NaN : model.fit(own, [regression])[0]![0]!;
      }),
    units: (labels, drawn) =>
      difference((g) => {
        const own = Int32Array.from(drawn).filter((u) => labels[u] === g);
        return own.length < 1 ? Number.NaN : model.fitUnits(own, [regression])[0]![0]!;
      }),
  };
}

/** The label of each unit, where no unit has two. */
function labelsOfUnits(labels: Int32Array, unit: DrawnUnits): Int32Array | undefined {
  const of = new Int32Array(unit.size).fill(-1);
  for (let i = 0; i < labels.length; i++) {
    const u = unit.codes[i]!;
    if (of[u] === -1) of[u] = labels[i]!;
    else if (of[u] !== labels[i]) return undefined;
  }
  return of;
}

function permutation(
  p: {
    readonly frame: ModelFrame;
    readonly grouped: Grouped;
    readonly options: CompareGroupsOptions;
    readonly draws: number;
    readonly seed: number;
    readonly permute: "units" | "rows";
    readonly differ: Differ;
    readonly difference: number;
  },
  unit: () => DrawnUnits,
): DifferenceDraws & { moved: "units" | "rows" } {
  const { frame, grouped, options, permute } = p;
  const { rows } = frame;
  const given = options.labels?.map((labels) =>
    Uint8Array.from({ length: frame.n }, (_, i) => labels[rows === null ? i : rows[i]!]!),
  );
  const times = frame.table instanceof Panel ? frameClasses(frame).numbers(frame.table.time) : null;
  const draw = (d: number): number => {
    const rng = createRng(p.seed, 1, d);
    if (permute === "rows") {
      const order = rng.permutation(frame.n);
      return p.differ.rows(grouped.codes.map((_, i) => grouped.codes[order[i]!]!));
    }
    const { codes, size } = unit();
    const order = rng.permutation(size);
    if (ofUnits === undefined) {
      return p.differ.rows(moveLabels(grouped.codes, codes, size, times, order));
    }
    return p.differ.units(
      order.map((donor) => ofUnits[donor]!),
      everyUnit(size),
    );
  };
  const ofUnits =
    given === undefined && permute === "units" ? labelsOfUnits(grouped.codes, unit()) : undefined;
  const count = given?.length ?? p.draws;
  const differences = Float64Array.from({ length: count }, (_, d) =>
    given === undefined ? draw(d) : p.differ.rows(given[d]!),
  );
  return { ...summarise(differences, p.difference, "against-zero"), moved: permute };
}

const everyUnit = (size: number): Int32Array => Int32Array.from({ length: size }, (_, u) => u);

function bootstrap(
  unit: DrawnUnits,
  labels: Int32Array,
  p: {
    readonly draws: number;
    readonly seed: number;
    readonly differ: Differ;
    readonly difference: number;
  },
): DifferenceDraws & { se: number } {
  if (unit.size < 3)
    throw mechanismError("too-few-units", { units: unit.size, what: "the bootstrap" });
  const members = rowsByUnit(unit.codes, unit.size);
  const ofUnits = labelsOfUnits(labels, unit);
  const differences = Float64Array.from({ length: p.draws }, (_, d) => {
    const drawn = resample(createRng(p.seed, 2, d), unit.size);
    return ofUnits === undefined
      ? p.differ.rows(labels, rowsOfUnits(drawn, members))
      : p.differ.units(ofUnits, drawn);
  });
  const good = differences.filter((v) => !Number.isNaN(v));
  const centre = good.reduce((s, v) => s + v, 0) / good.length;
  const se = Math.sqrt(good.reduce((s, v) => s + (v - centre) ** 2, 0) / (good.length - 1));
  return { ...summarise(differences, p.difference, "against-estimate"), se };
}

/** Shares of draws beyond the estimate; bootstrap draws are centred on it first. */
function summarise(
  differences: Float64Array,
  d: number,
  how: "against-zero" | "against-estimate",
): DifferenceDraws {
  const good = differences.filter((v) => !Number.isNaN(v));
  const shifted = how === "against-zero" ? good : good.map((v) => v - d);
  const share = (hit: (v: number) => boolean) => shifted.filter(hit).length / good.length;
  return {
    differences,
    failed: differences.length - good.length,
    pLeft: share((v) => v <= d),
    pRight: share((v) => v >= d),
    pTwoSided: share((v) => Math.abs(v) >= Math.abs(d)),
  };
}

interface Grouped {
  readonly codes: Int32Array;
  readonly levels: readonly [string, string];
}

function groupsOf(frame: ModelFrame, column: string): Grouped {
  const whole: Classification = classify(frame.table, column.split("^"));
  const { codes, size, levels } = compactCodes(whole.codes, whole.size, frame.rows);
  const labels = Array.from(levels, (l) => whole.label(l));
  if (size !== 2) {
    throw mechanismError("not-two-groups", { column, groups: labels.slice(0, 5), count: size });
  }
  return { codes, levels: [labels[0]!, labels[1]!] };
}

function subset(frame: ModelFrame, codes: Int32Array, group: number): Table | Panel {
  const rows: number[] = [];
  codes.forEach((g, i) => {
    if (g === group) rows.push(frame.rows === null ? i : frame.rows[i]!);
  });
  return frame.table.take(rows);
}

function withoutWhere({ where: _where, ...rest }: RegressOptions): RegressOptions {
  return rest;
}

function stripUndefined(
  options: { readonly [K in keyof RegressOptions]: RegressOptions[K] | undefined },
): RegressOptions {
  return Object.fromEntries(
    Object.entries(options).filter(([, v]) => v !== undefined),
  ) as unknown as RegressOptions;
}

/** What the fit of each group leaves out beyond that, such as rows alone in an effect there. */
function leftOutOfGroups(fits: readonly Fit[], group: string, levels: readonly string[]): Notice[] {
  return fits.flatMap((fit, g) =>
    leftOutNotice(fit.frame).map(({ code, en, zh }) => ({
      code,
      en: `${group} = ${levels[g]}: ${en}`,
      zh: `${group} = ${levels[g]}：${zh}`,
    })),
  );
}

function rowsNotice(isUsed: boolean, permute: "units" | "rows"): Notice[] {
  if (!isUsed || permute === "units") return [];
  return [
    notice(
      "mechanism/rows-permuted",
      "labels of single rows were shuffled: with persistent errors this test rejects far too often",
      "置换的是单行标签：误差持续时该检验会过度拒绝",
    ),
  ];
}
