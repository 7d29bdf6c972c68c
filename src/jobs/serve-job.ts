import { parentPort, workerData } from "node:worker_threads";
import { UserError, useLimits } from "../base/index.js";
import type { Prepare } from "./job.js";
import type { Answer, Question } from "./messages.js";
import type { ThreadData } from "./thread.js";

/** Answers the questions of `runJob` in a thread; does nothing in the main one.   中文: 工作线程服务 */
export function serveJob<S, T, R>(prepare: Prepare<S, T, R>): void {
  if (parentPort === null) return;
  const port = parentPort;
  const data = workerData as ThreadData<S>;
  useLimits(data.limits);
  const work = Promise.resolve().then(() => prepare(data.setup));
  // Told by the first answer.
  work.catch(() => {});
  port.on("message", async ({ id, task }: Question<T>) => {
    let answer: Answer<R>;
    try {
      answer = { id, result: await (await work)(task) };
    } catch (cause) {
      answer = { id, failure: failureOf(cause) };
    }
    port.postMessage(answer);
  });
}

function failureOf(cause: unknown): NonNullable<Answer<never>["failure"]> {
  if (cause instanceof UserError) {
    const { code, facts, text } = cause;
    return { user: { code, facts: JSON.parse(JSON.stringify(facts)) as typeof facts, text } };
  }
  return { fault: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) };
}
