import { UserError } from "../base/index.js";
import { storeError } from "./errors.js";

const UNWRITABLE = /^(?:ENOENT|SQLITE_READONLY|SQLITE_CANTOPEN|EACCES|EROFS|EPERM|ENOTDIR|EEXIST)/;
const DISK = /^(?:SQLITE_FULL|SQLITE_IOERR|ENOSPC|EDQUOT|EIO)/;

const DAMAGED = /malformed|no such (?:table|column)|already exists|duplicate column name/;

/** Whether another process holds the store just now. */
export function isBusy(cause: unknown): boolean {
  return /^SQLITE_(?:BUSY|LOCKED)/.test(codeOf(cause));
}

/**
 * What SQLite and the system report as an error that names the store and the way out; anything that
 * is none of theirs comes back as it is.   中文: 数据库错误转换
 */
export function translate(file: string, cause: unknown): unknown {
  if (cause instanceof UserError) return cause;
  const code = codeOf(cause);
  const said = cause instanceof Error ? cause.message : String(cause);
  const reason = code === "" ? said : code;
  if (code === "SQLITE_NOTADB") return storeError("not-a-store", { file, reason }, cause);
  if (code.startsWith("SQLITE_CORRUPT")) return storeError("damaged", { file, reason }, cause);
  // A table or column that is not there any more or there already, an index that is not its table's.
  if (code.startsWith("SQLITE") && DAMAGED.test(said)) {
    return storeError("damaged", { file, reason: said }, cause);
  }
  if (isBusy(cause)) return storeError("busy", { file }, cause);
  if (DISK.test(code)) return storeError("full", { file, reason }, cause);
  if (UNWRITABLE.test(code) || /directory does not exist/.test(said)) {
    return storeError("read-only", { file, reason }, cause);
  }
  return cause;
}

function codeOf(cause: unknown): string {
  return String((cause as NodeJS.ErrnoException | undefined)?.code ?? "");
}
