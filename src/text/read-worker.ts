import { parentPort } from "node:worker_threads";
import type { ListedFile } from "./list-files.js";
import { type ReadFileSettings, readFileDocuments } from "./read-file-documents.js";

/** A thread that reads files: gets `{ id, file, settings }`, answers `{ id, result | error }`. */
parentPort?.on(
  "message",
  async (task: { id: number; file: ListedFile; settings: ReadFileSettings }) => {
    try {
      const result = await readFileDocuments(task.file, task.settings);
      parentPort!.postMessage({ id: task.id, result });
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      parentPort!.postMessage({ id: task.id, error: text });
    }
  },
);
