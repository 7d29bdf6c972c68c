import type { Localized, Progress } from "../../base/index.js";
import type { Door } from "./door.js";
import type { StudyDoor } from "./study-door.js";

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

/** What a step does with what it has read. */
export type Run<T> = (context: StepContext) => Promise<T> | T;

/**
 * A pure function from what it reads to an artefact: what the runner caches and the lineage links.
 * 中文: 研究步骤
 */
export interface Step<T, D extends Door = StudyDoor> extends StepRef<T> {
  readonly title: Localized;
  readonly needs: readonly StepRef<unknown>[];
  // Methods, so that steps of different artefacts fit into one list.
  /**
   * Reads all that the artefact depends on besides the steps it needs, through the door alone, when
   * the step's turn comes: files of an earlier step exist only then. What it read is its key.
   */
  read(door: D): Promise<Run<T>> | Run<T>;
  /** Whether a stored artefact still holds, such as files that must still be there. */
  holds?(artefact: T): boolean;
  /** How the artefact survives in the cache; `none` runs the step each time. */
  readonly cache: Codec<T> | "none";
}

/** Turns an artefact into bytes and back. */
export interface Codec<T> {
  // A method, so that steps of different artefacts fit into one list.
  encode(artefact: T): Uint8Array;
  decode(bytes: Uint8Array): T;
}
