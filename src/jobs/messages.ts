import type { ErrorText, Facts } from "../base/index.js";

/** What the main thread asks. */
export interface Question<T> {
  readonly id: number;
  readonly task: T;
}

/** What a thread answers: a result, the user's error, or a fault with its trace. */
export interface Answer<R> {
  readonly id: number;
  readonly result?: R;
  readonly failure?: {
    readonly user?: { readonly code: string; readonly facts: Facts; readonly text: ErrorText };
    readonly fault?: string;
  };
}
