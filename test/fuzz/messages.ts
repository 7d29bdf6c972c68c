import type { Outcome } from "./target.js";

/** What a fuzzing process is told. */
export interface ToChild {
  readonly seed: number;
  readonly first: number;
  readonly only?: string | undefined;
}

/** What it tells. */
export type FromChild =
  | { readonly kind: "ready"; readonly targets: readonly string[] }
  | { readonly kind: "begin"; readonly n: number; readonly target: string; readonly kept: string }
  | {
      readonly kind: "end";
      readonly n: number;
      readonly target: string;
      readonly kept: string;
      readonly outcome: Outcome;
      readonly detail: string;
    };
