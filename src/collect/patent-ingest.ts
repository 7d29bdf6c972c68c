import type { PatentIngest } from "../crawl/index.js";
import { createLocator, fromReported } from "../patent/index.js";
import { Regions } from "../region/index.js";
import {
  type MergeState,
  type PatentWithHistory,
  patentMerger,
  type Store,
} from "../store/index.js";

/**
 * Turns what an interface tells into patents of the store, with the cities of their applicants, one
 * row for each application.   中文: 专利采集入库
 */
export function patentIngest(): PatentIngest {
  const locate = createLocator(Regions.load());
  const mergers = new WeakMap<Store, (found: PatentWithHistory) => MergeState>();
  return (told) => {
    const found = fromReported(told, locate);
    return (store) => {
      if (found === undefined) return { state: "skipped", notes: [] };
      const merge = mergers.get(store) ?? patentMerger(store);
      mergers.set(store, merge);
      return { state: merge(found), notes: found.notes };
    };
  };
}
