export {
  type DistanceMatrix,
  type DistanceOptions,
  distanceMatrix,
  distanceTable,
} from "./distance-matrix.js";
export { regionError } from "./errors.js";
export type { Mention } from "./find-mentions.js";
export { type CityLocation, Geography, type Neighbour } from "./geography.js";
export { greatCircleKm } from "./great-circle-km.js";
export {
  type BoundaryReport,
  type Harmonised,
  type HarmoniseOptions,
  harmoniseBoundaries,
} from "./harmonise-boundaries.js";
export type { LocatedAddress } from "./locate-address.js";
export {
  type ColumnMatch,
  type MatchColumnOptions,
  matchColumn,
  matchedHow,
  refuseProvinces,
} from "./match-column.js";
export {
  type FoundName,
  type MatchNameOptions,
  type MissedName,
  matchName,
  type UnmatchedReason,
} from "./match-name.js";
export { howInWords, matchNotices } from "./match-notices.js";
export {
  type MatchedRegions,
  type MatchRegionsOptions,
  matchRegions,
  type Unmatched,
} from "./match-regions.js";
export { isMunicipality } from "./read-areas.js";
export type { City, Region, RegionLevel } from "./region.js";
export { Regions, type Resolution, type ResolveOptions } from "./regions.js";
export { shortName } from "./short-name.js";
