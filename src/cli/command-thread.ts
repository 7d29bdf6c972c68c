import { parentPort, workerData } from "node:worker_threads";
import type { CommandData, FromCommand, ToCommand } from "./command-messages.js";
import type { Io } from "./io.js";

// A command runs in this thread, so that the main one always hears the keyboard. It begins with
// nothing but this file: the main thread finds out what to load while the thread starts.
const { argv, isTerminal, stop } = workerData as CommandData;
const port = parentPort!;
const send = (message: FromCommand): void => port.postMessage(message);
const controller = new AbortController();
const io: Io = {
  stdout: (text) => send({ out: text }),
  stderr: (text) => send({ err: text }),
  env: process.env,
  isTerminal,
  now: () => new Date(),
  signal: controller.signal,
  stop,
};
port.on("message", async (message: ToCommand) => {
  if (message === "stop") {
    controller.abort();
    return;
  }
  const { runCli } = (await import(message.run)) as typeof import("./run-cli.js");
  send({ code: await runCli(argv, io) });
});
