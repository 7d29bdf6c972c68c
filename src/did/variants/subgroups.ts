import { createRng, type Notice, notice } from "../../base/index.js";
import { collinearOf } from "../../regress/index.js";
import type { FitData } from "../../result/index.js";
import { checkLibraryOptions } from "../../result/index.js";
import { didError } from "../errors.js";
import { DRAWS, SEED } from "../estimators/card-parts.js";
import { pointEstimate } from "../estimators/point-estimate.js";
import { twfe } from "../estimators/twfe.js";
import { atRows } from "../sample/at-rows.js";
import { type Estimate, withTest } from "../sample/inference.js";
import { panelOls } from "../sample/panel-ols.js";
import { type DidSample, dropSingletons, recode, restrict, treatmentOf } from "../sample/sample.js";

/** Options of {@link subgroups}.   中文: 分组异质性选项 */
export interface SubgroupOptions {
  readonly seed: number;
  /** Default 500. */
  readonly draws?: number;
  /**
   * `path`: whole label paths move between units (default); `row`: rows are shuffled as Stata's bdiff
   * does, which rejects too often with persistent errors and is marked; `bootstrap`: units resampled.
   */
  readonly test?: "path" | "row" | "bootstrap";
  /** Labels (0/1) by row of the sample for each draw, instead of random ones. */
  readonly labels?: readonly Float64Array[];
  /** Units (0-based) taken in each bootstrap draw, instead of random ones. */
  readonly resamples?: readonly Int32Array[];
}

/** The effect in two groups and whether they differ.   中文: 分组差异检验 */
export interface SubgroupResult {
  readonly kind: "subgroups";
  readonly outcome: string;
  /** Labels in ascending order: the difference is the second minus the first. */
  readonly groups: readonly { readonly label: string; readonly fit: FitData }[];
  readonly difference: number;
  readonly test: "path" | "row" | "bootstrap";
  readonly draws: readonly number[];
  readonly pLeft: number;
  readonly pRight: number;
  readonly pTwoSided: number;
  /** Bootstrap: share of |d* − d| ≥ |d|. */
  readonly pBootstrap: number | null;
  readonly sd: number;
  /** Interacted regression: everything with the group, fixed effects too. */
  readonly chow: Estimate;
  /** Only treatment and group interacted. */
  readonly interaction: Estimate;
  readonly seed: number | null;
  readonly nobs: number;
  readonly warnings: readonly Notice[];
}

/** How the difference is tested. */
export const TEST = {
  type: "choice",
  choices: ["path", "row", "bootstrap"],
  en: "of the difference: labels of units moved whole (path), rows shuffled (row), units resampled (bootstrap)",
  zh: "组间差异检验：path 单位标签整体置换（默认）| row 按行置换 | bootstrap 单位自助抽样",
} as const;

/**
 * Compares the effect between two groups of units.   中文: 分组回归与组间差异检验
 *
 * Shapes    label one number for each row of the sample (0 and 1 after recoding)
 * Errors    did/not-supported — not two groups
 * Agrees    R fixest on given draws, 1e-8
 */
export function subgroups(
  sample: DidSample,
  label: Float64Array,
  names: readonly [string, string],
  options: SubgroupOptions,
): SubgroupResult {
  checkLibraryOptions("subgroups", { test: TEST, draws: DRAWS, seed: SEED }, options, [
    "labels",
    "resamples",
  ]);
  const fits = [0, 1].map((g) => twfe(restrict(sample, (i) => label[i] === g)));
  const difference = fits[1]!.coefficients[0]! - fits[0]!.coefficients[0]!;
  const test = options.test ?? "path";
  const given = test === "bootstrap" ? options.resamples : options.labels;
  const count = given?.length ?? options.draws ?? 500;
  const draws: number[] = [];
  for (let b = 0; b < count; b++) {
    draws.push(
      test === "bootstrap"
        ? resampledDifference(sample, label, options, b)
        : permutedDifference(sample, label, options, b),
    );
  }
  const used = draws.filter((d) => !Number.isNaN(d));
  const share = (is: (d: number) => boolean) => used.filter(is).length / used.length;
  const mean = used.reduce((a, d) => a + d, 0) / used.length;
  const size = Math.abs(difference);
  return {
    kind: "subgroups",
    outcome: sample.spec.outcome,
    groups: fits.map((fit, g) => ({ label: names[g]!, fit })),
    difference,
    test,
    draws,
    pLeft: share((d) => d <= difference),
    pRight: share((d) => d >= difference),
    pTwoSided: share((d) => Math.abs(d) >= size),
    pBootstrap: test === "bootstrap" ? share((d) => Math.abs(d - difference) >= size) : null,
    sd: Math.sqrt(used.reduce((a, d) => a + (d - mean) ** 2, 0) / (used.length - 1)),
    ...interacted(sample, label),
    seed: given === undefined ? options.seed : null,
    nobs: sample.n,
    warnings: [
      ...sample.warnings,
      ...collinearOf(fits),
      ...remarks(test, draws.length - used.length),
    ],
  };
}

/** Reads a column of labels: exactly two values on the rows of the sample. */
export function groupLabels(
  levels: readonly (string | number)[],
  codes: ArrayLike<number>,
): { readonly label: Float64Array; readonly names: readonly [string, string] } {
  const used = [...new Set(Array.from(codes))].sort((a, b) => a - b);
  if (used.length !== 2 || used[0]! < 0) {
    throw didError("not-supported", {
      what: `the group column has ${used.length} values on the sample; two are needed, none missing.`,
      whatZh: `分组列在样本中有 ${used.length} 个取值；需恰有两个且无缺失。`,
      instead: "Recode it to two groups.",
      insteadZh: "请重新编码为两组。",
    });
  }
  return {
    label: Float64Array.from(codes, (c) => (c === used[1] ? 1 : 0)),
    names: [String(levels[used[0]!]), String(levels[used[1]!])],
  };
}

