import type { Localized } from "../../base/index.js";

/** What is shown behind a count. */
export interface Behind {
  readonly ids: readonly string[];
  /** What it adds up to; missing where the number is no sum of it. */
  readonly sum: number;
  readonly detail: Localized;
}
