import { createRng } from "../../base/index.js";
import {
  buildIndex,
  couplingCoordination,
  frontierTfp,
  type IndicatorSystem,
} from "../../indices/index.js";
import { numberColumn, Panel, Table, textColumn } from "../../table/index.js";
import type { City004 } from "./cities.js";
import { LEVEL_SLOPE, meanRatio, risingColumns, type YearbookColumns } from "./indicators.js";
import { type Paths004, solvePath } from "./paths.js";
import { type Settings004, STREAM_004 } from "./settings.js";
import type { Variables004 } from "./variables.js";

/** The indicator systems that the index stage of the study uses. */
export interface Systems004 {
  readonly nqp: IndicatorSystem;
  readonly digital: IndicatorSystem;
  readonly real: IndicatorSystem;
}

/** What the indicators say together: raw columns whose index carries the planted effects. */
export interface Levelled004 {
  readonly columns: YearbookColumns;
  /** Change of the mapped index for one unit of the common level; 1 when calibrated. */
  readonly slope: number;
}

/** Rounds of calibration; five or six are needed. */
const ROUNDS = 20;
const CLOSE = 1e-9;
/** Part of a city's mean that its level does not take over. */
const BETWEEN = 0.5;

/**
 * Indicators whose index, with the weights and the range that these very data give it, has the
 * planted effects.   中文: 校准共同水平，使合成指数恰含植入效应
 *
 * index = a + κ·level + noise, κ = (sd printed / sd) Σ_j w_j b_j / range_j. All that is planted
 * (policies, slopes of controls and mediators) is scaled until κ·scale = 1; the draws stay.
 */
export function levelled004(
  settings: Settings004,
  seed: number,
  input: {
    readonly cities: readonly City004[];
    readonly paths: Paths004;
    readonly variables: Variables004;
    readonly fixed: YearbookColumns;
    readonly attention: Float64Array;
    readonly systems: Systems004;
  },
): Levelled004 {
  const { cities, variables, fixed, systems } = input;
  const noise = levelNoise(settings, seed, cities);
  const planted = plantedLevel(settings, input.paths, variables);
  const panelOf = indexPanel(settings, cities, fixed, input.attention, systems);
  const at = (scale: number) => {
    const raw = planted.map((v, i) => noise[i]! + scale * v);
    const mean = raw.reduce((a, b) => a + b, 0) / raw.length;
    const level = raw.map((v) => v - mean);
    const rising = risingColumns(settings, seed, cities, fixed, level);
    const slope = scale * indexSlope(settings, panelOf(rising), systems.nqp, rising);
    return { columns: new Map([...fixed, ...rising]), slope };
  };
  // A secant on logarithms: the slope is nearly a power of the scale.
  let before = { x: 0, made: at(1) };
  let now = { x: -0.1, made: at(Math.exp(-0.1)) };
  for (let round = 0; Math.abs(now.made.slope - 1) > CLOSE; round++) {
    if (round === ROUNDS) throw new Error(`no scale of the level fits: slope ${now.made.slope}`);
    const rise = Math.log(now.made.slope) - Math.log(before.made.slope);
    const x = now.x - (Math.log(now.made.slope) * (now.x - before.x)) / rise;
    before = now;
    now = { x, made: at(Math.exp(x)) };
  }
  return now.made;
}

/** Differences between cities, a trend, and a yearly shock of each city. */
function levelNoise(settings: Settings004, seed: number, cities: readonly City004[]): Float64Array {
  const T = settings.years.last - settings.years.first + 1;
  const { city, year } = settings.noise;
  const trend = Array.from({ length: T }, (_, t) => 0.0016 * t);
  return Float64Array.from(
    cities.flatMap((c, i) => {
      const rng = createRng(seed, STREAM_004.indicators, 1000, i);
      const level = city * (0.6 * c.standing + 0.8 * rng.normal());
      return trend.map((shift) => level + shift + year * rng.normal());
    }),
  );
}

