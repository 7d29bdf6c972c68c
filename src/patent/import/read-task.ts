import { extname } from "node:path";
import { type ErrorText, type Facts, UserError } from "../../base/index.js";
import type { FoundFile } from "./find-files.js";
import type { UserMap } from "./map-columns.js";
import {
  openPatents,
  PATENT_EXTENSIONS,
  type PatentRow,
  patentRows,
  type RowPlan,
} from "./open-patents.js";
import type { Locator } from "./patent-record.js";

/** What a thread is asked to read: a whole file, or a piece of a large CSV file. */
export type ReadTask =
  | { readonly file: FoundFile }
  | {
      readonly file: FoundFile;
      readonly plan: RowPlan;
      readonly columns: Readonly<Record<string, string>>;
      readonly bytes: Uint8Array;
      readonly delimiter: number | undefined;
      readonly firstRow: number;
      /** More pieces of this file follow. */
      readonly more: boolean;
    }
  | { readonly file: FoundFile; readonly trouble: Trouble };

/** Why a file could not be read, or not to its end. */
export interface Trouble {
  /** `skipped`: it is another kind of file; `failed`: it is damaged or cannot be understood. */
  readonly state: "skipped" | "failed";
  readonly reason: string;
  /** The user's error, where it is one. */
  readonly error?: { readonly code: string; readonly facts: Facts; readonly text: ErrorText };
}

/** What is known of the file beside its rows. */
export interface ReadPart {
  readonly file: FoundFile;
  readonly service: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly more: boolean;
  readonly trouble: Trouble | undefined;
}

/** Files of at most this size are one task; larger CSV files are read in pieces. */
const WHOLE = 8 * 1024 * 1024;
const TEXTS = new Set([".csv", ".tsv", ".txt"]);

/**
 * The tasks of some files, in their order; drawn one by one, so that memory stays flat.
 * 中文: 读取任务
 */
export async function* readTasks(
  files: readonly FoundFile[],
  user: UserMap,
): AsyncGenerator<ReadTask> {
  for (const file of files) {
    const isLarge = file.bytes > WHOLE && TEXTS.has(extname(file.path).toLowerCase());
    if (isLarge) yield* pieceTasks(file, user);
    else yield { file };
  }
}

async function* pieceTasks(file: FoundFile, user: UserMap): AsyncGenerator<ReadTask> {
  let held: Extract<ReadTask, { plan: RowPlan }> | undefined;
  try {
    const opened = await openPatents(file.path, file.shown, user, () => undefined);
    const { columns } = opened;
    for (const piece of opened.pieces()) {
      if ("rows" in piece) continue;
      if (held !== undefined) yield held;
      const bytes = new Uint8Array(piece.bytes.buffer);
      const { firstRow, delimiter } = piece;
      held = { file, plan: opened.plan!, columns, bytes, delimiter, firstRow, more: true };
    }
  } catch (cause) {
    if (held !== undefined) yield held;
    yield { file, trouble: troubleOf(file, cause) };
    return;
  }
  if (held !== undefined) yield { ...held, more: false };
}

/** Does a task: each row goes to `take`; what is known of the file is returned.   中文: 执行读取任务 */
export async function readTask(
  task: ReadTask,
  user: UserMap,
  locate: Locator,
  take: (row: PatentRow) => void,
): Promise<ReadPart> {
  const { file } = task;
  let known = { file, service: "", columns: {}, more: false };
  const trouble = "trouble" in task ? task.trouble : wrongKind(file);
  if (trouble !== undefined) return { ...known, trouble };
  try {
    let rows: Iterable<PatentRow>;
    if ("plan" in task) {
      const { plan, columns, more, firstRow, delimiter } = task;
      known = { file, service: plan.map.service, columns, more };
      const piece = {
        bytes: Buffer.from(task.bytes.buffer),
        firstRow,
        ...(delimiter === undefined ? {} : { delimiter }),
      };
      rows = patentRows(piece, plan, locate);
    } else {
      const opened = await openPatents(file.path, file.shown, user, locate);
      known = { ...known, service: opened.service, columns: opened.columns };
      rows = opened.rows();
    }
    for (const row of rows) take(row);
    return { ...known, trouble: undefined };
  } catch (cause) {
    return { ...known, trouble: troubleOf(file, cause) };
  }
}

function wrongKind(file: FoundFile): Trouble | undefined {
  const extension = extname(file.path).toLowerCase();
  if (PATENT_EXTENSIONS.includes(extension)) return undefined;
  const reason = `files ending in "${extension}" are no patent tables (${PATENT_EXTENSIONS.join(", ")})`;
  return { state: "skipped", reason };
}

function troubleOf(file: FoundFile, cause: unknown): Trouble {
  if (!(cause instanceof UserError)) {
    return { state: "failed", reason: cause instanceof Error ? cause.message : String(cause) };
  }
  const { code, facts, text } = cause;
  const reason = `${text.what.en} ${text.fix.en}`.trim();
  // A table without patent columns in a folder is another kind of file, not a failure.
  const isOther = !file.named && code === "patent/no-columns";
  return { state: isOther ? "skipped" : "failed", reason, error: { code, facts, text } };
}
