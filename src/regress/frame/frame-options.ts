import type { RegressOptions } from "../options.js";

/** Options that decide about rows and columns. */
export type FrameOptions = Pick<
  RegressOptions,
  "weights" | "offset" | "where" | "panel" | "singletons" | "trend"
> & {
  /** Further columns that must not be missing, such as cluster variables (`a^b` allowed). */
  readonly required?: readonly string[];
};
