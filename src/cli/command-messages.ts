/** What the thread of a command is given. */
export interface CommandData {
  readonly argv: readonly string[];
  /** Whether messages go to a terminal. */
  readonly isTerminal: boolean;
  /** Set to 1 to stop the thread where it hears no message. */
  readonly stop: Int32Array<SharedArrayBuffer>;
}

/** What the thread of a command says. */
export type FromCommand =
  | { readonly out: string }
  | { readonly err: string }
  | { readonly code: number };

/** What it is told: the module that runs commands, once, and to stop. */
export type ToCommand = { readonly run: string } | "stop";
