import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { ListedFile } from "./list-files.js";
import {
  type FileDocuments,
  type ReadFileSettings,
  readFileDocuments,
} from "./read-file-documents.js";

/** Below this number of files a thread costs more than it saves. */
const MIN_FILES = 48;
/** Files that are under way or wait to be taken, for each thread: memory stays flat. */
const WINDOW = 4;

const compiled = new URL("./read-worker.js", import.meta.url);
const COMPILED = existsSync(fileURLToPath(compiled));

interface Answer {
  readonly id: number;
  readonly result?: FileDocuments;
  readonly error?: string;
}

/**
 * What the files give, in the order of the files, whatever thread read them.
 * 中文: 多线程按序读取
 *
 * Leaving the loop early (an interruption, an error) ends the threads.
 */
export async function* readInOrder(
  files: readonly ListedFile[],
  settings: ReadFileSettings,
  asked: number | undefined,
): AsyncGenerator<FileDocuments> {
  const start = threadStarter();
  // From sources a thread takes seconds to start: only when it is asked for.
  const threads = asked ?? (COMPILED ? availableParallelism() : 1);
  if (threads < 2 || files.length < MIN_FILES || start === undefined) {
    for (const file of files) yield await readFileDocuments(file, settings);
    return;
  }
  const pool = Array.from({ length: threads }, start);
  try {
    yield* ordered(pool, files, settings);
  } finally {
    await Promise.all(pool.map((w) => w.terminate()));
  }
}

async function* ordered(
  pool: readonly Worker[],
  files: readonly ListedFile[],
  settings: ReadFileSettings,
): AsyncGenerator<FileDocuments> {
  const waiting = new Map<
    number,
    { resolve: (r: FileDocuments) => void; reject: (e: Error) => void }
  >();
  const fail = (error: Error): void => {
    for (const w of waiting.values()) w.reject(error);
  };
  for (const worker of pool) {
    worker.on("error", fail);
    worker.on("message", ({ id, result, error }: Answer) => {
      const w = waiting.get(id);
      waiting.delete(id);
      if (result !== undefined) w?.resolve(result);
      else w?.reject(new Error(`a reading thread failed: ${error}`));
    });
  }
  const answers: Promise<FileDocuments>[] = [];
  const ask = (id: number): void => {
    const answer = new Promise<FileDocuments>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      pool[id % pool.length]!.postMessage({ id, file: files[id], settings });
    });
    // It is awaited later; an early failure must not count as unhandled until then.
    answer.catch(() => {});
    answers[id] = answer;
  };
  let asked = 0;
  for (let id = 0; id < files.length; id++) {
    while (asked < files.length && asked < id + WINDOW * pool.length) ask(asked++);
    yield await answers[id]!;
    delete answers[id];
  }
}

/** Starts a thread: the compiled file, or in a checkout the source by way of tsx. */
function threadStarter(): (() => Worker) | undefined {
  if (COMPILED) return () => new Worker(compiled);
  const source = new URL("./read-worker.ts", import.meta.url);
  if (!existsSync(fileURLToPath(source))) return undefined;
  const code = `import("tsx/esm/api").then((tsx) => (tsx.register(), import(${JSON.stringify(source.href)})))`;
  return () => new Worker(code, { eval: true });
}
