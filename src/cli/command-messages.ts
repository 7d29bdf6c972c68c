/** What the thread of a command is given. */
export interface CommandData {
  readonly argv: readonly string[];
  /** Whether messages go to a terminal. */
  readonly isTerminal: boolean;
}

/** What the thread of a command says. */
export type FromCommand =
  | { readonly out: string }
  | { readonly err: string }
  | { readonly code: number };

/** What it is told. */
export type ToCommand = "stop";
