import { type Notice, UserError } from "../base/index.js";
import type { IndexResult, IndexSensitivity, IndexVariant } from "../result/index.js";
import { checkOptions, methodNameOf } from "../result/index.js";
import { Panel, type Table } from "../table/index.js";
import { buildIndex, type IndexOptions } from "./build-index.js";
import {
  type Block,
  blocksOf,
  standardiseBlocks,
  weighBlocks,
  weightsByRow,
} from "./index-blocks.js";
import { meanWeights } from "./index-table.js";
import { linearComposite } from "./linear-composite.js";
import { pearson, ranks } from "./rank-correlation.js";
import type { IndicatorSystem } from "./system.js";
import { topsis } from "./topsis.js";
import { weightMethods, weightOptions } from "./weights/methods.js";
import {
  comparedMethods,
  describeChoice,
  ownOptions,
  type WeightChoice,
} from "./weights/weight-choice.js";

/** Choices of `indexSensitivity`; the defaults stand in `DEFAULTS`. */
export interface SensitivityOptions extends IndexOptions {
  readonly methods?: readonly WeightChoice[];
  /** Years whose minimum, maximum and weights are used for all years. */
  readonly bases?: "ends" | readonly number[];
}

const DEFAULTS = { bases: "ends" } as const;

/**
 * The same index under all weight methods, with each indicator left out in turn, and under other
 * standardisations.   中文: 指数稳健性：赋权方法、逐一剔除指标、标准化基期
 *
 * Variants  methods: every weight method, and TOPSIS with the baseline's weights; leave-one-out:
 *           weights computed anew without the indicator; scale: pooled, by year, and for each base
 *           year the minimum, maximum and weights of that year used for all years (values may then
 *           leave 0 … 1).
 * Compared  with the baseline over the rows that have a value: Spearman, Pearson, change of rank.
 * Defaults  all methods; bases `ends`: the first and the last year.
 * Errors    those of `buildIndex` for the baseline; a variant that cannot be built stands in
 *           `failures` with its reason.
 * @example indexSensitivity(panel, system, { weights: "entropy" }).variants.map((v) => v.spearman)
 */
