import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
} from "node:fs";
import { basename, dirname } from "node:path";
import { beyondLimit, fileError, limits, nearest } from "../../base/index.js";

/** What the system hands over in one piece. */
const ONE_READ = 1024 ** 3;

/**
 * The bytes of a user's file, with clear errors.   中文: 读取文件字节
 *
 * Errors    file/not-found, file/not-readable, limit/exceeded (fileBytes)
 */
export function readBytes(path: string): Buffer {
  if (!existsSync(path)) {
    const folder = dirname(path);
    const around = existsSync(folder) ? readdirSync(folder) : [];
    throw fileError("not-found", { file: path, nearest: nearest(basename(path), around) });
  }
  const size = statSync(path).size;
  if (size > limits().fileBytes) throw beyondLimit("fileBytes", path, size);
  try {
    return size > ONE_READ ? readInPieces(path, size) : readFileSync(path);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw fileError("not-readable", { file: path, reason }, cause);
  }
}

/** A file that is too large for one call of the system. */
function readInPieces(path: string, size: number): Buffer {
  const whole = Buffer.allocUnsafe(size);
  const file = openSync(path, "r");
  try {
    let at = 0;
    while (at < size) {
      const read = readSync(file, whole, at, Math.min(ONE_READ, size - at), at);
      if (read === 0) break;
      at += read;
    }
    return whole.subarray(0, at);
  } finally {
    closeSync(file);
  }
}
