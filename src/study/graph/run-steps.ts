import {
  codeHash,
  type Progress,
  sha256,
  silent,
  throwIfInterrupted,
  UserError,
} from "../../base/index.js";
import type { Door, Read } from "./door.js";
import type { Run, Step, StepContext, StepRef } from "./step.js";

/** Where results of steps are kept between runs. */
export interface StepCache {
  readonly get: (key: string) => Uint8Array | undefined;
  readonly put: (key: string, step: string, artefact: Uint8Array) => void;
}

/** Options of `runSteps`. */
export interface RunStepsOptions<D extends Door> {
  /** A new door for each step. */
  readonly door: () => D;
  readonly cache?: StepCache;
  /** `changed` (default) takes unchanged steps from the cache; `all` runs everything. */
  readonly rerun?: "changed" | "all";
  readonly progress?: Progress;
  readonly signal?: AbortSignal | undefined;
  readonly lang?: "zh" | "en";
}

/** What became of each step. */
export interface StepOutcome {
  readonly name: string;
  /** `earlier`: as it was made last, though something has changed since. */
  readonly state: "ran" | "cached" | "earlier" | "failed" | "blocked";
  readonly key: string;
  /** What it read, by content: with the code and the steps it needs, its key. */
  readonly reads: readonly Read[];
  /** Why it failed (the user's error), or which step it waited for. */
  readonly error?: UserError | string;
}

/** The artefacts of a run, by step. */
export interface RunResult {
  readonly outcomes: readonly StepOutcome[];
  get<T>(step: StepRef<T>): T | undefined;
}

/**
 * Runs steps in order of need; unchanged ones come from the cache.   中文: 运行步骤图
 *
 * A step's key is the hash of the code that runs, its name, all that it read through its door, and
 * the keys of the steps it needs: a change there reruns that step and those behind it, nothing
 * else. A step that fails by a `UserError` blocks only those that need it; faults and interruptions
 * end the run.
 */
export async function runSteps<D extends Door>(
  steps: readonly Step<unknown, D>[],
  options: RunStepsOptions<D>,
): Promise<RunResult> {
  const artefacts = new Map<string, unknown>();
  const keys = new Map<string, string>();
  const outcomes: StepOutcome[] = [];
  const lang = options.lang ?? "en";
  const progress = options.progress ?? silent;
  for (const step of inOrderOfNeed(steps)) {
    throwIfInterrupted(options.signal);
    const missing = step.needs.find((n) => !artefacts.has(n.name));
    if (missing !== undefined) {
      const blocked = { name: step.name, state: "blocked", key: "", reads: [] } as const;
      outcomes.push({ ...blocked, error: missing.name });
      continue;
    }
    let opened: OpenedStep<unknown>;
    try {
      opened = await openStep(step, options.door(), keys);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      outcomes.push({ name: step.name, state: "failed", key: "", reads: [], error });
      continue;
    }
    const { key, reads, run } = opened;
    const done = { name: step.name, key, reads };
    keys.set(step.name, key);
    const stored = options.rerun === "all" ? undefined : options.cache?.get(key);
    if (stored !== undefined && step.cache !== "none") {
      const artefact = step.cache.decode(stored);
      if (step.holds?.(artefact) !== false) {
        artefacts.set(step.name, artefact);
        outcomes.push({ ...done, state: "cached" });
        continue;
      }
    }
    progress.start(step.title[lang]);
    try {
      const artefact = await run(contextOf(step, key, artefacts, progress, options.signal));
      artefacts.set(step.name, artefact);
      if (step.cache !== "none") options.cache?.put(key, step.name, step.cache.encode(artefact));
      outcomes.push({ ...done, state: "ran" });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      outcomes.push({ ...done, state: "failed", error });
    }
    progress.finish();
  }
  return { outcomes, get: <T>(step: StepRef<T>) => artefacts.get(step.name) as T | undefined };
}

/** A step that has read: its key, and what is left to do. */
export interface OpenedStep<T> {
  readonly key: string;
  readonly reads: readonly Read[];
  readonly run: Run<T>;
}

/**
 * Lets a step read and closes the door behind it.   中文: 读取并确定步骤的键
 *
 * `keys`: those of the steps it needs.
 */
export async function openStep<T, D extends Door>(
  step: Step<T, D>,
  door: D,
  keys: ReadonlyMap<string, string>,
): Promise<OpenedStep<T>> {
  const run = await step.read(door);
  door.close();
  const { reads } = door;
  const needs = step.needs.map((n) => keys.get(n.name));
  const key = sha256(JSON.stringify([codeHash(), step.name, reads, needs]));
  return { key, reads, run };
}

function contextOf(
  step: Pick<Step<unknown>, "name" | "needs">,
  key: string,
  artefacts: ReadonlyMap<string, unknown>,
  progress: Progress,
  signal: AbortSignal | undefined,
): StepContext {
  const allowed = new Set(step.needs.map((n) => n.name));
  return {
    key,
    progress,
    signal,
    get<T>(other: StepRef<T>): T {
      // An undeclared need would not be part of the key, and a stale result could be reused.
      if (!allowed.has(other.name)) {
        throw new Error(`step ${step.name} uses ${other.name} without declaring it`);
      }
      return artefacts.get(other.name) as T;
    },
  };
}

/** Steps so that each stands behind those it needs. */
export function inOrderOfNeed<S extends Pick<Step<unknown>, "name" | "needs">>(
  steps: readonly S[],
): S[] {
  const byName = new Map(steps.map((s) => [s.name, s]));
  const ordered: S[] = [];
  const state = new Map<string, "open" | "done">();
  const visit = (step: S): void => {
    if (state.get(step.name) === "done") return;
    if (state.get(step.name) === "open") throw new Error(`steps need each other: ${step.name}`);
    state.set(step.name, "open");
    for (const need of step.needs) {
      const found = byName.get(need.name);
      if (found === undefined) throw new Error(`step ${step.name} needs unknown ${need.name}`);
      visit(found);
    }
    state.set(step.name, "done");
    ordered.push(step);
  };
  for (const step of steps) visit(step);
  return ordered;
}