function permutedDifference(
  s: DidSample,
  label: Float64Array,
  options: SubgroupOptions,
  draw: number,
): number {
  const own = options.labels?.[draw] ?? randomLabels(s, label, options, draw);
  const [zero, one] = [0, 1].map((g) => pointEstimate(restrict(s, (i) => own[i] === g)));
  return one! - zero!;
}

function randomLabels(
  s: DidSample,
  label: Float64Array,
  options: SubgroupOptions,
  draw: number,
): Float64Array {
  const rng = createRng(options.seed, draw);
  if (options.test === "row") {
    const order = rng.permutation(s.n);
    return Float64Array.from(order, (i) => label[i]!);
  }
  const units = s.unitLevels.length;
  const T = s.periods.length;
  const paths = new Float64Array(units * T).fill(Number.NaN);
  const usual = new Float64Array(units);
  for (let i = 0; i < s.n; i++) {
    paths[s.unit[i]! * T + s.period[i]!] = label[i]!;
    usual[s.unit[i]!] = label[i]!;
  }
  const order = rng.permutation(units);
  return Float64Array.from({ length: s.n }, (_, i) => {
    const from = order[s.unit[i]!]!;
    const value = paths[from * T + s.period[i]!]!;
    return Number.isNaN(value) ? usual[from]! : value;
  });
}

function resampledDifference(
  s: DidSample,
  label: Float64Array,
  options: SubgroupOptions,
  draw: number,
): number {
  const units = s.unitLevels.length;
  const rng = createRng(options.seed, draw);
  const taken =
    options.resamples?.[draw] ?? Int32Array.from({ length: units }, () => rng.integer(units));
  const { sample, from } = resample(s, taken);
  const [zero, one] = [0, 1].map((g) =>
    pointEstimate(restrict(sample, (i) => label[from[i]!] === g)),
  );
  return one! - zero!;
}

/** The sample with the units taken, one taken twice counting as two.   中文: 按单位重抽样 */
export function resample(
  s: DidSample,
  taken: Int32Array,
): { readonly sample: DidSample; readonly from: Int32Array } {
  const rowsOf: number[][] = s.unitLevels.map(() => []);
  for (let i = 0; i < s.n; i++) rowsOf[s.unit[i]!]!.push(i);
  const at: number[] = [];
  const unit: number[] = [];
  taken.forEach((u, copy) => {
    for (const i of rowsOf[u]!) {
      at.push(i);
      unit.push(copy);
    }
  });
  const from = Int32Array.from(at);
  const pick = (x: Float64Array) => Float64Array.from(from, (i) => x[i]!);
  const codes = Int32Array.from(unit);
  const period = recode(from, s.period);
  const sample: DidSample = {
    ...s,
    n: from.length,
    rows: from.map((i) => s.rows[i]!),
    unit: codes,
    unitLevels: Array.from(taken, (u) => s.unitLevels[u]!),
    period: period.codes,
    periods: period.old.map((c) => s.periods[c]!),
    first: Float64Array.from(taken, (u) => s.first[u]!),
    firstYear: Float64Array.from(taken, (u) => s.firstYear[u]!),
    y: pick(s.y),
    X: s.X.map(pick),
    effects: s.effects.map((e) => {
      if (e.name === s.spec.unit) return { name: e.name, codes, levels: taken.length };
      const fresh = recode(from, e.codes);
      return { name: e.name, codes: fresh.codes, levels: fresh.old.length };
    }),
    cluster: codes,
    clusters: taken.length,
    weights: s.weights === null ? null : pick(s.weights),
  };
  return { sample, from };
}

function interacted(sample: DidSample, labels: Float64Array) {
  const s = dropSingletons(sample);
  const label = atRows(labels, sample, s);
  const times = (x: Float64Array) => x.map((v, i) => v * label[i]!);
  const D = treatmentOf(s);
  const both = s.effects.map((e) => ({
    ...e,
    codes: e.codes.map((c, i) => c * 2 + label[i]!),
    levels: e.levels * 2,
  }));
  const compact = both.map((e) => {
    const fresh = recode(
      Array.from({ length: s.n }, (_, i) => i),
      e.codes,
    );
    return { name: e.name, codes: fresh.codes, levels: fresh.old.length };
  });
  const estimateAt = (X: readonly Float64Array[], effects: DidSample["effects"]): Estimate => {
    const fit = panelOls({ ...s, X, effects });
    const k = X.length;
    const isKept = fit.kept.includes(1);
    return withTest(
      fit.coefficients[1]!,
      isKept ? Math.sqrt(fit.V[k + 1]!) : null,
      fit.df,
      s.spec.level,
    );
  };
  return {
    chow: estimateAt([D, times(D), ...s.X, ...s.X.map(times)], compact),
    interaction: estimateAt([D, times(D), ...s.X], s.effects),
  };
}

function remarks(test: string, lost: number): Notice[] {
  const out: Notice[] = [];
  if (test === "row") {
    out.push(
      notice(
        "did/row-permutation",
        "rows were shuffled, not unit paths: with persistent errors this rejects a true null far too often",
        "置换的是行而非单位路径：误差持续时会过度拒绝原假设",
      ),
    );
  }
  if (lost > 0) {
    out.push(
      notice(
        "did/draw-without-variation",
        `${lost} draws had a group without variation and were left out`,
        `${lost} 次抽取中有一组没有变异，已略去`,
      ),
    );
  }
  return out;
}
