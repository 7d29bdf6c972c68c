import { reportError } from "../../errors.js";
import type { Ring } from "./figure-model.js";

/** A region of a map.   中文: 地图区域 */
export interface MapRegion {
  readonly name: string;
  /** Outer rings counter-clockwise, holes clockwise. */
  readonly rings: readonly Ring[];
}

/** Properties that name a region in the files in use. */
const NAME_KEYS = [
  "name",
  "NAME",
  "Name",
  "市",
  "city",
  "地级市",
  "shiName",
  "ct_name",
  "NAME_CHN",
];

/**
 * Reads the polygons of a GeoJSON FeatureCollection.   中文: 读取 GeoJSON
 *
 * @param key The property with the region's name; left out, the first of the usual ones.
 * Errors    report/bad-geojson — not a FeatureCollection of named polygons.
 */
export function readGeoJson(text: string, file: string, key?: string): readonly MapRegion[] {
  const bad = (why: string, whyZh: string) => reportError("bad-geojson", { file, why, whyZh });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw bad("it is not JSON", "不是合法的 JSON");
  }
  const features = (parsed as { features?: unknown }).features;
  if (!Array.isArray(features)) throw bad("it has no features", "没有 features");
  const regions = features.flatMap((feature: Feature): MapRegion[] => {
    const properties = feature.properties ?? {};
    const named = key ?? NAME_KEYS.find((k) => typeof properties[k] === "string");
    const name = named === undefined ? undefined : properties[named];
    const polygons = polygonsOf(feature.geometry);
    if (typeof name !== "string" || name === "" || polygons.length === 0) return [];
    return [{ name, rings: polygons.flatMap((rings) => rings.map(wound)) }];
  });
  if (regions.length === 0) {
    const have = Object.keys((features[0] as Feature | undefined)?.properties ?? {}).join(", ");
    throw bad(
      `no feature is a polygon with a name (its properties are: ${have})`,
      `没有带名称的多边形（属性有：${have}）`,
    );
  }
  return regions;
}

interface Feature {
  readonly properties?: Readonly<Record<string, unknown>> | null;
  readonly geometry?: { readonly type?: string; readonly coordinates?: unknown } | null;
}

function polygonsOf(geometry: Feature["geometry"]): readonly (readonly Ring[])[] {
  if (geometry?.type === "Polygon") return [geometry.coordinates as Ring[]];
  if (geometry?.type === "MultiPolygon") return geometry.coordinates as Ring[][];
  return [];
}

/** Outer rings one way round, holes the other: then filling leaves the holes open. */
function wound(ring: Ring, position: number): Ring {
  let area = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    area += ring[i]![0] * ring[i + 1]![1] - ring[i + 1]![0] * ring[i]![1];
  }
  return area > 0 === (position === 0) ? ring : [...ring].reverse();
}
