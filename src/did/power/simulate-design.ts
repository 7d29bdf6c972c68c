import { type Notice, nearest, throwIfInterrupted, UserError } from "../../base/index.js";
import type { EstimatorDraws } from "../../check/index.js";
import { type Job, runJob, threadsFor } from "../../jobs/index.js";
import { didError } from "../errors.js";
import { designEstimators } from "./design-estimators.js";
import {
  type DesignSetup,
  type DrawRange,
  type DrawRows,
  FIELDS,
  prepareDesign,
} from "./design-work.js";
import { averageOfEffects, checkDesign, drawDesign, type PlannedDesign } from "./planned-design.js";

/** How {@link simulateDesign} runs. */
export interface SimulateOptions {
  /** Default: all of `designEstimators` that the design allows. */
  readonly estimators?: readonly string[];
  /** Default 500. */
  readonly draws?: number;
  readonly seed: number;
  /** Default: one for each processor where threads start at once. The results do not depend on it. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
  readonly onDraws?: (done: number) => void;
}

/** Every draw of one estimator; it aims at its value on the design without errors. */
export type DesignDraws = EstimatorDraws;

/** All draws, and estimators that were not asked for by name and that the design does not allow. */
export interface SimulatedDesign {
  readonly draws: readonly DesignDraws[];
  readonly skipped: readonly { readonly estimator: string; readonly reason: Notice }[];
}

const DRAWS = 500;
/** Draws of one portion: enough to keep a thread busy, few enough to show progress. */
const PORTION = 20;

const JOB: Job<DesignSetup, DrawRange, DrawRows> = {
  file: new URL("./design-thread.js", import.meta.url),
  prepare: prepareDesign,
};

/**
 * Draws panels of a planned design and estimates each by several estimators.
 * 中文: 按计划的设计反复抽样并估计（功效模拟）
 *
 * `tallyDraws` of the room `check` turns the draws into bias, coverage and power.
 * Defaults  all estimators that the design allows, 500 draws
 * Errors    did/bad-design, did/bad-option — an estimator that is not there; those of an estimator that
 *           the design does not allow
 * @example await simulateDesign(plan, { estimators: ["twfe", "cs"], draws: 200, seed: 1 })
 */
export async function simulateDesign(
  design: PlannedDesign,
  options: SimulateOptions,
): Promise<SimulatedDesign> {
  checkDesign(design);
  const { draws = DRAWS, seed, signal } = options;
  const known = Object.keys(designEstimators());
  const unknown = options.estimators?.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const close = nearest(unknown, known);
    throw didError("bad-option", {
      option: "estimators",
      value: unknown,
      expected: `${known.join(", ")}${close === undefined ? "" : ` (did you mean ${close}?)`}`,
    });
  }
  const { targets, skipped } = targetsOf(design, options.estimators);
  const estimators = targets.map((t) => t.estimator);
  const found = targets.map((t) => ({
    ...t,
    estimates: new Float64Array(draws),
    se: new Float64Array(draws),
    p: new Float64Array(draws),
    ciLow: new Float64Array(draws),
    ciHigh: new Float64Array(draws),
  }));
  const ranges: DrawRange[] = [];
  for (let from = 0; from < draws; from += PORTION) {
    ranges.push([from, Math.min(draws, from + PORTION)]);
  }
  const setup = { design, estimators, seed };
  const threads = Math.min(ranges.length, threadsFor(JOB, options.threads));
  let done = 0;
  for await (const rows of runJob(JOB, ranges, {
    setup,
    threads,
    ...(signal === undefined ? {} : { signal }),
  })) {
    throwIfInterrupted(signal);
    const width = FIELDS * estimators.length;
    const count = rows.length / width;
    found.forEach((f, j) => {
      for (let b = 0; b < count; b++) {
        const at = b * width + j * FIELDS;
        f.estimates[done + b] = rows[at]!;
        f.p[done + b] = rows[at + 1]!;
        f.ciLow[done + b] = rows[at + 2]!;
        f.ciHigh[done + b] = rows[at + 3]!;
        f.se[done + b] = rows[at + 4]!;
      }
    });
    done += count;
    options.onDraws?.(done);
  }
  return { draws: found, skipped };
}

/** The target of each estimator; of those not asked for by name, only where the design allows it. */
function targetsOf(design: PlannedDesign, asked: readonly string[] | undefined) {
  const skipped: SimulatedDesign["skipped"][number][] = [];
  const targets = (asked ?? Object.keys(designEstimators())).flatMap((estimator) => {
    try {
      return [{ estimator, target: targetOf(design, estimator) }];
    } catch (error) {
      if (asked !== undefined || !(error instanceof UserError)) throw error;
      skipped.push({ estimator, reason: { code: error.code, ...error.text.what } });
      return [];
    }
  });
  return { targets, skipped };
}

/**
 * Estimators average different cells (dcdh the first five effects, stacked its window): on a panel
 * without errors each returns what it aims at. `efficient` has no variance to minimise there and aims
 * at the same cells as the not-yet-treated Callaway–Sant'Anna.
 */
function targetOf(design: PlannedDesign, estimator: string): number {
  if (estimator === "twfe") return averageOfEffects(design);
  const same = estimator === "efficient" ? "cs-notyet" : estimator;
  return designEstimators()[same]!(drawDesign(design, 0, 0, "none")).estimate;
}
