import type { z } from "zod";
import type { Localized, Progress } from "../base/index.js";

/** Where a design writes, and with what draws. */
export interface SimulateContext {
  /** An empty folder, or one with files of an earlier run of the same design. */
  readonly folder: string;
  readonly seed: number;
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
}

/**
 * A simulated study: writes panels, region table, policy files, reports, patents and annual reports
 * into a folder, the same bytes for the same settings and seed.   中文: 模拟研究的数据生成
 */
export interface SimulateDesign<Settings = unknown> {
  readonly name: string;
  readonly title: Localized;
  /** The keys of `simulate` in the study file besides `design`. */
  readonly schema: z.ZodType<Settings>;
  /** Files of the package that it reads. */
  readonly files: readonly string[];
  // A method, so that designs of different settings fit into one list.
  write(settings: Settings, context: SimulateContext): Promise<void> | void;
}
