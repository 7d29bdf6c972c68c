import type { ListedFile } from "./list-files.js";
import {
  type ColumnMap,
  holdsRecords,
  readRecords,
  type SkippedRecord,
  type SourceRecord,
} from "./read-records.js";

/** A piece of work for a thread: a file that is one text, or one record of a table. */
export type RecordTask =
  | { readonly file: ListedFile }
  | { readonly record: SourceRecord | SkippedRecord };

/**
 * Files as pieces of work. A table is read here and its records are handed out one by one: its
 * texts are never all under way at once.   中文: 划分任务
 */
export async function* recordTasks(
  files: readonly ListedFile[],
  map: ColumnMap | undefined,
  onFile: () => void,
): AsyncGenerator<RecordTask> {
  for (const file of files) {
    if (holdsRecords(file)) for await (const record of readRecords(file, map)) yield { record };
    else yield { file };
    onFile();
  }
}

/** The records of a piece of work. */
export async function* recordsOf(
  task: RecordTask,
  map: ColumnMap | undefined,
): AsyncGenerator<SourceRecord | SkippedRecord> {
  if ("file" in task) yield* readRecords(task.file, map);
  else yield task.record;
}
