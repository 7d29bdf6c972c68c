import { getHeapStatistics } from "node:v8";
import { Worker } from "node:worker_threads";
import type { CommandData, FromCommand, ToCommand } from "./command-messages.js";
import { commandModule } from "./command-module.js";
import { tell, watchOutput } from "./watch-output.js";

/** How long a command may take to stop by itself. */
const GRACE_MS = 700;
const INTERRUPTED = 130;

/**
 * Runs a command in a thread and watches over it: Ctrl-C and SIGTERM stop it at its next safe point,
 * and within a second in any case, also in the middle of a long computation; what was finished is kept
 * since files are written whole and the store in transactions. A closed pipe ends it quietly, a full
 * one with a sentence.   中文: 监督命令运行
 *
 * Returns the exit code.
 */
export async function supervise(argv: readonly string[]): Promise<number> {
  const memory = Math.floor(getHeapStatistics().heap_size_limit / 2 ** 20);
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const data: CommandData = { argv, isTerminal: process.stderr.isTTY === true, stop };
  const worker = new Worker(new URL("./command-thread.js", import.meta.url), {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });
  const say = (message: ToCommand): void => worker.postMessage(message);
  // The thread takes its time to start; meanwhile is found out what it shall load.
  say({ run: commandModule(new URL("..", import.meta.url)) });
  const ending = new Promise<number>((resolve) => {
    worker.on("message", (message: FromCommand) => {
      if ("out" in message) process.stdout.write(message.out);
      else if ("err" in message) process.stderr.write(message.err);
      else resolve(message.code);
    });
    worker.on("error", (error: NodeJS.ErrnoException) => {
      void explain(error, argv, memory).then(resolve);
    });
    worker.on("exit", (code) => resolve(code));
    watchOutput(argv, resolve);
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    let asked = false;
    process.on(signal, () => {
      if (asked) process.exit(INTERRUPTED);
      asked = true;
      Atomics.store(stop, 0, 1);
      Atomics.notify(stop, 0);
      say("stop");
      setTimeout(() => void interrupt(argv), GRACE_MS).unref();
    });
  }
  const code = await ending;
  await worker.terminate();
  return code;
}

async function interrupt(argv: readonly string[]): Promise<void> {
  const { languageOf } = await import("./language.js");
  const { INTERRUPTED_WORDS } = await import("./interrupted-words.js");
  process.stderr.write(`${INTERRUPTED_WORDS[languageOf(argv, process.env)]}\n`);
  process.exit(INTERRUPTED);
}

async function explain(
  error: NodeJS.ErrnoException,
  argv: readonly string[],
  megabytes: number,
): Promise<number> {
  const { cliError } = await import("./errors.js");
  if (error.code === "ERR_WORKER_OUT_OF_MEMORY") {
    return tell(cliError("memory", { megabytes }), argv);
  }
  process.stderr.write(
    `This is a fault of xinzhi, not of your input. Please report it with these lines:\n${error.stack ?? error.message}\n`,
  );
  return 1;
}
