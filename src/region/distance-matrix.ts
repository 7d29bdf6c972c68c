import { numberColumn, Table, textColumn } from "../table/index.js";
import { regionError } from "./errors.js";
import { greatCircleKm } from "./great-circle-km.js";

/** Columns that `distanceMatrix` needs. */
export interface DistanceOptions {
  readonly unit: string;
  /** Degrees. */
  readonly latitude: string;
  readonly longitude: string;
}

/** Distances between units. */
export interface DistanceMatrix {
  readonly units: readonly string[];
  /** units × units, row-major, kilometres, symmetric, zero diagonal. */
  readonly km: Float64Array;
}

/**
 * Great-circle distances between units with coordinates.   中文: 距离矩阵
 *
 * Formula   haversine on a sphere of 6371.0088 km (within 0.5 % of the ellipsoid). A unit may
 *           stand in many rows; its first row with coordinates counts.
 * Errors    region/bad-coordinate — outside ±90, ±180, or latitude and longitude swapped;
 *           region/no-coordinate — a unit without any.
 * @example distanceMatrix(cities, { unit: "city", latitude: "lat", longitude: "lon" }).km[1]
 */
export function distanceMatrix(table: Table, options: DistanceOptions): DistanceMatrix {
  const { codes, levels } = table.factor(options.unit);
  const lat = table.number(options.latitude);
  const lon = table.number(options.longitude);
  const at = new Int32Array(levels.length).fill(-1);
  for (let i = 0; i < table.nrow; i++) {
    const unit = codes[i]!;
    if (unit < 0 || at[unit]! >= 0 || Number.isNaN(lat[i]! + lon[i]!)) continue;
    if (Math.abs(lat[i]!) > 90 || Math.abs(lon[i]!) > 180) {
      throw regionError("bad-coordinate", {
        ...table.where(),
        row: table.fileRow(i),
        latitude: lat[i]!,
        longitude: lon[i]!,
      });
    }
    at[unit] = i;
  }
  const lost = levels.filter((_, u) => at[u]! < 0).map(String);
  if (lost.length > 0) throw regionError("no-coordinate", { ...table.where(), units: lost });
  const n = levels.length;
  const km = new Float64Array(n * n);
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      const d = greatCircleKm(lat[at[a]!]!, lon[at[a]!]!, lat[at[b]!]!, lon[at[b]!]!);
      km[a * n + b] = d;
      km[b * n + a] = d;
    }
  }
  return { units: levels.map(String), km };
}

/** The matrix as a table: a column of units and one for each unit. */
export function distanceTable(matrix: DistanceMatrix): Table {
  const n = matrix.units.length;
  return new Table([
    textColumn("unit", matrix.units),
    ...matrix.units.map((unit, b) =>
      numberColumn(
        unit,
        Float64Array.from({ length: n }, (_, a) => matrix.km[a * n + b]!),
        { unit: "km" },
      ),
    ),
  ]);
}
