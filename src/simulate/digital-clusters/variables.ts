import { createRng } from "../../base/index.js";
import { matchMoments } from "../parts/match-moments.js";
import type { City004 } from "./cities.js";
import { type ModelColumns, type Paths004, solvePath } from "./paths.js";
import { type Settings004, STREAM_004 } from "./settings.js";

/** Controls and mediators by city-year, cities in blocks of years. */
export interface Variables004 {
  readonly market: Float64Array;
  readonly fdi: Float64Array;
  readonly structure: Float64Array;
  readonly urban: Float64Array;
  readonly fintech: Float64Array;
  /** Economic agglomeration: (GDP share) / (area share), whose area-weighted mean is 1 each year. */
  readonly agglomeration: Float64Array;
  readonly innovation: Float64Array;
  /** What the policies add to the two mediators. */
  readonly agglomerationPath: Float64Array;
  readonly innovationPath: Float64Array;
  /** Areas with which the agglomeration is that of its formula. */
  readonly areas: Float64Array;
  readonly model: ModelColumns;
}

/**
 * Draws controls and mediators to the printed moments; policies move the mediators as printed.
 * 中文: 控制变量与中介变量
 */
export function variables004(
  settings: Settings004,
  seed: number,
  cities: readonly City004[],
  paths: Paths004,
): Variables004 {
  const { first, last } = settings.years;
  const T = last - first + 1;
  const { moments, planted } = settings;
  /** Scores: between cities, over time, within cities. */
  const scores = (stream: number, load: number, trend: number, within: number, own = 1) =>
    Float64Array.from(
      cities.flatMap((city, i) => {
        const rng = createRng(seed, STREAM_004.variables, stream, i);
        const level = load * city.standing + own * rng.normal();
        return Array.from({ length: T }, (_, t) => level + trend * t + within * rng.normal());
      }),
    );
  const market = matchMoments(provinceScores(settings, seed, cities), moments.market);
  const fdi = matchMoments(scores(2, 0.7, 0.02, 0.25), moments.fdi);
  const structure = matchMoments(scores(3, 0.4, 0.12, 0.25), moments.structure);
  const urban = matchMoments(scores(4, 0.6, 0.07, 0.08), moments.urban);
  const fintech = matchMoments(scores(5, 0.5, 0.28, 0.35), moments.fintech);
  const model: ModelColumns = {
    city: cities.flatMap((c) => new Array<string>(T).fill(c.code)),
    year: cities.flatMap(() => Array.from({ length: T }, (_, t) => first + t)),
    controls: [market, fdi, structure, urban, fintech],
  };
  const agglomerationPath = solvePath(paths, model, planted.agglomeration);
  const innovationPath = solvePath(paths, model, planted.innovation);
  const density = matchMoments(scores(6, 0.9, 0, 0.022, 0.6), moments.agglomeration, {
    added: agglomerationPath,
  });
  const { values: agglomeration, areas } = meanOneByArea(density, cities, T);
  const innovation = matchMoments(scores(7, 0.9, 0.03, 0.06, 0.5), moments.innovation, {
    added: innovationPath,
  });
  return {
    market,
    fdi,
    structure,
    urban,
    fintech,
    agglomeration,
    innovation,
    agglomerationPath,
    innovationPath,
    areas,
    model,
  };
}

/** Provinces stand for their cities; between provinces, over time, within provinces. */
function provinceScores(
  settings: Settings004,
  seed: number,
  cities: readonly City004[],
): Float64Array {
  const T = settings.years.last - settings.years.first + 1;
  const codes = [...new Set(cities.map((c) => c.provinceCode))];
  const byProvince = new Map(
    codes.map((code, p) => {
      const rng = createRng(seed, STREAM_004.variables, 1, p);
      const level = rng.normal();
      return [code, Array.from({ length: T }, (_, t) => level + 0.09 * t + 0.12 * rng.normal())];
    }),
  );
  return Float64Array.from(cities.flatMap((c) => byProvince.get(c.provinceCode)!));
}

/**
 * Areas under which the values are shares of GDP over shares of area: their area-weighted mean is
 * 1 in each year. Areas fall with the values; what is left of a year goes evenly to all values but
 * the extremes.
 */
function meanOneByArea(
  values: Float64Array,
  cities: readonly City004[],
  T: number,
): { readonly values: Float64Array; readonly areas: Float64Array } {
  const means = cities.map(
    (_, i) => values.slice(i * T, (i + 1) * T).reduce((a, b) => a + b, 0) / T,
  );
  const weighted = (q: number): { mean: number; areas: Float64Array } => {
    const areas = Float64Array.from(cities, (c, i) => c.land * means[i]! ** -q);
    const total = areas.reduce((a, b) => a + b, 0);
    return { areas, mean: areas.reduce((sum, a, i) => sum + a * means[i]!, 0) / total };
  };
  let low = -1;
  let high = 3;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (weighted(middle).mean > 1) low = middle;
    else high = middle;
  }
  const { areas } = weighted((low + high) / 2);
  const { least, most } = extremes(values);
  const out = values.slice();
  const total = areas.reduce((a, b) => a + b, 0);
  for (let t = 0; t < T; t++) {
    let free = 0;
    let fixed = 0;
    cities.forEach((_, i) => {
      const v = values[i * T + t]!;
      if (v === least || v === most) fixed += areas[i]! * v;
      else free += areas[i]! * v;
    });
    const factor = (total - fixed) / free;
    cities.forEach((_, i) => {
      const v = values[i * T + t]!;
      if (v !== least && v !== most) out[i * T + t] = v * factor;
    });
  }
  return { values: out, areas };
}

function extremes(values: Float64Array): { readonly least: number; readonly most: number } {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const v of values) {
    if (v < least) least = v;
    if (v > most) most = v;
  }
  return { least, most };
}
