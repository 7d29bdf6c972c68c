import { sandwichOf } from "./panel-lags.js";
import type { VcovInput } from "./vcov-input.js";

/** Twice the earth's radius in km and π/180 as fixest has them (README of the golden case). */
const TWO_RADII = 12752;
const RADIANS = 314159 / 18_000_000;

/**
 * Conley: products of all pairs of rows whose places lie within `cutoff` km, whatever the period;
 * uniform weights.   中文: Conley 空间方差
 *
 * Rows at one place are summed first; places are sorted by latitude, so that only those inside the
 * band of the cutoff are compared.
 * Without any factor. Source  Conley (1999), https://doi.org/10.1016/S0304-4076(98)00084-0
 */
export function conleyVcov(
  input: VcovInput,
  spec: { readonly lat: string; readonly lon: string; readonly cutoff: number },
): Float64Array {
  const places = placesOf(input.numbers(spec.lat), input.numbers(spec.lon));
  const k = input.columns.length;
  const sums = new Float64Array(places.lat.length * k);
  for (let j = 0; j < k; j++) {
    const x = input.columns[j]!;
    for (let i = 0; i < input.n; i++) {
      const u = input.multiplier === null ? 1 : input.multiplier[i]!;
      sums[places.codes[i]! * k + j]! += x[i]! * u;
    }
  }
  // A degree of latitude at least this long: no closer pair is missed.
  const band = (spec.cutoff / (TWO_RADII / 2) / RADIANS) * 1.0001;
  const meat = new Float64Array(k * k);
  for (let p = 0; p < places.lat.length; p++) {
    for (let q = p; q < places.lat.length; q++) {
      if (places.lat[q]! - places.lat[p]! > band) break;
      if (q !== p && distance(places, p, q) > spec.cutoff) continue;
      for (let a = 0; a < k; a++) {
        for (let b = 0; b < k; b++) {
          const product = sums[p * k + a]! * sums[q * k + b]!;
          meat[a * k + b]! += product;
          if (q !== p) meat[b * k + a]! += product;
        }
      }
    }
  }
  return sandwichOf(input, meat);
}

interface Places {
  readonly lat: Float64Array;
  readonly lon: Float64Array;
  readonly codes: Int32Array;
}

/** Distinct places sorted by latitude, then longitude. */
function placesOf(lat: Float64Array, lon: Float64Array): Places {
  const n = lat.length;
  const order = Int32Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => lat[a]! - lat[b]! || lon[a]! - lon[b]!,
  );
  const codes = new Int32Array(n);
  const lats: number[] = [];
  const lons: number[] = [];
  let before = -1;
  for (const i of order) {
    if (before < 0 || lat[i] !== lat[before] || lon[i] !== lon[before]) {
      lats.push(lat[i]!);
      lons.push(lon[i]!);
    }
    codes[i] = lats.length - 1;
    before = i;
  }
  return { lat: Float64Array.from(lats), lon: Float64Array.from(lons), codes };
}

function distance({ lat, lon }: Places, p: number, q: number): number {
  const dLat = ((lat[q]! - lat[p]!) * RADIANS) / 2;
  const dLon = ((lon[q]! - lon[p]!) * RADIANS) / 2;
  const cosines = Math.cos(lat[p]! * RADIANS) * Math.cos(lat[q]! * RADIANS);
  return TWO_RADII * Math.asin(Math.sqrt(Math.sin(dLat) ** 2 + cosines * Math.sin(dLon) ** 2));
}
