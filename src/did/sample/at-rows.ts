import type { DidSample } from "./sample.js";

/** Values by row of a sample, at the rows of a smaller sample made from it. */
export function atRows(values: Float64Array, from: DidSample, to: DidSample): Float64Array {
  if (from.n === to.n) return values;
  const place = new Map<number, number>();
  from.rows.forEach((row, i) => {
    place.set(row, i);
  });
  return Float64Array.from(to.rows, (row) => values[place.get(row)!]!);
}
