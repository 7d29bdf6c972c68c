import { beyondLimit, limits } from "../base/index.js";

/** Refuses text with a line beyond the limit; looks at one place for each such length only. */
export function checkLines(bytes: Uint8Array, file: string): void {
  const most = limits().lineBytes;
  for (let at = 0; bytes.length - at > most; ) {
    const end = at + most;
    const last = Math.max(bytes.lastIndexOf(LF, end), bytes.lastIndexOf(CR, end));
    if (last < at) throw beyondLimit("lineBytes", file);
    at = last + 1;
  }
}

const LF = 10;
const CR = 13;
