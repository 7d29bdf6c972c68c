import { greatest, least } from "../../base/index.js";
import { kernelDensity } from "../../math/index.js";
import type { DensityByPeriod } from "../../result/index.js";
import type { Panel } from "../../table/index.js";
import { rowsByPeriod } from "../ready/derived.js";

/** Choices of `densityByPeriod`. */
export interface DensityOptions {
  /** Periods to draw; left out, all. */
  readonly periods?: readonly number[];
  readonly bandwidth?: number;
  /** Grid points. */
  readonly points?: number;
}

/**
 * Gaussian kernel densities of a variable by period, on one grid so that the curves compare.
 * 中文: 分年核密度
 *
 * Defaults  all periods; bandwidth by Silverman's rule for each period; 256 points that reach three
 *           bandwidths past the data of all periods.
 * Errors    math/bad-argument — a period with fewer than two values.
 * @example densityByPeriod(panel, "nqp", { periods: [2011, 2016, 2021] })
 */
export function densityByPeriod(
  panel: Panel,
  column: string,
  options: DensityOptions = {},
): DensityByPeriod {
  const { points = 256 } = options;
  const values = panel.number(column);
  const chosen = options.periods ?? panel.periods;
  const rows = rowsByPeriod(panel);
  const samples = chosen.map((period) => {
    const present = (rows.get(period) ?? []).map((i) => values[i]!).filter((v) => !Number.isNaN(v));
    const given = options.bandwidth === undefined ? {} : { bandwidth: options.bandwidth };
    const { bandwidth } = kernelDensity(present, { points: 2, ...given });
    return { period, data: present, bandwidth };
  });
  const from = least(samples.map((s) => least(s.data) - 3 * s.bandwidth));
  const to = greatest(samples.map((s) => greatest(s.data) + 3 * s.bandwidth));
  const x = Float64Array.from(
    { length: points },
    (_, i) => from + ((to - from) * i) / (points - 1),
  );
  const periods = samples.map(({ period, data, bandwidth }) => ({
    period,
    n: data.length,
    bandwidth,
    density: x.map((at) => gaussianAt(at, data, bandwidth)),
  }));
  return { kind: "density-by-period", variable: column, x, periods };
}

const NORMAL = 1 / Math.sqrt(2 * Math.PI);

function gaussianAt(at: number, data: readonly number[], bandwidth: number): number {
  let sum = 0;
  for (const value of data) sum += Math.exp(-0.5 * ((at - value) / bandwidth) ** 2);
  return (NORMAL * sum) / (data.length * bandwidth);
}
