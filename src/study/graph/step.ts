import type { Localized, Progress } from "../../base/index.js";

/** What a step sees while it runs. */
export interface StepContext {
  /** Hash of everything the artefact is made from. */
  readonly key: string;
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
  /** The artefact of an earlier step that this one `needs`. */
  get<T>(step: StepRef<T>): T;
}

/** A step seen by those who need its artefact. */
export interface StepRef<T> {
  readonly name: string;
  /** Only for the compiler: the type of the artefact. */
  readonly artefact?: T;
}

/**
 * A pure function from inputs (by hash) to an artefact: what the runner caches and the lineage
 * links.   中文: 研究步骤
 */
export interface Step<T> extends StepRef<T> {
  readonly title: Localized;
  readonly needs: readonly StepRef<unknown>[];
  /**
   * All that the artefact depends on besides the steps it needs: options, hashes of files. A
   * function is asked when the step's turn comes: files of an earlier step exist only then.
   */
  readonly options: unknown | (() => unknown);
  // A method, so that steps of different artefacts fit into one list.
  /** Whether a stored artefact still holds, such as files that must still be there. */
  holds?(artefact: T): boolean;
  /** How the artefact survives in the cache; `none` runs the step each time. */
  readonly cache: Codec<T> | "none";
  readonly run: (context: StepContext) => Promise<T> | T;
}

/** Turns an artefact into bytes and back. */
export interface Codec<T> {
  // A method, so that steps of different artefacts fit into one list.
  encode(artefact: T): Uint8Array;
  decode(bytes: Uint8Array): T;
}
