import { quantile } from "../../../math/index.js";
import { Panel, type Table } from "../../../table/index.js";
import type { Operation } from "../../file/schema/prepare-schema.js";

type Split = Extract<Operation, { split: string }>;

/**
 * 1 where a column lies above a cut, 0 where not, missing where it is missing.   中文: 按均值或分位数分组
 *
 * `over: units` compares each unit's mean (all its periods, or those `before` one) with the cut over
 * units; `years` cuts inside each period.
 */
export function splitColumn(table: Table, o: Split): Float64Array {
  const values =
    o.over === "units" || o.before !== undefined
      ? unitMeans(table, table.number(o.split), o.before)
      : table.number(o.split);
  const rows = Array.from({ length: table.nrow }, (_, i) => i);
  const out = new Float64Array(table.nrow).fill(Number.NaN);
  for (const group of o.over === "years" ? byPeriod(table, rows) : [rows]) {
    const seen = o.over === "units" || o.before !== undefined ? firstOfUnits(table, group) : group;
    const cut = cutOf(
      seen.map((i) => values[i]!),
      o.at,
    );
    for (const i of group) if (!Number.isNaN(values[i]!)) out[i] = values[i]! > cut ? 1 : 0;
  }
  return out;
}

function cutOf(values: readonly number[], at: Split["at"]): number {
  const seen = values.filter((v) => !Number.isNaN(v));
  if (at === "mean") return seen.reduce((a, b) => a + b, 0) / seen.length;
  return quantile(seen, at === "median" ? 0.5 : at);
}

/** The mean of each row's unit. */
function unitMeans(table: Table, values: Float64Array, before: number | undefined): Float64Array {
  if (!(table instanceof Panel)) return values;
  const units = table.unitFactor;
  const sum = new Float64Array(units.levels.length);
  const count = new Float64Array(units.levels.length);
  for (let i = 0; i < table.nrow; i++) {
    if (Number.isNaN(values[i]!) || (before !== undefined && table.times[i]! >= before)) continue;
    sum[units.codes[i]!]! += values[i]!;
    count[units.codes[i]!]!++;
  }
  return Float64Array.from(units.codes, (u) => (count[u] === 0 ? Number.NaN : sum[u]! / count[u]!));
}

function byPeriod(table: Table, rows: readonly number[]): number[][] {
  if (!(table instanceof Panel)) return [[...rows]];
  const out = new Map<number, number[]>();
  for (const i of rows) {
    const list = out.get(table.times[i]!);
    if (list === undefined) out.set(table.times[i]!, [i]);
    else list.push(i);
  }
  return [...out.values()];
}

function firstOfUnits(table: Table, rows: readonly number[]): number[] {
  if (!(table instanceof Panel)) return [...rows];
  const seen = new Set<number>();
  return rows.filter((i) => {
    const unit = table.unitFactor.codes[i]!;
    if (seen.has(unit)) return false;
    seen.add(unit);
    return true;
  });
}
