import { parentPort, workerData } from "node:worker_threads";
import type { CommandData, FromCommand, ToCommand } from "./command-messages.js";
import { runCli } from "./run-cli.js";

// A command runs in this thread, so that the main one always hears the keyboard.
const { argv, isTerminal } = workerData as CommandData;
const port = parentPort!;
const send = (message: FromCommand): void => port.postMessage(message);
const controller = new AbortController();
port.on("message", (message: ToCommand) => {
  if (message === "stop") controller.abort();
});
const code = await runCli(argv, {
  stdout: (text) => send({ out: text }),
  stderr: (text) => send({ err: text }),
  env: process.env,
  isTerminal,
  now: () => new Date(),
  signal: controller.signal,
});
send({ code });
