import { join } from "node:path";
import { packageRoot } from "../base/index.js";
import { readBytes, readCsv, type Table } from "../table/index.js";

/** Where a city lies.   中文: 城市坐标 */
export interface CityLocation {
  readonly code: string;
  readonly name: string;
  /** Degrees, of the seat of its government (or centre point). */
  readonly latitude: number;
  readonly longitude: number;
  /** Degrees, of the planar centroid of its territory. */
  readonly centroid: { readonly latitude: number; readonly longitude: number };
}

/** A unit that shares a land border.   中文: 接壤单位 */
export interface Neighbour {
  readonly code: string;
  readonly name: string;
  /** Length of the common border in kilometres, approximate. */
  readonly borderKm: number;
  /** Doubts about a short border, or empty. */
  readonly note: string;
  /** Both are prefecture-level units (else one is run directly by its province). */
  readonly bothPrefecture: boolean;
}

/**
 * Coordinates and contiguity of the 337 prefecture-level units and 30 county-level units run by a
 * province, in the borders of 2021.   中文: 城市坐标与邻接关系
 *
 * Islands (三沙, 海口, 三亚, 儋州 within the 337) have no neighbour; 舟山 touches only 上海, over
 * water: a contiguity matrix needs a stated rule for them.
 *
 * Source    `dictionaries/regions/manifest.json`; the coordinates are probably GCJ-02, right for
 *           distances between cities and not for geocoding.
 * @example
 * const geography = Geography.load();
 * geography.location("340100")?.latitude; // 31.8
 * geography.neighbours("340100").map((n) => n.name);
 */
export class Geography {
  readonly locations: readonly CityLocation[];
  readonly #byCode: ReadonlyMap<string, CityLocation>;
  readonly #neighbours: ReadonlyMap<string, readonly Neighbour[]>;

  private constructor(coordinates: Table, contiguity: Table) {
    const at = (table: Table, row: number, column: string): string =>
      String(table.value(row, column) ?? "");
    const [lat, lon] = [coordinates.number("lat"), coordinates.number("lon")];
    const [cLat, cLon] = [coordinates.number("centroid_lat"), coordinates.number("centroid_lon")];
    this.locations = Array.from({ length: coordinates.nrow }, (_, i) => ({
      code: at(coordinates, i, "adcode"),
      name: at(coordinates, i, "name"),
      latitude: lat[i]!,
      longitude: lon[i]!,
      centroid: { latitude: cLat[i]!, longitude: cLon[i]! },
    }));
    this.#byCode = new Map(this.locations.map((l) => [l.code, l]));
    const km = contiguity.number("border_km");
    const neighbours = new Map<string, Neighbour[]>();
    for (let i = 0; i < contiguity.nrow; i++) {
      const code = at(contiguity, i, "adcode");
      const list = neighbours.get(code) ?? [];
      neighbours.set(code, list);
      list.push({
        code: at(contiguity, i, "neighbour"),
        name: at(contiguity, i, "neighbour_name"),
        borderKm: km[i]!,
        note: at(contiguity, i, "note"),
        bothPrefecture: contiguity.value(i, "both_prefecture") === 1,
      });
    }
    this.#neighbours = neighbours;
  }

  /** The bundled tables; read once for each process. */
  static load(): Geography {
    shared ??= new Geography(
      open("coordinates.csv", ["adcode"]),
      open("contiguity.csv", ["adcode", "neighbour"]),
    );
    return shared;
  }

  /** Coordinates of a unit by its six-digit code of today; undefined where there are none. */
  location(code: string): CityLocation | undefined {
    return this.#byCode.get(code);
  }

  /** Units with a common land border of at least 0.5 km, by code; none for islands. */
  neighbours(code: string): readonly Neighbour[] {
    return this.#neighbours.get(code) ?? [];
  }
}

let shared: Geography | undefined;

function open(name: string, text: readonly string[]): Table {
  const file = join(packageRoot(), "dictionaries", "regions", name);
  return readCsv(readBytes(file), { file, text });
}
