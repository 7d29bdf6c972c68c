import { crawlTargets } from "./crawl-targets.js";
import { settingsTargets } from "./settings-targets.js";
import { storeTarget } from "./store-target.js";
import { tableTargets } from "./table-targets.js";
import type { Target } from "./target.js";
import { textTargets } from "./text-targets.js";

/** Every reader that is fuzzed. */
export async function allTargets(): Promise<readonly Target[]> {
  return [
    ...(await tableTargets()),
    ...textTargets(),
    ...settingsTargets(),
    ...crawlTargets(),
    await storeTarget(),
  ];
}
