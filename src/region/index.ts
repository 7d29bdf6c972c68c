export { regionError } from "./errors.js";
export type { Mention } from "./find-mentions.js";
export type { LocatedAddress } from "./locate-address.js";
export type { City, Region, RegionLevel } from "./region.js";
export { Regions, type Resolution, type ResolveOptions } from "./regions.js";
export { shortName } from "./short-name.js";
