import { append, type Notice, notice } from "../../base/index.js";
import { greatCircleKm } from "../../region/index.js";
import type { FitData } from "../../result/index.js";
import { didError } from "../errors.js";
import { twfe } from "../estimators/twfe.js";
import { collinearOf } from "../sample/estimable.js";
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