export function indexSensitivity(
  table: Table,
  system: IndicatorSystem,
  options: SensitivityOptions = {},
): IndexSensitivity {
  const { methods = comparedMethods(), bases, ...asked } = { ...DEFAULTS, ...options };
  // Any method that is compared may have options; each variant takes those of its own.
  checkOptions("index", weightOptions(), asked.options ?? {});
  const withOwn = (choice: WeightChoice): IndexOptions => ({
    ...asked,
    weights: choice,
    options: ownOptions(choice, asked.options ?? {}),
  });
  const build = withOwn(asked.weights ?? "entropy");
  const panel = table instanceof Panel ? table : new Panel(table, system);
  const baseline = buildIndex(panel, system, build);
  const compare = comparer(baseline.values);
  const variants: IndexVariant[] = [];
  const failures: { name: string; reason: Notice }[] = [];
  const attempt = (name: string, kind: IndexVariant["kind"], run: () => Variant): void => {
    try {
      variants.push({ name, kind, ...compare(run()) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const { en, zh } = error.text.what;
      failures.push({ name, reason: { code: error.code, en, zh } });
    }
  };
  for (const choice of methods) {
    attempt(describeChoice(choice), "method", () =>
      fromResult(buildIndex(panel, system, withOwn(choice))),
    );
  }
  attempt(build.composite === "topsis" ? "linear" : "topsis", "method", () =>
    otherComposite(baseline),
  );
  for (const [j, indicator] of system.indicators.entries()) {
    if (system.indicators.length < 2) break;
    attempt(`without ${indicator.name}`, "leave-one-out", () => leaveOut(panel, system, build, j));
  }
  for (const scale of ["pooled", "by-year"] as const) {
    if (scale === system.scale) continue;
    attempt(scale, "scale", () => fromResult(buildIndex(panel, { ...system, scale }, build)));
  }
  for (const base of baseYears(panel, bases)) {
    attempt(`base ${base}`, "scale", () => onBaseYear(panel, system, baseline, build, base));
  }
  return {
    kind: "index-sensitivity",
    name: system.name,
    baseline: baseline.method,
    indicators: system.indicators.map((i) => i.name),
    variants,
    ...methodMatrix(baseline, variants),
    methodNames: weightMethods().map(methodNameOf),
    failures,
  };
}

interface Variant {
  readonly values: Float64Array;
  readonly weights: Float64Array | null;
}

function fromResult(result: IndexResult): Variant {
  const weights = result.weights.length === 1 ? meanWeights(result) : null;
  return { values: result.values, weights };
}

function otherComposite(baseline: IndexResult): Variant {
  const byPeriod = new Map(baseline.weights.map((set) => [set.period, set.values]));
  const none = new Float64Array(baseline.indicators.length).fill(Number.NaN);
  const weightsOfRow = (row: number) =>
    byPeriod.get(null) ?? byPeriod.get(baseline.times[row]!) ?? none;
  const compose = baseline.composite === "topsis" ? linearComposite : topsis;
  return {
    values: compose(baseline.standardised, weightsOfRow),
    weights: baseline.weights.length === 1 ? baseline.weights[0]!.values : null,
  };
}

function leaveOut(panel: Panel, system: IndicatorSystem, build: IndexOptions, j: number): Variant {
  const indicators = system.indicators.filter((_, l) => l !== j);
  const name = system.indicators[j]!.name;
  const weights = withoutGiven(build.weights ?? "entropy", name);
  const result = buildIndex(panel, { ...system, indicators }, { ...build, weights });
  const { values, weights: found } = fromResult(result);
  if (found === null) return { values, weights: null };
  const whole = Float64Array.from(system.indicators, (_, l) =>
    l === j ? Number.NaN : found[l < j ? l : l - 1]!,
  );
  return { values, weights: whole };
}

/** Weights by hand lose the indicator that is left out and are rescaled. */
function withoutGiven(choice: WeightChoice, name: string): WeightChoice {
  if (typeof choice === "string") return choice;
  if ("given" in choice) {
    const { [name]: _, ...given } = choice.given;
    return { given };
  }
  return {
    ...choice,
    combined: choice.combined.map((part) =>
      typeof part === "string"
        ? part
        : (withoutGiven(part, name) as { given: Record<string, number> }),
    ),
  };
}

function baseYears(panel: Panel, bases: "ends" | readonly number[]): readonly number[] {
  if (bases !== "ends") return bases;
  const { periods } = panel;
  return [...new Set([periods[0]!, periods[periods.length - 1]!])];
}

/** Minimum, maximum and weights of one year, applied to all rows. */
function onBaseYear(
  panel: Panel,
  system: IndicatorSystem,
  baseline: IndexResult,
  build: IndexOptions,
  base: number,
): Variant {
  const complete = baseline.raw[0]!.map((_, i) =>
    baseline.raw.some((x) => Number.isNaN(x[i]!)) ? 0 : 1,
  );
  const rows = Int32Array.from(complete.keys()).filter((i) => complete[i] === 1);
  const blocks: readonly Block[] = blocksOf(panel, rows, "by-year").filter(
    (block) => block.period === base,
  );
  const prepared = { raw: baseline.raw, missing: [], rows, warnings: [] };
  const z = standardiseBlocks(prepared, system.indicators, blocks, panel.nrow);
  const names = system.indicators.map((i) => i.name);
  const { sets } = weighBlocks(z, names, blocks, {
    choice: build.weights ?? "entropy",
    shift: build.shift ?? 0,
    options: build.options ?? {},
  });
  const inBase = blocks[0]!.rows;
  const stretched = baseline.raw.map((x, j) => {
    const low = inBase.reduce((m, row) => Math.min(m, x[row]!), Number.POSITIVE_INFINITY);
    const high = inBase.reduce((m, row) => Math.max(m, x[row]!), Number.NEGATIVE_INFINITY);
    const positive = system.indicators[j]!.direction === "+";
    return x.map((v) => (positive ? v - low : high - v) / (high - low));
  });
  const everywhere = weightsByRow(sets, [{ period: base, rows }], panel.nrow);
  return { values: linearComposite(stretched, everywhere), weights: sets[0]!.values };
}

type Comparison = Omit<IndexVariant, "name" | "kind">;

function comparer(baseline: Float64Array): (variant: Variant) => Comparison {
  return ({ values, weights }) => {
    const both = Array.from(baseline.keys()).filter(
      (i) => !Number.isNaN(baseline[i]!) && !Number.isNaN(values[i]!),
    );
    const a = Float64Array.from(both, (i) => baseline[i]!);
    const b = Float64Array.from(both, (i) => values[i]!);
    const rankA = ranks(a);
    const rankB = ranks(b);
    const shifts = rankA.map((rank, i) => Math.abs(rank - rankB[i]!));
    return {
      values,
      weights,
      spearman: pearson(rankA, rankB),
      pearson: pearson(a, b),
      maxRankShift: shifts.reduce((m, s) => Math.max(m, s), 0),
      meanRankShift: shifts.reduce((sum, s) => sum + s, 0) / shifts.length,
    };
  };
}

function methodMatrix(baseline: IndexResult, variants: readonly IndexVariant[]) {
  const chosen = variants.filter((v) => v.kind === "method");
  const methods = chosen.map((v) => v.name);
  const present = Array.from(baseline.values.keys()).filter((i) =>
    chosen.every((v) => !Number.isNaN(v.values[i]!)),
  );
  const ranked = chosen.map((v) => ranks(Float64Array.from(present, (i) => v.values[i]!)));
  const methodRanks = new Float64Array(methods.length ** 2);
  ranked.forEach((a, i) => {
    ranked.forEach((b, j) => {
      methodRanks[i * methods.length + j] = i === j ? 1 : pearson(a, b);
    });
  });
  return { methods, methodRanks };
}
