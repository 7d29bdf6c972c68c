import { indexError } from "../errors.js";

/** Values by group, missing ones left out; groups in order of their names. */
export function groupValues(
  values: ArrayLike<number>,
  groups: readonly string[],
): ReadonlyMap<string, Float64Array> {
  const lists = new Map<string, number[]>();
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!)) continue;
    const members = lists.get(groups[i]!);
    if (members === undefined) lists.set(groups[i]!, [values[i]!]);
    else members.push(values[i]!);
  }
  const names = [...lists.keys()].sort();
  return new Map(names.map((name) => [name, Float64Array.from(lists.get(name)!)]));
}

/** Inequality measures need values ≥ 0 with a positive mean. */
export function checkPositive(values: ArrayLike<number>, measure: string): void {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    if (value < 0) throw indexError("negative-value", { measure, value, position: i + 1 });
    sum += value;
    count++;
  }
  if (count < 2 || !(sum > 0)) throw indexError("too-few-values", { measure, count });
}
