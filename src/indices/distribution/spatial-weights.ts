import { nearest } from "../../base/index.js";
import type { DistanceMatrix } from "../../region/index.js";
import type { Table } from "../../table/index.js";
import { indexError } from "../errors.js";

/** Who is whose neighbour, and with what weight.   中文: 空间权重 */
export interface SpatialWeights {
  readonly name: string;
  readonly units: readonly string[];
  /** Neighbours of unit i: positions in `units`. */
  readonly neighbours: readonly Int32Array[];
  readonly weights: readonly Float64Array[];
}

/**
 * Inverse-distance weights.   中文: 反距离空间权重
 *
 * Formula   w_ij = d_ij^(−power), kilometres between the units (`distanceMatrix`).
 * Defaults  power 1; no cutoff (kilometres).
 * Errors    indices/same-place — two units at one place have no inverse distance.
 * @example inverseDistanceWeights(distanceMatrix(cities, { unit: "city", latitude: "lat", longitude: "lon" }))
 */
export function inverseDistanceWeights(
  { units, km }: DistanceMatrix,
  options: { readonly power?: number; readonly cutoffKm?: number } = {},
): SpatialWeights {
  const { power = 1, cutoffKm = Number.POSITIVE_INFINITY } = options;
  const found = units.map((unit, i) => {
    const near: number[] = [];
    const weight: number[] = [];
    units.forEach((other, j) => {
      if (i === j) return;
      const distance = km[i * units.length + j]!;
      if (!(distance > 0)) throw indexError("same-place", { a: unit, b: other });
      if (distance > cutoffKm) return;
      near.push(j);
      weight.push(distance ** -power);
    });
    return { near: Int32Array.from(near), weight: Float64Array.from(weight) };
  });
  const limit = Number.isFinite(cutoffKm) ? ` within ${cutoffKm} km` : "";
  return {
    name: `inverse distance^${power}${limit}`,
    units,
    neighbours: found.map((f) => f.near),
    weights: found.map((f) => f.weight),
  };
}

/**
 * Spatial weights from a table: a list of neighbours (`from`, `to`, optionally `weight`) or a square
 * matrix whose first column names the units.   中文: 读取空间权重（邻接表或矩阵）
 *
 * A list without weights is contiguity: every pair counts both ways with weight 1.
 * Errors    indices/unknown-unit — a name that is no unit of the panel (nearest offered);
 *           indices/bad-weights — the matrix is not square over the units.
 */
export function spatialWeights(table: Table, units: readonly string[]): SpatialWeights {
  const isList = table.has("from") && table.has("to");
  const pairs = isList ? listPairs(table) : matrixPairs(table, units);
  const position = new Map(units.map((unit, i) => [unit, i]));
  const of = (name: string): number => {
    const at = position.get(name);
    if (at === undefined) {
      throw indexError("unknown-unit", {
        ...table.where(),
        unit: name,
        nearest: nearest(name, units),
      });
    }
    return at;
  };
  const rows = units.map(() => new Map<number, number>());
  for (const { from, to, weight } of pairs) {
    const i = of(from);
    const j = of(to);
    if (i === j || weight === 0) continue;
    rows[i]!.set(j, weight);
    if (isList && !table.has("weight")) rows[j]!.set(i, weight);
  }
  return {
    name: isList && !table.has("weight") ? "contiguity" : "given",
    units,
    neighbours: rows.map((row) => Int32Array.from(row.keys())),
    weights: rows.map((row) => Float64Array.from(row.values())),
  };
}

interface Pair {
  readonly from: string;
  readonly to: string;
  readonly weight: number;
}

function listPairs(table: Table): readonly Pair[] {
  const weights = table.has("weight") ? table.number("weight") : null;
  return Array.from({ length: table.nrow }, (_, i) => ({
    from: String(table.value(i, "from")),
    to: String(table.value(i, "to")),
    weight: weights?.[i] ?? 1,
  }));
}

function matrixPairs(table: Table, units: readonly string[]): readonly Pair[] {
  const [names, ...columns] = table.names;
  if (names === undefined || columns.length !== table.nrow || table.nrow < 2) {
    throw indexError("bad-weights", {
      ...table.where(),
      rows: table.nrow,
      columns: columns.length,
      units: units.length,
    });
  }
  return columns.flatMap((to) =>
    Array.from(table.number(to), (weight, i) => ({
      from: String(table.value(i, names)),
      to,
      weight: Number.isNaN(weight) ? 0 : weight,
    })),
  );
}

/** Weights of the units that are present, each row divided by its sum (islands stay empty). */
export function rowStandardised(
  weights: SpatialWeights,
  present: readonly number[],
): { readonly neighbours: readonly Int32Array[]; readonly weights: readonly Float64Array[] } {
  const position = new Int32Array(weights.units.length).fill(-1);
  present.forEach((unit, at) => {
    position[unit] = at;
  });
  const neighbours: Int32Array[] = [];
  const values: Float64Array[] = [];
  for (const unit of present) {
    const near = weights.neighbours[unit]!;
    const kept = Array.from(near.keys()).filter((e) => position[near[e]!]! >= 0);
    const raw = Float64Array.from(kept, (e) => weights.weights[unit]![e]!);
    const total = raw.reduce((a, b) => a + b, 0);
    neighbours.push(Int32Array.from(kept, (e) => position[near[e]!]!));
    values.push(raw.map((w) => w / total));
  }
  return { neighbours, weights: values };
}
