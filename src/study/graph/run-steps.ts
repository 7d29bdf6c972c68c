import {
  type Progress,
  sha256,
  silent,
  throwIfInterrupted,
  UserError,
  version,
} from "../../base/index.js";
import type { Step, StepContext, StepRef } from "./step.js";

/** Where results of steps are kept between runs. */
export interface StepCache {
  readonly get: (key: string) => Uint8Array | undefined;
  readonly put: (key: string, step: string, artefact: Uint8Array) => void;
}

/** Options of `runSteps`. */
export interface RunStepsOptions {
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
  readonly state: "ran" | "cached" | "failed" | "blocked";
  readonly key: string;
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
 * A step's key is the hash of the program's version, its name, its options and the keys of the
 * steps it needs: a changed option reruns that step and those behind it, nothing else. A step that
 * fails by a `UserError` blocks only those that need it; faults and interruptions end the run.
 */
export async function runSteps(
  steps: readonly Step<unknown>[],
  options: RunStepsOptions = {},
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
      outcomes.push({ name: step.name, state: "blocked", key: "", error: missing.name });
      continue;
    }
    let key: string;
    try {
      key = keyOf(step, keys);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      outcomes.push({ name: step.name, state: "failed", key: "", error });
      continue;
    }
    keys.set(step.name, key);
    const stored = options.rerun === "all" ? undefined : options.cache?.get(key);
    if (stored !== undefined && step.cache !== "none") {
      const artefact = step.cache.decode(stored);
      if (step.holds?.(artefact) !== false) {
        artefacts.set(step.name, artefact);
        outcomes.push({ name: step.name, state: "cached", key });
        continue;
      }
    }
    progress.start(step.title[lang]);
    try {
      const artefact = await step.run(contextOf(step, key, artefacts, progress, options.signal));
      artefacts.set(step.name, artefact);
      if (step.cache !== "none") options.cache?.put(key, step.name, step.cache.encode(artefact));
      outcomes.push({ name: step.name, state: "ran", key });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      outcomes.push({ name: step.name, state: "failed", key, error });
    }
    progress.finish();
  }
  return { outcomes, get: <T>(step: StepRef<T>) => artefacts.get(step.name) as T | undefined };
}

function keyOf(step: Step<unknown>, keys: ReadonlyMap<string, string>): string {
  const needs = step.needs.map((n) => keys.get(n.name));
  const options = typeof step.options === "function" ? step.options() : step.options;
  return sha256(JSON.stringify([version, step.name, options, needs]));
}

function contextOf(
  step: Step<unknown>,
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

function inOrderOfNeed(steps: readonly Step<unknown>[]): Step<unknown>[] {
  const byName = new Map(steps.map((s) => [s.name, s]));
  const ordered: Step<unknown>[] = [];
  const state = new Map<string, "open" | "done">();
  const visit = (step: Step<unknown>): void => {
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
