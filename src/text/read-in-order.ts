import { type Job, runJob, threadsFor } from "../jobs/index.js";
import type { ListedFile } from "./list-files.js";
import {
  type FileDocuments,
  type ReadFileSettings,
  readFileDocuments,
} from "./read-file-documents.js";
import { type RecordTask, recordTasks } from "./record-tasks.js";

/** Below this number of files a thread costs more than it saves. */
const MIN_FILES = 48;

/** Reading files one by one, here or in threads. */
export const readJob: Job<ReadFileSettings, RecordTask, FileDocuments> = {
  file: new URL("./read-worker.js", import.meta.url),
  prepare: (settings) => (task) => readFileDocuments(task, settings),
};

/**
 * What the files give, in the order of the files, whatever thread read them.
 * 中文: 多线程按序读取
 *
 * Leaving the loop early (an interruption, an error) ends the threads.
 */
export function readInOrder(
  files: readonly ListedFile[],
  settings: ReadFileSettings,
  asked: number | undefined,
): AsyncGenerator<FileDocuments> {
  const threads = files.length < MIN_FILES ? 1 : threadsFor(readJob, asked);
  const tasks = recordTasks(files, settings.map, () => {});
  return runJob(readJob, tasks, { setup: settings, threads });
}
