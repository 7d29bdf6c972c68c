/** The outside world of one command: what tests replace.   中文: 命令的输入输出 */
export interface Io {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

/** The real process. Ctrl-C stops the work at the next safe point; twice ends at once. */
export function processIo(): Io {
  const controller = new AbortController();
  let asked = false;
  process.on("SIGINT", () => {
    if (asked) process.exit(130);
    asked = true;
    controller.abort();
  });
  // A closed pipe (`| head`) is not an error of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  return {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    env: process.env,
    isTerminal: process.stderr.isTTY === true,
    now: () => new Date(),
    signal: controller.signal,
  };
}
