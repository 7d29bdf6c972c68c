import { append, type Notice, notice } from "../../base/index.js";
import { greatCircleKm } from "../../region/index.js";
import { collinearOf } from "../../regress/index.js";
import type { FitData } from "../../result/index.js";
import { didError } from "../errors.js";
import { PARALLEL_TRENDS, PLACE } from "../estimators/card-parts.js";
import { twfe } from "../estimators/twfe.js";
import { defineAnalysis, modelOf } from "../methods.js";
import { type DidSample, restrict } from "../sample/sample.js";

/** Effect on treated units, and on controls near them by rings of distance.   中文: 空间溢出效应 */
export interface Spillover {
  readonly kind: "spillover";
  readonly outcome: string;
  /** Treatment plus one dummy for each ring of distance to the nearest unit in force. */
  readonly rings: FitData;
  /** Controls nearer than the first cutoff left out; only near controls kept. */
  readonly far: FitData | null;
  readonly near: FitData | null;
  readonly cutoffs: readonly number[];
  /** Control rows in each ring. */
  readonly counts: readonly number[];
  readonly nobs: number;
  readonly warnings: readonly Notice[];
}

/**
 * Spillover by distance: controls within each ring of a treated unit, from the year it is treated.
 * 中文: 按距离的溢出效应（近、远对照）
 *
 * Shapes    distance U × U in kilometres, row-major, by unit of the sample; cutoffs ascending
 * Defaults  the base of comparison: controls beyond the last cutoff
 * Errors    did/no-controls — nobody is that far away
 */
export function spillover(
  sample: DidSample,
  distance: Float64Array,
  cutoffs: readonly number[],
): Spillover {
  const s = sample;
  const units = s.unitLevels.length;
  const rows = Array.from({ length: s.n }, (_, i) => i);
  const nearest = (u: number, t: number): number => {
    let least = Number.POSITIVE_INFINITY;
    for (let v = 0; v < units; v++) {
      if (v !== u && s.first[v]! <= t) least = Math.min(least, distance[u * units + v]!);
    }
    return least;
  };
  const known = new Map<number, number>();
  const T = s.periods.length;
  const gap = Float64Array.from(rows, (i) => {
    const key = s.unit[i]! * T + s.period[i]!;
    let value = known.get(key);
    if (value === undefined) {
      value = nearest(s.unit[i]!, s.periods[s.period[i]!]!);
      known.set(key, value);
    }
    return value;
  });
  const treated = (i: number) => s.periods[s.period[i]!]! >= s.first[s.unit[i]!]!;
  const D = Float64Array.from(rows, (i) => (treated(i) ? 1 : 0));
  const rings = cutoffs.map((high, j) => {
    const low = cutoffs[j - 1] ?? 0;
    const name = `within ${low}–${high} km`;
    const values = Float64Array.from(rows, (i) =>
      !treated(i) && gap[i]! > low && gap[i]! <= high ? 1 : 0,
    );
    return { name, values };
  });
  const last = cutoffs[cutoffs.length - 1] ?? 0;
  if (!rows.some((i) => !treated(i) && gap[i]! > last && Number.isFinite(gap[i]!))) {
    throw didError("no-controls", { method: `spillover beyond ${last} km` });
  }
  const end = s.periods[s.periods.length - 1]!;
  const everNear = Uint8Array.from({ length: units }, (_, u) =>
    nearest(u, end) <= cutoffs[0]! ? 1 : 0,
  );
  const never = (i: number) => !Number.isFinite(s.first[s.unit[i]!]!);
  const fitOn = (keep: (i: number) => boolean): FitData | null =>
    rows.some((i) => never(i) && keep(i)) ? twfe(restrict(s, keep)) : null;
  const far = fitOn((i) => !never(i) || everNear[s.unit[i]!] === 0);
  const near = fitOn((i) => !never(i) || everNear[s.unit[i]!] === 1);
  const warnings = [...s.warnings];
  if (far === null || near === null) {
    warnings.push(
      notice(
        "did/one-sided-distance",
        "all controls are on one side of the first cutoff: near and far cannot be compared",
        "所有对照单位都在第一个阈值的同一侧，无法比较近、远对照",
      ),
    );
  }
  const whole = twfe(s, { treatments: [{ name: "did", values: D }, ...rings] });
  append(warnings, collinearOf([whole]));
  return {
    kind: "spillover",
    outcome: s.spec.outcome,
    rings: whole,
    far,
    near,
    cutoffs,
    counts: rings.map((r) => r.values.reduce((a, v) => a + v, 0)),
    nobs: s.n,
    warnings,
  };
}

/** Great-circle distances between units in kilometres (n × n, row-major). */
export function distancesOf(lat: ArrayLike<number>, lon: ArrayLike<number>): Float64Array {
  const n = lat.length;
  const out = new Float64Array(n * n);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < a; b++) {
      const d = greatCircleKm(lat[a]!, lon[a]!, lat[b]!, lon[b]!);
      out[a * n + b] = d;
      out[b * n + a] = d;
    }
  }
  return out;
}

/** The card of {@link spillover}. */
export const spilloverMethod = defineAnalysis({
  name: "spillover",
  title: { en: "Spillover by distance", zh: "按距离的溢出效应" },
  phrase: { en: "spillover by distance to treated units", zh: "按与处理单位距离的溢出效应" },
  cites: [],
  summary: {
    en: "the effect on controls within rings of distance of a treated unit",
    zh: "按与处理单位的距离分圈层估计对照单位受到的溢出",
  },
  position: 290,
  role: "variant",
  takes: ["cluster", "weights", "level"],
  assumptions: [PARALLEL_TRENDS],
  options: {
    ...PLACE,
    rings: {
      type: "numbers",
      above: 0,
      required: true,
      en: "upper ends of the rings in kilometres, ascending",
      zh: "各圈层的外缘距离（千米，升序）",
    },
  },
  run: (input, { lat, lon, rings }) => {
    const s = input.sample();
    const { table } = modelOf(input);
    const [north, east] = [perUnit(s, table.number(lat)), perUnit(s, table.number(lon))];
    const lost = s.unitLevels.filter((_, u) => Number.isNaN(north[u]! + east[u]!));
    if (lost.length > 0) {
      const examples = lost.slice(0, 5).join(", ");
      throw didError("not-supported", {
        what: `${lost.length} units have no coordinates: ${examples}.`,
        whatZh: `${lost.length} 个单位没有坐标：${examples}。`,
        instead: "Give every unit latitude and longitude.",
        insteadZh: "请为每个单位补充经纬度。",
      });
    }
    return { ...spillover(s, distancesOf(north, east), rings), covariates: s.covariates };
  },
});

/** One number for each unit, from the first row of the unit.   中文: 各单位首行的取值 */
export function perUnit(s: DidSample, values: Float64Array): Float64Array {
  const out = new Float64Array(s.unitLevels.length);
  for (let i = s.n - 1; i >= 0; i--) out[s.unit[i]!] = values[s.rows[i]!]!;
  return out;
}