/** What the index owes to policies, controls and mediators, in units of the index. */
function plantedLevel(settings: Settings004, paths: Paths004, v: Variables004): Float64Array {
  const { slopes, index } = settings.planted;
  const others = Float64Array.from(v.market, (_, i) =>
    Object.entries(settings.otherPolicies).reduce(
      (sum, [name, policy]) => sum + policy.effect * paths.others[name]![i]!,
      0,
    ),
  );
  const total = solvePath(paths, v.model, index);
  const T = new Set(v.model.year).size;
  const parts = (Object.keys(slopes) as (keyof typeof slopes)[]).map((name) =>
    shrunk(v[name], T).map((x) => slopes[name] * x),
  );
  return Float64Array.from(v.market, (_, i) => {
    // The mediators bring their part of the effect; the rest is direct.
    const through =
      slopes.agglomeration * v.agglomerationPath[i]! + slopes.innovation * v.innovationPath[i]!;
    return total[i]! - through + others[i]! + parts.reduce((sum, part) => sum + part[i]!, 0);
  });
}

/**
 * Deviations from the mean of the city, and half of that mean: slopes hold inside cities, where the
 * city effects look; between cities they would take up more than the whole spread of the index.
 */
function shrunk(values: Float64Array, T: number): Float64Array {
  const means = Array.from(
    { length: values.length / T },
    (_, c) => values.slice(c * T, (c + 1) * T).reduce((a, b) => a + b, 0) / T,
  );
  return values.map((v, i) => v - BETWEEN * means[Math.floor(i / T)]!);
}

/** The panel that the index is built on: productivity, attention and coupling are made once. */
function indexPanel(
  settings: Settings004,
  cities: readonly City004[],
  fixed: YearbookColumns,
  attention: Float64Array,
  systems: Systems004,
): (rising: YearbookColumns) => Panel {
  const { first, last } = settings.years;
  const T = last - first + 1;
  const base = new Panel(
    new Table([
      textColumn(
        "city",
        cities.flatMap((c) => new Array<string>(T).fill(c.name)),
      ),
      numberColumn(
        "year",
        cities.flatMap(() => Array.from({ length: T }, (_, t) => first + t)),
      ),
      ...[...fixed].map(([name, values]) => numberColumn(name, values)),
      numberColumn("产学研注意力", attention),
    ]),
    { unit: "city", time: "year" },
  );
  const { tfp } = frontierTfp(base, { output: "非农实际产出", inputs: ["资本存量", "从业人员"] });
  const levels = [systems.digital, systems.real].map(
    (system) => buildIndex(base, system, { weights: "entropy" }).values,
  );
  const { D } = couplingCoordination(levels);
  const made = base.withColumns([
    numberColumn("全要素生产率", tfp),
    numberColumn("数实耦合协调度", D),
  ]);
  return (rising) => made.withColumns([...rising].map(([name, v]) => numberColumn(name, v)));
}

/** κ: the derivative of the mapped index in the common level. */
function indexSlope(
  settings: Settings004,
  panel: Panel,
  system: IndicatorSystem,
  rising: YearbookColumns,
): number {
  const result = buildIndex(panel, system, { weights: "pca" });
  const sd = deviation(result.values);
  const weights = result.weights[0]!.values;
  let slope = 0;
  result.indicators.forEach(({ formula }, j) => {
    const name = formula.split(" / ")[0]!;
    if (!rising.has(name)) return;
    const raw = result.raw[j]!;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const x of raw) {
      if (x < low) low = x;
      if (x > high) high = x;
    }
    slope += (weights[j]! * LEVEL_SLOPE * meanRatio(name)) / (high - low);
  });
  return (slope * settings.index.sd) / sd;
}

function deviation(values: Float64Array): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((a, v) => a + (v - mean) ** 2, 0) / (values.length - 1));
}
