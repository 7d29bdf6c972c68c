import type { Source } from "../source.js";
import { govCn } from "./gov-cn.js";
import { provinces } from "./provinces.js";

/** Every shipped source by name.   中文: 内置来源 */
export const shippedSources: ReadonlyMap<string, Source> = new Map(
  [govCn, ...provinces].map((source) => [source.name, source]),
);
