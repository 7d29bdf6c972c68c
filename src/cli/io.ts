/** The outside world of one command: what tests replace.   中文: 命令的输入输出 */
export interface Io {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  /** Set to 1 by whoever wants to stop the command in the middle of synchronous work. */
  readonly stop?: Int32Array<SharedArrayBuffer>;
}
